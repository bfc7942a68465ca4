#include "labelled.h"

#include <algorithm>
#include <optional>

#include "cells.h"
#include "columns.h"
#include "occurrences.h"
#include "ykien/base/error.h"

namespace ykien::program {
namespace {

// Where the columns stand in one table.
class Places {
 public:
  Places(const Input& input, const LabelledColumns& names)
      : text_(*place(input, names.text)),
        label_(*place(input, names.label)),
        secondary_(place(input, names.secondary)),
        group_(place(input, names.group)) {}

  LabelledRow row(const table::Row& row) const {
    LabelledRow result;
    result.text = cell(row.fields, text_);
    result.labels = split_labels(cell(row.fields, label_));
    result.own = result.labels.size();
    result.group = trimmed(cell(row.fields, group_));
    result.line = row.line;
    if (result.labels.empty()) return result;  // a secondary topic alone is none
    for (std::string& label : split_labels(cell(row.fields, secondary_))) {
      if (std::ranges::find(result.labels, label) == result.labels.end())
        result.labels.push_back(std::move(label));
    }
    return result;
  }

 private:
  static std::optional<std::size_t> place(const Input& input, const std::string& name) {
    if (name.empty()) return std::nullopt;
    return column_called(input.reader.header(), name, input.name);
  }

  std::size_t text_;
  std::size_t label_;
  std::optional<std::size_t> secondary_;
  std::optional<std::size_t> group_;
};

std::optional<std::size_t> column_of_key(const std::vector<std::string>& header,
                                         std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (column_key(header[i]) == key) return i;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> split_labels(std::string_view cell) {
  std::vector<std::string> labels;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of("|;"), cell.size());
    const std::string label(trimmed(cell.substr(0, end)));
    if (!label.empty() && std::ranges::find(labels, label) == labels.end()) labels.push_back(label);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return labels;
}

std::string LabelledTable::left_out() const {
  return trouble_line(without_text, "without text: left out") +
         trouble_line(without_label, "without a label: left out") +
         trouble_line(unreadable, "that cannot be read: left out");
}

LabelledTable read_labelled(const InputOptions& options, const LabelledColumns& columns) {
  Input input = open_input(options);
  const Places places(input, columns);
  LabelledTable table;
  table.name = input.name;
  for (table::Row row; input.reader.next(row);) {
    if (row.unreadable()) {
      table.unreadable.add(row.line);
      continue;
    }
    LabelledRow labelled = places.row(row);
    if (trimmed(labelled.text).empty())
      table.without_text.add(row.line);
    else if (labelled.labels.empty())
      table.without_label.add(row.line);
    else
      table.rows.push_back(std::move(labelled));
  }
  if (!table.rows.empty()) return table;
  throw Error(ErrorCode::format, input.name, "no row has both a text and a label",
              "check --text and --label");
}

std::vector<Topic> read_topics(const std::string& path) {
  Input input =
      open_input({.path = path, .delimiter = "", .header = true, .no_header = false, .encoding = ""});
  const auto& header = input.reader.header();
  const auto id = column_of_key(header, {"id", "topic"});
  const auto name = column_of_key(header, {"name vi", "name", "ten", "topic name"});
  const auto english = column_of_key(header, {"name en", "english"});
  if (!id)
    throw Error(ErrorCode::format, input.name, "there is no column \"id\"",
                "give a table with id, name_vi, name_en");
  std::vector<Topic> topics;
  for (table::Row row; input.reader.next(row);) {
    Topic topic{std::string(trimmed(cell(row.fields, id))), std::string(trimmed(cell(row.fields, name))),
                std::string(trimmed(cell(row.fields, english)))};
    if (topic.name.empty()) topic.name = topic.id;
    if (!topic.id.empty()) topics.push_back(std::move(topic));
  }
  if (topics.empty())
    throw Error(ErrorCode::format, input.name, "there are no topics in it", "give a row for each topic");
  return topics;
}

}  // namespace ykien::program

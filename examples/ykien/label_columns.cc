#include "label_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cells.h"
#include "checksum.h"
#include "columns.h"
#include "labelled.h"
#include "ykien/base/error.h"

namespace ykien::program {
namespace {

using Cells =
    std::vector<std::vector<std::string>>;  // n * R: the labels of a cell, none for a missing rating

constexpr std::size_t kMostSetLabels = 63;  // one bit each, and one to tell that there is no rating
constexpr std::size_t kMostLabels = 65536;

std::vector<std::size_t> places_of(const Input& input, const std::vector<std::string>& names) {
  std::vector<std::size_t> places;
  for (const std::string& name : names) {
    const std::size_t place = column_called(input.reader.header(), name, input.name);
    if (std::ranges::find(places, place) != places.end())
      throw Error(ErrorCode::usage, "--columns", fmt::format("\"{}\" is named twice", name),
                  "name different columns");
    places.push_back(place);
  }
  if (places.size() < 2)
    throw Error(ErrorCode::usage, "--columns", "agreement takes two columns at least", "write --columns a,b");
  return places;
}

std::vector<std::string> labels_in(std::string_view cell, bool multi_label) {
  std::vector<std::string> labels = split_labels(cell);
  if (multi_label || labels.size() < 2) return labels;
  return {std::string(trimmed(cell))};
}

std::vector<std::string> labels_of(const Cells& cells, const std::vector<std::string>& order,
                                   const std::string& where) {
  std::set<std::string> found;
  for (const auto& cell : cells) found.insert(cell.begin(), cell.end());
  if (order.empty()) return {found.begin(), found.end()};
  for (const std::string& label : found) {
    if (std::ranges::find(order, label) == order.end())
      throw Error(ErrorCode::not_found, where, fmt::format("the label \"{}\" is not in --order", label),
                  "name all labels there, from the lowest to the highest");
  }
  return order;
}

std::int32_t number_of(const std::vector<std::string>& labels, const std::string& label) {
  return static_cast<std::int32_t>(std::ranges::find(labels, label) - labels.begin());
}

void fill_sets(const Cells& cells, LabelColumns& table) {
  if (table.labels.size() > kMostSetLabels)
    throw Error(ErrorCode::limit, table.name, "there are more than 63 different labels",
                "check that the columns hold labels and not texts");
  for (const auto& cell : cells) {
    LabelSet set = cell.empty() ? kNoLabels : 0;
    for (const std::string& label : cell) set |= LabelSet{1} << number_of(table.labels, label);
    table.sets.push_back(set);
  }
}

void fill_ratings(const Cells& cells, LabelColumns& table) {
  if (table.labels.size() > kMostLabels)
    throw Error(ErrorCode::limit, table.name, "there are more than 65,536 different labels",
                "check that the columns hold labels and not texts");
  std::vector<std::string> sorted = table.labels;
  std::ranges::sort(sorted);
  std::vector<std::int32_t> numbers;  // of the sorted ones
  for (const std::string& label : sorted) numbers.push_back(number_of(table.labels, label));
  for (const auto& cell : cells) {
    if (cell.empty()) {
      table.ratings.push_back(kNoRating);
      continue;
    }
    const auto place = std::ranges::lower_bound(sorted, cell[0]) - sorted.begin();
    table.ratings.push_back(numbers[static_cast<std::size_t>(place)]);
  }
}

}  // namespace

LabelColumns read_label_columns(const InputOptions& options, const std::vector<std::string>& names,
                                bool multi_label, const std::vector<std::string>& order) {
  Checksum checksum;
  Input input = open_input(summed(options, checksum));
  const std::vector<std::size_t> places = places_of(input, names);
  LabelColumns table;
  table.name = input.name;
  for (const std::size_t place : places) table.columns.push_back(input.reader.header()[place]);
  Cells cells;
  for (table::Row row; input.reader.next(row);) {
    if (row.unreadable()) {
      table.unreadable.add(row.line);
      continue;
    }
    table.lines.push_back(row.line);
    for (const std::size_t place : places) {
      cells.push_back(labels_in(cell(row.fields, place), multi_label));
    }
  }
  table.checksum = checksum.text();
  if (table.lines.empty())
    throw Error(ErrorCode::format, input.name, "there are no rows below the header",
                "give a table with labels");
  table.labels = labels_of(cells, order, input.name);
  multi_label ? fill_sets(cells, table) : fill_ratings(cells, table);
  return table;
}

}  // namespace ykien::program

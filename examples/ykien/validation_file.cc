#include "validation_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>

#include "checksum.h"
#include "columns.h"
#include "files.h"
#include "input.h"
#include "labelled.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/study/civic_validation.h"
#include "ykien/table/reader.h"

namespace ykien::program {
namespace {

constexpr std::string_view kEnding = ".validation.csv";

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
  throw Error(ErrorCode::format, where, what, "write it with ykien train --out-of-fold");
}

double probability(std::string_view cell, const std::string& where) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc() && end == cell.data() + cell.size() && value >= 0 && value <= 1) return value;
  refuse(where, fmt::format("\"{}\" is not a probability", cell));
}

// Where the columns stand.
struct Places {
  std::size_t label = 0;
  std::vector<std::size_t> topics;
  std::optional<std::size_t> model;
};

Places places_of(std::span<const std::string> header, const Model& model, const std::string& where) {
  Places places;
  places.label = column_called(header, "label", where);
  for (const Topic& topic : model.topics()) places.topics.push_back(column_called(header, topic.id, where));
  const auto found = std::ranges::find(header, "model");
  if (found != header.end()) places.model = static_cast<std::size_t>(found - header.begin());
  return places;
}

void add_labels(const Model& model, std::string_view cell, const std::string& where, ValidationRows& rows) {
  const auto row = static_cast<std::uint32_t>(rows.label.size());
  for (const std::string& label : split_labels(cell)) {
    const auto topics = model.topics();
    const auto found = std::ranges::find(topics, label, &Topic::id);
    if (found == topics.end()) refuse(where, fmt::format("the model has no topic \"{}\"", label));
    const auto topic = static_cast<std::uint32_t>(found - topics.begin());
    if (rows.label.size() == row)
      rows.label.push_back(topic);
    else
      rows.further.push_back({row, topic});
  }
  if (rows.label.size() == row) refuse(where, "there is no label");
}

ValidationRows read_rows(table::Reader reader, const std::string& name, const Model& model) {
  const Places places = places_of(reader.header(), model, name);
  ValidationRows rows;
  for (table::Row row; reader.next(row);) {
    const std::string where = fmt::format("{}:{}", name, row.line);
    if (row.ragged || row.unreadable()) refuse(where, "the row cannot be read");
    if (places.model && row.number == 0 && row.fields[*places.model] != model.checksum())
      refuse(name, fmt::format("it belongs to another model ({}, not {})", row.fields[*places.model],
                               model.checksum()));
    add_labels(model, row.fields[places.label], where, rows);
    for (const std::size_t column : places.topics)
      rows.posterior.push_back(rounded_posterior(probability(row.fields[column], where)));
  }
  return rows;
}

// RFC 4180: quoted where it must be.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

BothLanguages origin(std::size_t rows, std::string_view vietnamese, std::string_view english) {
  return {fmt::format("{} dòng {}", rows, vietnamese), fmt::format("{} {}", counted(rows, "row"), english)};
}

// Of the validation rows of a model.
std::string path_beside(const std::string& model_path) {
  return std::filesystem::path(model_path).replace_extension(kEnding).string();
}

}  // namespace

std::string validation_csv(const Model& model, std::span<const double> posterior,
                           std::span<const std::vector<std::uint32_t>> labels) {
  std::string csv = "label";
  for (const Topic& topic : model.topics()) csv += "," + csv_field(topic.id);
  csv += ",model\n";
  const std::size_t topics = model.topics().size();
  for (std::size_t row = 0; row < labels.size(); ++row) {
    std::string ids;
    for (const std::uint32_t label : labels[row]) ids += (ids.empty() ? "" : "|") + model.topics()[label].id;
    csv += csv_field(ids);
    for (std::size_t k = 0; k < topics; ++k)
      csv += fmt::format(",{:.4g}", std::round(posterior[row * topics + k] * 1e4) / 1e4);
    csv += row == 0 ? "," + model.checksum() + "\n" : ",\n";
  }
  return csv;
}

ValidationFile read_validation(const std::string& path, const Model& model) {
  Checksum checksum;
  InputOptions options;
  options.path = path;
  options.header = true;
  Input input = open_input(summed(options, checksum));
  ValidationFile file;
  file.rows = read_rows(std::move(input.reader), input.name, model);
  file.rows.source = origin(file.rows.label.size(), "có nhãn trong tệp được đưa với --validation.",
                            "with labels in the file given with --validation.");
  file.checksum = checksum.text();
  return file;
}

void refuse_validation_of_model(const std::string& model_path, const std::string& output) {
  if (!model_path.empty())
    refuse_same_file(path_beside(model_path), output, "the model's file of validation rows");
}

ValidationFile validation_of_model(const std::string& model_path, const Model& model) {
  ValidationFile file;
  if (model_path.empty()) {
    Checksum checksum;
    checksum.add(civic_validation_csv());
    file.checksum = checksum.text();
    file.rows = read_rows(table::Reader::open(table::memory_source(std::string(civic_validation_csv()))),
                          "the built-in validation rows", model);
  } else {
    const std::string path = path_beside(model_path);
    if (!std::filesystem::exists(path)) return file;
    file = read_validation(path, model);
  }
  file.rows.source =
      origin(file.rows.label.size(),
             "của ngữ liệu huấn luyện, mỗi dòng được máy xếp khi chưa học dòng ấy (kiểm định chéo).",
             "of the training corpus, each classified by a model that had not learnt it (cross-validation).");
  return file;
}

}  // namespace ykien::program

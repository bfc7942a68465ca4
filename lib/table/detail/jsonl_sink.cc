// JSON Lines: one object a line.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "table/detail/sink.h"

namespace ykien::table::detail {
namespace {

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// JSON's grammar: no leading zeros (007 is a code, not a number), no "+", digits around the point.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (const std::size_t e = text.find_first_of("eE"); e != text.npos) {
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('-') || exponent.starts_with('+')) exponent.remove_prefix(1);
    if (!all_digits(exponent)) return false;
    text = text.substr(0, e);
  }
  if (const std::size_t point = text.find('.'); point != text.npos) {
    if (!all_digits(text.substr(point + 1))) return false;
    text = text.substr(0, point);
  }
  return all_digits(text) && (text.size() == 1 || text[0] != '0');
}

class JsonlSink final : public Sink {
 public:
  JsonlSink(AtomicFile& file, const WriterOptions& options) : file_(file), options_(options) {}

  void write(std::span<const std::string_view> fields, std::span<const FieldType> types,
             std::uint64_t number) override {
    if (number == 0) return take_keys(fields);
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const FieldType type = types.empty() ? FieldType::text : types[i];
      if (type == FieldType::absent) continue;
      line += line.empty() ? '{' : ',';
      line += key(i);
      line += ':';
      line += value(fields[i], type, i);
    }
    if (line.empty()) line = "{";
    file_.write(line += "}\n");
  }

  void end() override {}

 private:
  void take_keys(std::span<const std::string_view> names) {
    for (const std::string_view name : names)
      add_key(name.empty() ? numbered(keys_.size()) : std::string(name));
  }

  void add_key(const std::string& name) {
    std::string unique = name;
    for (int copy = 2; !used_.insert(unique).second; ++copy) unique = name + "_" + std::to_string(copy);
    keys_.push_back(json_text(unique));
  }

  static std::string numbered(std::size_t i) { return "column" + std::to_string(i + 1); }

  const std::string& key(std::size_t i) {
    while (keys_.size() <= i) add_key(numbered(keys_.size()));
    return keys_[i];
  }

  std::string value(std::string_view field, FieldType type, std::size_t column) const {
    if (type == FieldType::json) return std::string(field);
    if (type == FieldType::null) return "null";
    const bool may = std::ranges::find(options_.number_columns, column) != options_.number_columns.end();
    if (!may) return json_text(field);
    if (field.empty()) return "null";
    double number = 0;
    return read_number(field, number) ? std::string(field) : json_text(field);
  }

  AtomicFile& file_;
  const WriterOptions& options_;
  std::vector<std::string> keys_;  // as JSON
  std::set<std::string> used_;
};

}  // namespace

bool read_number(std::string_view cell, double& number) {
  if (!is_json_number(cell)) return false;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return error == std::errc() && end == cell.data() + cell.size() && std::isfinite(number);
}

std::unique_ptr<Sink> jsonl_sink(AtomicFile& file, const WriterOptions& options) {
  return std::make_unique<JsonlSink>(file, options);
}

}  // namespace ykien::table::detail

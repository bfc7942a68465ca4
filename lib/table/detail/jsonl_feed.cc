// The rows of a JSON Lines file (one object a line), by simdjson's On-Demand interface, which shows numbers
// as written.
#include <simdjson.h>

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "table/detail/failure.h"
#include "table/detail/feed.h"
#include "table/detail/read_buffer.h"

namespace ykien::table::detail {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(ReadBuffer::kPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t kMaxLateKeys = 100;

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  return text;
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') json += '\\';
    byte < 0x20 ? json += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15] : json += c;
  }
  return json + '"';
}

// One line parsed into key, value pairs; throws simdjson_error for what is not an object in strict JSON.
class LineParser {
 public:
  struct Member {
    std::string_view key;
    std::string_view value;  // as text, compact JSON where it is not a string; empty for null
    FieldType type = FieldType::text;
  };

  // `line` must be followed by SIMDJSON_PADDING readable bytes. The views hold until the next call.
  const std::vector<Member>& parse(std::string_view line) {
    members_.clear();
    kept_.clear();
    ondemand::document document =
        parser_.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING).value();
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key().value();
      ondemand::value value = field.value().value();
      members_.push_back(member(key, value));
    }
    // Behind the object there must be nothing.
    if (!document.current_location().error()) throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    return members_;
  }

 private:
  Member member(std::string_view key, ondemand::value& value) {
    switch (value.type().value()) {
      case ondemand::json_type::string: return {key, value.get_string().value(), FieldType::text};
      case ondemand::json_type::null:
        if (!value.is_null().value()) throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
        return {key, {}, FieldType::null};
      case ondemand::json_type::boolean: {
        return {key, value.get_bool().value() ? "true" : "false", FieldType::json};
      }
      case ondemand::json_type::number: {
        const std::string_view text = trim(value.raw_json_token());
        static_cast<void>(value.get_double().value());  // throws for what only looks like a number
        return {key, text, FieldType::json};
      }
      default: return compact(key, simdjson::to_json_string(value).value());
    }
  }

  // On-Demand passes over what it is not asked for; the other parser looks at every byte of a nested value.
  Member compact(std::string_view key, std::string_view json) {
    checker_.parse(json.data(), json.size()).value();
    std::string& text = kept_.emplace_back(json.size(), '\0');
    std::size_t size = 0;
    if (const auto error = simdjson::minify(json.data(), json.size(), text.data(), size))
      throw simdjson::simdjson_error(error);
    text.resize(size);
    return {key, text, FieldType::json};
  }

  ondemand::parser parser_;
  simdjson::dom::parser checker_;
  std::vector<Member> members_;
  std::deque<std::string> kept_;
};

class JsonlFeed final : public Feed {
 public:
  JsonlFeed(std::unique_ptr<ByteSource> source, const ReaderOptions& options, ReadReport& report)
      : options_(options), report_(report), buffer_(std::move(source)) {
    buffer_.fill();
    report_.bom = buffer_.text().starts_with("\xEF\xBB\xBF");
    if (report_.bom) buffer_.consume(3);
    collect_columns();
    report_.bytes = buffer_.bytes_read();
  }

  const std::vector<std::string>* names() const override { return &names_; }
  Progress progress() const override { return buffer_.source().progress(); }

  bool next(Row& row) override {
    std::string_view line;
    do {
      if (!next_line(line)) return false;
      if (line.empty()) ++report_.blank_lines;
    } while (line.empty());
    row = Row{.line = line_ - 1};
    try {
      take_members(line);
      row.types = types_;
    } catch (const simdjson::simdjson_error&) {
      take_invalid(row, line);
    }
    row.fields = fields_;
    return true;
  }

 private:
  // The keys of the lines that the first buffer holds whole.
  void collect_columns() {
    std::string_view text = buffer_.text();
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      if (end == text.npos && !buffer_.ended()) break;
      collect_keys(trim(text.substr(0, end)));
      text.remove_prefix(std::min(text.size(), end == text.npos ? end : end + 1));
    }
    if (names_.empty() && !buffer_.text().empty()) names_.push_back("column1");
    for (std::size_t i = 0; i < names_.size(); ++i) columns_.emplace(names_[i], i);
  }

  void collect_keys(std::string_view line) {
    if (line.empty()) return;
    try {
      for (const auto& member : parser_.parse(line)) {
        if (seen_.emplace(member.key, true).second) names_.emplace_back(member.key);
      }
    } catch (const simdjson::simdjson_error&) {
      // next() will give this line as an invalid row
    }
  }

  bool next_line(std::string_view& line) {
    buffer_.consume(std::exchange(line_size_, 0));
    std::size_t end, searched = 0;
    while ((end = buffer_.text().find('\n', searched)) == std::string_view::npos) {
      searched = buffer_.text().size();
      if (searched > options_.max_field) fail_too_large();
      if (!buffer_.more()) break;
    }
    report_.bytes = buffer_.bytes_read();
    const std::string_view text = buffer_.text();
    if (text.empty()) return false;
    line_size_ = end == text.npos ? text.size() : end + 1;
    line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > options_.max_field) fail_too_large();
    if (trim(line).empty()) line = {};
    ++line_;
    return true;
  }

  void take_members(std::string_view line) {
    fields_.assign(std::max<std::size_t>(1, names_.size()), {});
    types_.assign(fields_.size(), FieldType::absent);
    extra_.clear();
    std::size_t expected = 0;
    for (const auto& member : parser_.parse(line)) {
      const std::size_t column = column_of(member.key, expected);
      expected = column + 1;
      if (column < names_.size()) {
        fields_[column] = member.value;
        types_[column] = member.type;
      } else {
        take_late(member);
      }
    }
    for (const std::string& json : extra_) fields_.push_back(json);
    types_.resize(fields_.size(), FieldType::json);
  }

  // Objects mostly have their keys in one order: look at the next column first.
  std::size_t column_of(std::string_view key, std::size_t expected) const {
    if (expected < names_.size() && names_[expected] == key) return expected;
    const auto found = columns_.find(std::string(key));
    return found == columns_.end() ? names_.size() : found->second;
  }

  void take_late(const LineParser::Member& member) {
    extra_.push_back("{" + quoted(member.key) + ":" + json_of(member) + "}");
    if (report_.late_keys.size() < kMaxLateKeys && seen_.emplace(member.key, true).second) {
      report_.late_keys.emplace_back(member.key);
    }
  }

  static std::string json_of(const LineParser::Member& member) {
    if (member.type == FieldType::null) return "null";
    return member.type == FieldType::text ? quoted(member.value) : std::string(member.value);
  }

  void take_invalid(Row& row, std::string_view line) {
    fields_.assign(std::max<std::size_t>(1, names_.size()), {});
    fields_[0] = line;
    row.invalid = true;
    report_.invalid.add(row.line);
  }

  [[noreturn]] void fail_too_large() const {
    throw Error(ErrorCode::limit, at_line(options_.name, line_),
                "the line is larger than " + std::to_string(options_.max_field >> 20) + " MiB",
                "check that the file has one JSON object a line");
  }

  const ReaderOptions& options_;
  ReadReport& report_;
  ReadBuffer buffer_;
  LineParser parser_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::unordered_map<std::string, bool> seen_;
  std::vector<std::string_view> fields_;
  std::vector<FieldType> types_;  // of fields_
  std::deque<std::string> extra_;
  std::size_t line_size_ = 0;
  std::uint64_t line_ = 1;  // the next one
};

}  // namespace

std::unique_ptr<Feed> jsonl_feed(std::unique_ptr<ByteSource> source, const ReaderOptions& options,
                                 ReadReport& report) {
  return std::make_unique<JsonlFeed>(std::move(source), options, report);
}

}  // namespace ykien::table::detail

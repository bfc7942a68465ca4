#include "columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "column_names.h"
#include "prose.h"
#include "ykien/base/error.h"
#include "ykien/text/normalize.h"

namespace ykien::program {
namespace {

constexpr double kLeastSyllables = 4;       // of a text column found by content alone
constexpr double kLeastSyllablesAlone = 2;  // where it is the only column

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Whether `words` stands in `key` from blank to blank.
bool contains_words(std::string_view key, std::string_view words) {
  const std::string padded = fmt::format(" {} ", key);
  return padded.find(fmt::format(" {} ", words)) != padded.npos;
}

template <typename Names>
bool is_one_of(const Names& names, std::string_view key) {
  return std::ranges::find(names, key) != names.end();
}

// 2: the name is one of a text column; 1: it holds one; 0: it says nothing.
int name_tier(std::string_view key) {
  if (is_one_of(kTextNames, key)) return 2;
  const auto within = [key](std::string_view words) { return contains_words(key, words); };
  if (std::ranges::any_of(kOtherWords, within)) return 0;
  return std::ranges::any_of(kTextNames, within) ? 1 : 0;
}

std::string quoted_names(std::span<const std::string> header) {
  constexpr std::size_t kMost = 30;
  std::string text;
  for (std::size_t i = 0; i < header.size() && i < kMost; ++i) {
    text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", header[i]);
  }
  return header.size() > kMost ? fmt::format("{} and {} more", text, header.size() - kMost) : text;
}

std::optional<std::size_t> position(std::span<const std::string> header, const auto& wanted) {
  const auto found = std::ranges::find_if(header, wanted);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::optional<std::size_t> column_number(std::string_view name, std::size_t columns) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || number == 0 || number > columns)
    return std::nullopt;
  return number - 1;
}

// The candidates for the text: by name where a name says so, else by content.
struct Candidates {
  std::vector<std::size_t> columns;
  std::string why;
};

// With rows to look at, a name alone is not enough: a column "comments" may hold numbers.
bool has_words(const Prose& prose, bool no_rows) { return no_rows || prose.syllables >= 1; }

Candidates candidates(std::span<const std::string> header, const std::vector<Prose>& prose, bool no_rows) {
  for (const int tier : {2, 1}) {
    Candidates found{{}, tier == 2 ? "by its name" : "by a part of its name"};
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (name_tier(column_key(header[i])) == tier && has_words(prose[i], no_rows))
        found.columns.push_back(i);
    }
    if (!found.columns.empty()) return found;
  }
  Candidates found;
  const double least = header.size() == 1 ? kLeastSyllablesAlone : kLeastSyllables;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (prose[i].syllables >= least) found.columns.push_back(i);
  }
  return found;
}

}  // namespace

std::string column_key(std::string_view name) {
  std::string key;
  for (const char c : strip_accents(normalize(name).text)) {
    if (is_plain(c))
      key += c;
    else if (!key.empty() && key.back() != ' ')
      key += ' ';
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

bool is_known_column_name(std::string_view name) {
  if (name.size() > 100) return false;
  const std::string key = column_key(name);
  return is_one_of(kTextNames, key) || is_one_of(kOtherNames, key);
}

std::size_t column_called(std::span<const std::string> header, std::string_view name,
                          const std::string& where) {
  if (const auto found = position(header, [name](const std::string& other) { return other == name; }))
    return *found;
  const std::string key = column_key(name);
  const auto alike = [&key](const std::string& other) { return !key.empty() && column_key(other) == key; };
  if (const auto found = position(header, alike)) return *found;
  if (const auto found = column_number(name, header.size())) return *found;
  throw Error(ErrorCode::not_found, where, fmt::format("there is no column \"{}\"", name),
              "choose one of " + quoted_names(header));
}

std::vector<std::string> free_names(std::span<const std::string> header,
                                    std::span<const std::string_view> wanted) {
  std::vector<std::string> names(wanted.begin(), wanted.end());
  const auto taken = [header](const std::string& name) { return is_one_of(header, name); };
  for (int suffix = 2; std::ranges::any_of(names, taken); ++suffix) {
    for (std::size_t i = 0; i < wanted.size(); ++i) names[i] = fmt::format("{}_{}", wanted[i], suffix);
  }
  return names;
}

TextColumn find_text_column(std::span<const std::string> header, const RowBatch& sample,
                            const std::string& where) {
  const std::vector<Prose> prose = measure_prose(sample, header.size());
  const Candidates found = candidates(header, prose, sample.empty());
  if (found.columns.empty()) {
    throw Error(ErrorCode::format, where, "no column looks like text (columns: " + quoted_names(header) + ")",
                "name it with --text-column");
  }
  const std::size_t best = *std::ranges::max_element(
      found.columns, {}, [&prose](std::size_t column) { return prose[column].score(); });
  TextColumn result{best, found.why, {}};
  if (found.why.empty()) {
    result.why = fmt::format("by its content: {:.0f} syllables a cell, {:.0f}% of the cells different",
                             prose[best].syllables, 100 * prose[best].distinct);
  }
  for (const std::size_t other : found.columns) {
    if (other != best) result.others.push_back(header[other]);
  }
  return result;
}

}  // namespace ykien::program

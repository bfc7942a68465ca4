#include "support/labelled_texts.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "ykien/base/error.h"
#include "ykien/table/reader.h"

namespace ykien::bench {
namespace {

constexpr std::size_t kLabels = 7;
constexpr std::size_t kMostUnseen = 10'000;

std::size_t column_of(const table::Reader& reader, const std::string& name, const std::string& path) {
  const auto found = std::ranges::find(reader.header(), name);
  if (found == reader.header().end()) {
    throw Error(ErrorCode::format, path, "there is no column " + name,
                "give a table with the columns text and label");
  }
  return static_cast<std::size_t>(found - reader.header().begin());
}

std::vector<Labelled> read(const std::string& path, const std::string& label) {
  table::Reader reader = table::Reader::open(path);
  const std::size_t text_column = column_of(reader, "text", path);
  const std::size_t label_column = column_of(reader, label, path);
  std::vector<Labelled> texts;
  for (table::Row row; reader.next(row);) {
    if (row.ragged) continue;
    texts.push_back({std::string(row.fields[text_column]), std::string(row.fields[label_column])});
  }
  return texts;
}

// Ten texts of a label in a row become one, so that they are long enough to be cut.
std::vector<Labelled> joined(const std::vector<Labelled>& texts) {
  constexpr std::size_t kTogether = 10;
  std::map<std::string, std::vector<std::string>> by_label;
  for (const Labelled& text : texts) by_label[text.label].push_back(text.text);
  std::vector<Labelled> result;
  for (const auto& [label, all] : by_label) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i % kTogether == 0) result.push_back({"", label});
      result.back().text += all[i] + " ";
    }
  }
  return result;
}

std::set<std::string> frequent_labels(const std::vector<Labelled>& texts) {
  std::map<std::string, std::size_t> counts;
  for (const Labelled& text : texts) ++counts[text.label];
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [label, count] : counts) order.emplace_back(count, label);
  std::ranges::sort(order, std::greater{});
  std::set<std::string> labels;
  for (std::size_t i = 0; i < std::min(kLabels, order.size()); ++i) labels.insert(order[i].second);
  return labels;
}

// The text in pieces of `words` words; what is left over at the end is dropped.
std::vector<std::string> pieces(const std::string& text, std::size_t words) {
  constexpr const char* kBlanks = " \t\n\v\f\r";
  std::vector<std::string> result;
  std::string piece;
  std::size_t count = 0;
  for (std::size_t at = text.find_first_not_of(kBlanks); at != text.npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    piece += (count == 0 ? "" : " ") + text.substr(at, end - at);
    if (++count == words) {
      result.push_back(std::move(piece));
      piece.clear();
      count = 0;
    }
    at = text.find_first_not_of(kBlanks, end);
  }
  return result;
}

template <typename Change>
std::vector<std::string> changed(const std::vector<std::string>& texts, Change change) {
  std::vector<std::string> result;
  for (const std::string& text : texts) {
    icu::UnicodeString points = icu::UnicodeString::fromUTF8(text);
    change(points);
    points.toUTF8String(result.emplace_back());
  }
  return result;
}

}  // namespace

bool take_flag(std::string_view flag, int& count, char** arguments) {
  const auto is_flag = [flag](const char* argument) { return flag == argument; };
  const int left = static_cast<int>(std::remove_if(arguments + 1, arguments + count, is_flag) - arguments);
  return std::exchange(count, left) != left;
}

std::string take_texts_option(int& count, char** arguments) {
  constexpr std::string_view kOption = "--texts=";
  std::string path;
  const auto is_texts = [&](char* argument) {
    const std::string_view given(argument);
    if (!given.starts_with(kOption)) return false;
    path = given.substr(kOption.size());
    return true;
  };
  count = static_cast<int>(std::remove_if(arguments + 1, arguments + count, is_texts) - arguments);
  if (path.empty()) std::fputs("no --texts=FILE given: measuring on the civic corpus\n", stderr);
  return path;
}

std::vector<Labelled> whole_texts(const std::string& path) {
  return path.empty() ? joined(read(YKIEN_SOURCE_DIR "/models/civic/corpus/corpus.csv", "primary"))
                      : read(path, "label");
}

Halves halves(const std::string& path, std::size_t words) {
  const std::vector<Labelled> texts = whole_texts(path);
  const std::set<std::string> labels = frequent_labels(texts);
  Halves result;
  bool learn = true;
  for (const Labelled& text : texts) {
    if (!labels.contains(text.label)) continue;
    for (std::string& piece : pieces(text.text, words)) {
      if (learn) {
        result.learnt.push_back({std::move(piece), text.label});
      } else if (result.unseen.size() < kMostUnseen) {
        result.unseen.push_back(std::move(piece));
      }
    }
    learn = !learn;
  }
  if (result.unseen.empty())
    throw Error(ErrorCode::format, path, "no text is long enough", "give longer texts");
  return result;
}

std::vector<std::string> cut(const std::vector<std::string>& texts, std::size_t words) {
  std::vector<std::string> result;
  for (const std::string& text : texts) result.push_back(pieces(text, words).front());
  return result;
}

std::vector<std::string> decomposed(const std::vector<std::string>& texts) {
  return changed(texts, [](icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    text = icu::Normalizer2::getNFDInstance(status)->normalize(text, status);
    if (U_FAILURE(status)) std::abort();
  });
}

std::vector<std::string> upper(const std::vector<std::string>& texts) {
  return changed(texts, [](icu::UnicodeString& text) { text.toUpper(icu::Locale::getRoot()); });
}

}  // namespace ykien::bench

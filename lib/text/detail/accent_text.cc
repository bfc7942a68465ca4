#include "text/detail/accent_text.h"

#include <algorithm>

#include "text/detail/char_class.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// Last parts of host and file names that people write without "www.".
constexpr std::string_view kEndings[] = {".com", ".vn",  ".net",  ".org", ".gov",  ".edu", ".info", ".html",
                                         ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".jpg",
                                         ".png", ".zip", ".rar",  ".txt", ".csv",  ".mp4", ".exe"};
constexpr std::size_t kLongestEnding = 5;

bool is_blank(char byte) noexcept { return is_ascii_space(static_cast<unsigned char>(byte)); }

std::string_view without_last_punctuation(std::string_view text) noexcept {
  const std::size_t last = text.find_last_not_of(".,;:!?)\"'/");
  return last == text.npos ? std::string_view() : text.substr(0, last + 1);
}

bool ends_like_a_name(std::string_view text) noexcept {
  const std::size_t dot = text.rfind('.');
  if (dot == text.npos || dot == 0 || text.size() - dot > kLongestEnding) return false;
  const auto same = [&](std::string_view ending) {
    return std::ranges::equal(text.substr(dot), ending, {}, ascii_lower);
  };
  return std::ranges::any_of(kEndings, same);
}

// A stretch between blanks in which no word is restored.
bool is_name(std::string_view stretch) noexcept {
  if (stretch.find_first_of("@_\\#") != stretch.npos || stretch.find("://") != stretch.npos) return true;
  return ends_like_a_name(without_last_punctuation(stretch));
}

bool has_vowel(std::string_view plain) noexcept { return plain.find_first_of("aeiouy") != plain.npos; }

}  // namespace

void AccentCensus::add(std::string_view folded, const AccentUnit& unit) noexcept {
  if (!unit.word) return;
  ++words;
  accented += unit.accented ? 1 : 0;
  const bool known = unit.set != kNoSet;
  if (!known && (unit.shape == Shape::upper || !has_vowel(slice(folded, unit.range)))) return;
  ++voiced;
  vietnamese += known ? 1 : 0;
}

bool AccentCensus::unaccented() const noexcept {
  return 100 * accented < 15 * words && 10 * vietnamese >= 6 * voiced;
}

AccentCensus census_of(std::string_view folded, std::span<const AccentUnit> units) noexcept {
  AccentCensus census;
  for (const AccentUnit& unit : units) census.add(folded, unit);
  return census;
}

bool NameFinder::inside_name(Range word) noexcept {
  const bool first = word.begin == 0 || is_blank(text_[word.begin - 1]);
  const bool last = word.end == text_.size() || is_blank(text_[word.end]);
  if (first && last) return false;  // a word by itself, of letters
  if (word.begin >= end_) {
    begin_ = word.begin;
    while (begin_ > end_ && !is_blank(text_[begin_ - 1])) --begin_;
    end_ = word.end;
    while (end_ < text_.size() && !is_blank(text_[end_])) ++end_;
    named_ = is_name(text_.substr(begin_, end_ - begin_));
  }
  const bool after_digit = word.begin > 0 && is_ascii_digit(text_[word.begin - 1]);
  const bool before_digit = word.end < text_.size() && is_ascii_digit(text_[word.end]);
  return named_ || after_digit || before_digit;
}

}  // namespace ykien::detail

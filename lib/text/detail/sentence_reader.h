// Looking around in a text that is cut into sentences.
#ifndef YKIEN_TEXT_DETAIL_SENTENCE_READER_H_
#define YKIEN_TEXT_DETAIL_SENTENCE_READER_H_

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "text/detail/sentence_chars.h"
#include "text/detail/utf8.h"

namespace ykien::detail {

constexpr std::uint32_t kNowhere = UINT32_MAX;
constexpr std::uint32_t kLongestWord = 24;  // bytes looked back at

class SentenceReader {
 public:
  explicit SentenceReader(std::string_view text) : text_(text) {}

  CodePoint peek(std::uint32_t at) const noexcept {
    if (at >= text_.size()) return {'\n', 0, true};
    return read_code_point(text_.data() + at, text_.data() + text_.size());
  }
  std::uint32_t first_visible_on_line(std::uint32_t at) const noexcept {
    for (CodePoint point = peek(at); at < text_.size() && is_blank(point) && !is_line_break(point.value);
         point = peek(at)) {
      at += point.length;
    }
    return at;
  }
  std::uint32_t first_visible(std::uint32_t at) const noexcept {
    constexpr std::uint32_t kFew = 8;  // blanks between the sign and the number of one item
    for (std::uint32_t i = 0; i < kFew && at < text_.size() && (text_[at] == ' ' || text_[at] == '\t'); ++i)
      ++at;
    return at;
  }
  // The letters right before `at`, of at most kLongestWord bytes, none before `first`.
  std::string_view word_before(std::uint32_t at, std::uint32_t first) const noexcept {
    const std::uint32_t least = std::max(std::min(first, at), at - std::min(at, kLongestWord));
    std::uint32_t begin = at;
    while (begin > least && is_word_byte(text_[begin - 1])) --begin;
    return text_.substr(begin, at - begin);
  }
  std::string_view word_after(std::uint32_t at) const noexcept {
    std::uint32_t end = at;
    while (end < text_.size() && end - at < kLongestWord && is_word_byte(text_[end])) ++end;
    return text_.substr(at, end - at);
  }

 protected:
  std::string_view text_;
};

// The next place of a pattern at or after a place that only grows: the whole text is searched once.
class Finder {
 public:
  Finder(std::string_view text, std::string_view wanted) : text_(text), wanted_(wanted) {}
  // kNowhere where there is none.
  std::uint32_t from(std::uint32_t at) {
    if (known_ && (found_ == kNowhere || found_ >= at)) return found_;
    const std::size_t found = text_.find(wanted_, at);
    known_ = true;
    found_ = found == std::string_view::npos ? kNowhere : static_cast<std::uint32_t>(found);
    return found_;
  }

 private:
  std::string_view text_;
  std::string_view wanted_;
  std::uint32_t found_ = 0;
  bool known_ = false;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SENTENCE_READER_H_

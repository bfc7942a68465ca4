#include "ykien/text/sentences.h"

#include <algorithm>

#include "text/detail/char_class.h"
#include "text/detail/list_marks.h"
#include "text/detail/sentence_words.h"
#include "text/detail/utf8.h"

namespace ykien {
namespace {

using detail::CharClass;
using detail::CodePoint;
using detail::ItemNumber;

constexpr std::uint32_t kNowhere = UINT32_MAX;
constexpr std::uint32_t kLongestWord = 24;  // bytes looked back at
constexpr std::uint32_t kLongestBracket =
    300;  // bytes within which a bracket must close to keep a sentence together
constexpr std::uint32_t kLongestItem = 600;  // bytes within which "2." must follow for "1." to begin a list
constexpr std::uint32_t kWrappedLine = 60;   // bytes from which on a line may have been broken by a machine

constexpr bool is_line_break(char32_t value) noexcept {
  return value == '\n' || value == '\r' || value == 0x0B || value == 0x0C || value == 0x85 ||
         value == 0x2028 || value == 0x2029;
}
constexpr bool is_end(char32_t value) noexcept {
  return value == '.' || value == '!' || value == '?' || value == 0x2026 || value == 0x3002 ||
         value == 0xFF01 || value == 0xFF1F;
}
constexpr bool is_closing(char32_t value) noexcept {
  return value == ')' || value == ']' || value == '}' || value == '"' || value == '\'' || value == 0x201D ||
         value == 0x2019 || value == 0xBB;
}
constexpr bool is_quote(char32_t value) noexcept {
  return is_closing(value) && value != ')' && value != ']' && value != '}';
}

CharClass class_of(const CodePoint& point) noexcept {
  if (!point.valid) return CharClass::letter;
  if (point.value < 0x80 && detail::is_ascii_letter(static_cast<char>(point.value))) return CharClass::letter;
  return detail::char_class(point.value);
}

// Capitals of Vietnamese stand at even places but for a few blocks; the folded form is asked for the rest.
bool is_capital(char32_t value) noexcept {
  if (value < 0x80) return value >= 'A' && value <= 'Z';
  if (value >= 0xC0 && value <= 0xDE) return value != 0xD7;
  if (value == 0x0110 || value == 0x0189) return true;
  if (value == 0x0102 || value == 0x0128 || value == 0x0168 || value == 0x01A0 || value == 0x01AF)
    return true;
  return value >= 0x1EA0 && value <= 0x1EF9 && value % 2 == 0;
}

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

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<Range>& ranges) : text_(text), ranges_(ranges) {}

  void run() {
    while (at_ < text_.size()) {
      const CodePoint point = peek(at_);
      if (is_blank(point)) {
        blank(point);
      } else {
        if (begin_ == kNowhere || (after_blank_ && is_list_item())) begin_sentence();
        visible(point);
      }
    }
    end_sentence();
  }

 private:
  CodePoint peek(std::uint32_t at) const noexcept {
    if (at >= text_.size()) return {'\n', 0, true};
    return detail::read_code_point(text_.data() + at, text_.data() + text_.size());
  }
  static bool is_blank(const CodePoint& point) noexcept {
    if (point.value < 0x80) return point.value <= ' ' || point.value == 0x7F;
    // Ideographs, symbols and emoji: no blanks among them, and slow to look up.
    const bool visible = (point.value >= 0x2100 && point.value < 0x3000) ||
                         (point.value > 0x3000 && point.value < 0xD800) ||
                         (point.value >= 0x1F000 && point.value < 0x1FB00);
    return point.valid && !visible && detail::char_class(point.value) == CharClass::blank;
  }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(text_.size()); }

  // ---- where sentences begin and end

  void begin_sentence() {
    end_sentence();
    begin_ = at_;
    const std::uint32_t sign = detail::list_sign(text_, at_);
    own_sign_ = sign == 0 ? std::string_view() : text_.substr(at_, sign);
    const std::uint32_t number_at = first_visible(at_ + sign);
    const ItemNumber number = detail::item_number(text_, number_at);
    if (number.length != 0) numbering_.add(number);
    head_end_ = number.length != 0 ? number_at + number.length : at_ + sign;
  }

  void end_sentence() {
    if (begin_ != kNowhere && content_end_ > begin_) ranges_.push_back({begin_, content_end_});
    begin_ = kNowhere;
  }

  void blank(const CodePoint& point) {
    if (is_line_break(point.value) && begin_ != kNowhere && !line_goes_on()) end_sentence();
    if (is_line_break(point.value)) line_begin_ = at_ + point.length;
    at_ += point.length;
    after_blank_ = true;
  }

  // A long line that ends in the middle of a sentence, as machines break lines: the next one goes on in lower
  // case. Or a line with nothing but the number of an item.
  bool line_goes_on() const noexcept {
    if (content_end_ <= head_end_) return true;
    if (at_ - std::min(at_, line_begin_) < kWrappedLine) return false;
    const std::uint32_t next = at_ + (text_.substr(at_, 2) == "\r\n" ? 2 : peek(at_).length);
    const CodePoint first = peek(next);
    return class_of(first) == CharClass::letter && first.valid && !is_capital(first.value) &&
           detail::item_number(text_, next).length == 0;
  }

  void visible(const CodePoint& point) {
    after_blank_ = false;
    if (at_ < head_end_) {
      at_ = head_end_;
      content_end_ = at_;
      return;
    }
    if (is_end(point.value)) return marks();
    if (point.value == '(') open_bracket();
    at_ += point.length;
    content_end_ = at_;
    if (point.value == ';' && semicolon_ends()) end_sentence();
    after_blank_ = point.value == ':' || point.value == '(';
  }

  void open_bracket() {
    const std::uint32_t closed = closing_brackets_.from(at_);
    const bool near = closed != kNowhere && closed - at_ <= kLongestBracket;
    if (near) inside_until_ = std::max(inside_until_, closed);
  }
  bool inside_bracket() const noexcept { return at_ < inside_until_; }

  // Not in brackets, and not the end of an entity such as &nbsp;
  bool semicolon_ends() const noexcept {
    if (inside_bracket()) return false;
    const CodePoint next = peek(at_);
    if (!is_blank(next) && !is_capital(next.value) && detail::list_sign(text_, at_) == 0) return false;
    const std::uint32_t back = std::min<std::uint32_t>(8, at_ - begin_);
    const std::string_view before = text_.substr(at_ - back, back - 1);
    const std::size_t entity = before.rfind('&');
    return entity == std::string_view::npos || before.find(' ', entity) != std::string_view::npos;
  }

  // ---- a run of . ! ? and what closes after it

  void marks() {
    const std::uint32_t first = at_;
    std::uint32_t dots = 0;
    bool asks = false;
    CodePoint point = peek(at_);
    for (; at_ < text_.size() && is_end(point.value); point = peek(at_)) {
      dots += point.value == '.' ? 1 : point.value == 0x2026 ? 3 : 0;
      asks |= point.value != '.' && point.value != 0x2026;
      at_ += point.length;
    }
    bool quoted = false;
    for (; at_ < text_.size() && is_closing(point.value); point = peek(at_)) {
      quoted |= is_quote(point.value);
      at_ += point.length;
    }
    content_end_ = at_;
    if (inside_bracket()) return;
    const bool ends = asks ? mark_ends(quoted) : dots > 1 ? ellipsis_ends() : dot_ends(first, quoted);
    if (ends) end_sentence();
  }

  bool at_line_end() const noexcept { return is_line_break(peek(first_visible_on_line(at_)).value); }
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
  bool lower_next() const noexcept {
    const CodePoint next = peek(first_visible_on_line(at_));
    return class_of(next) == CharClass::letter && next.valid && !is_capital(next.value);
  }

  bool mark_ends(bool quoted) const noexcept {
    const CodePoint next = peek(at_);
    if (is_blank(next)) return !(quoted && lower_next());
    return is_capital(next.value) || detail::list_sign(text_, at_) != 0;
  }

  bool ellipsis_ends() const noexcept {
    if (at_line_end()) return true;
    const CodePoint next = peek(first_visible_on_line(at_));
    return is_capital(next.value) || detail::list_sign(text_, first_visible_on_line(at_)) != 0;
  }

  // The letters right before `at`, of at most kLongestWord bytes.
  std::string_view word_before(std::uint32_t at) const noexcept {
    const std::uint32_t least = at - std::min({at, kLongestWord, at - std::min(at, begin_)});
    std::uint32_t begin = at;
    while (begin > least && is_word_byte(text_[begin - 1])) --begin;
    return text_.substr(begin, at - begin);
  }
  std::string_view word_after(std::uint32_t at) const noexcept {
    std::uint32_t end = at;
    while (end < text_.size() && end - at < kLongestWord && is_word_byte(text_[end])) ++end;
    return text_.substr(at, end - at);
  }
  static bool is_word_byte(char byte) noexcept {
    return detail::is_ascii_letter(byte) || static_cast<unsigned char>(byte) >= 0x80;
  }

  bool dot_ends(std::uint32_t dot, bool quoted) const noexcept {
    const std::string_view before = word_before(dot);
    const CodePoint next = peek(at_);
    if (!is_blank(next)) return dot_before_word(dot, before, next);
    if (at_line_end()) return true;
    if (quoted && lower_next()) return false;
    if (before.empty()) return !is_heading(dot);
    return !is_abbreviation(dot, before) || begins_anew();
  }

  // The sentence so far is a word such as "Điều" and a number of one or two digits.
  bool is_heading(std::uint32_t dot) const noexcept {
    std::uint32_t digits = dot;
    while (digits > begin_ && dot - digits < 2 && detail::is_ascii_digit(text_[digits - 1])) --digits;
    const bool apart = digits < dot && digits > begin_ && text_[digits - 1] == ' ';
    return apart && detail::is_one_of(detail::kHeadings, text_.substr(begin_, digits - 1 - begin_));
  }

  // "ngập.Đề nghị", "ngập.đề nghị": the blank was forgotten. Not in TP.HCM, 1.500, www.abc.vn, v.v.
  bool dot_before_word(std::uint32_t dot, std::string_view before, const CodePoint& next) const noexcept {
    if (detail::list_sign(text_, at_) != 0) return true;
    if (class_of(next) != CharClass::letter || !next.valid) return false;
    const auto accented = [](std::string_view word) {
      return std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    };
    const bool syllable = characters(before) > 1 && (accented(before) || !is_shouted(before));
    const bool forgotten =
        syllable && (is_capital(next.value) || accented(before) || accented(word_after(at_)));
    return forgotten && !is_abbreviation(dot, before);
  }

  static std::size_t characters(std::string_view word) noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return (c & 0xC0) != 0x80; }));
  }
  static bool is_shouted(std::string_view word) noexcept {
    const char* const end = word.data() + word.size();
    for (const char* at = word.data(); at < end;) {
      const CodePoint point = detail::read_code_point(at, end);
      if (!is_capital(point.value)) return false;
      at += point.length;
    }
    return true;
  }

  // Initials (N.V.A., Nguyễn V. An), v.v., and the words of the table.
  bool is_abbreviation(std::uint32_t dot, std::string_view before) const noexcept {
    const auto begin = static_cast<std::uint32_t>(dot - before.size());
    if (before == "v" || before == "vv") return lower_next();
    const bool after_dot = begin > begin_ && text_[begin - 1] == '.';
    const bool initial = characters(before) == 1 && is_shouted(before) && (after_dot || after_name(begin));
    return initial || detail::is_one_of(detail::kLeadingAbbreviations, before);
  }

  // A word with a capital, or a title, stands before the single capital at `at`.
  bool after_name(std::uint32_t at) const noexcept {
    if (at < 2 || at <= begin_ + 1 || text_[at - 1] != ' ') return false;
    const std::string_view word = word_before(at - 1);
    constexpr std::string_view kTitles[] = {"ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cháu"};
    const bool title = std::ranges::find(kTitles, word) != std::end(kTitles);
    return title || (!word.empty() &&
                     is_capital(detail::read_code_point(word.data(), word.data() + word.size()).value));
  }

  bool begins_anew() const noexcept {
    return detail::is_one_of(detail::kBeginnings, word_after(first_visible_on_line(at_)));
  }

  // ---- items of lists inside a line

  // Whether an item begins at at_, inside a sentence.
  bool is_list_item() {
    if (inside_bracket()) return false;
    return is_numbered_item() || is_signed_item();
  }

  char last_visible() const noexcept { return content_end_ > begin_ ? text_[content_end_ - 1] : '\0'; }
  bool introduced() const noexcept { return last_visible() == ':' || last_visible() == ';'; }

  bool is_numbered_item() {
    const ItemNumber item = detail::item_number(text_, at_);
    if (item.length == 0) return false;
    const std::string_view before = word_before(content_end_);
    if (item.counting == detail::Counting::digits && detail::is_one_of(detail::kNumbered, before))
      return false;
    if (numbering_.goes_on(item)) return true;
    return item.value == 1 && (introduced() || second_follows(item));
  }

  // Whether "2" with the same sign comes within reach.
  bool second_follows(const ItemNumber& item) {
    if (item.counting != detail::Counting::digits || item.sign > 2) return false;
    const std::uint32_t second = seconds_[item.sign].from(at_);
    if (second == kNowhere || second - at_ > kLongestItem) return false;
    return detail::item_number(text_, second + 1).length != 0;
  }

  bool is_signed_item() const noexcept {
    const std::uint32_t sign = detail::list_sign(text_, at_);
    if (sign == 0 || at_ == begin_) return false;
    const std::string_view spelled = text_.substr(at_, sign);
    const std::uint32_t next_at = first_visible(at_ + sign);
    const CodePoint next = peek(next_at);
    const bool capital = is_capital(next.value);
    if (sign == 3 && spelled != "–" && spelled != "—" && spelled != "→") return true;
    if (introduced()) return true;
    if (spelled == "_") return capital || (own_sign_ == spelled && class_of(next) == CharClass::letter);
    return spelled == own_sign_ && capital;
  }

  std::string_view text_;
  std::vector<Range>& ranges_;
  std::uint32_t at_ = 0;
  std::uint32_t begin_ = kNowhere;  // of the sentence
  std::uint32_t head_end_ = 0;      // of the number or sign it begins with
  std::uint32_t content_end_ = 0;   // of the last visible character
  std::uint32_t line_begin_ = 0;
  std::uint32_t inside_until_ = 0;  // the bracket that is open closes here
  bool after_blank_ = true;
  std::string_view own_sign_;
  detail::Numbering numbering_;
  Finder closing_brackets_{text_, ")"};
  Finder seconds_[3] = {{text_, " 2."}, {text_, " 2/"}, {text_, " 2)"}};
};

}  // namespace

void sentences(std::string_view utf8, std::vector<Range>& ranges) { Splitter(utf8, ranges).run(); }

std::vector<Range> sentences(std::string_view utf8) {
  std::vector<Range> ranges;
  sentences(utf8, ranges);
  return ranges;
}

}  // namespace ykien

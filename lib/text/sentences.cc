#include "ykien/text/sentences.h"

#include <algorithm>

#include "text/detail/list_marks.h"
#include "text/detail/reach.h"
#include "text/detail/sentence_reader.h"
#include "text/detail/sentence_words.h"

namespace ykien {
namespace {

using detail::CharClass;
using detail::CodePoint;
using detail::ItemNumber;
using detail::kNowhere;

constexpr std::uint32_t kLongestBracket =
    300;  // bytes within which a bracket must close to keep a sentence together
constexpr std::uint32_t kLongestItem = 600;  // bytes within which "2." must follow for "1." to begin a list
constexpr std::uint32_t kWrappedLine = 60;   // bytes from which on a line may have been broken by a machine

class Splitter : private detail::SentenceReader {
 public:
  Splitter(std::string_view text, std::vector<Range>& ranges)
      : detail::SentenceReader(text), ranges_(ranges) {}

  void run() {
    while (at_ < text_.size()) {
      const CodePoint point = peek(at_);
      if (detail::is_blank(point)) {
        blank(point);
      } else {
        if (begin_ == kNowhere || (after_blank_ && is_list_item())) begin_sentence();
        visible(point);
      }
    }
    end_sentence();
  }

 private:
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
    if (detail::is_line_break(point.value) && begin_ != kNowhere && !line_goes_on()) end_sentence();
    if (detail::is_line_break(point.value)) line_begin_ = at_ + point.length;
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
    return detail::class_of(first) == CharClass::letter && first.valid && !detail::is_capital(first.value) &&
           detail::item_number(text_, next).length == 0;
  }

  void visible(const CodePoint& point) {
    after_blank_ = false;
    if (at_ < head_end_) {
      at_ = head_end_;
      content_end_ = at_;
      return;
    }
    if (detail::is_end(point.value)) return marks();
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
    if (!detail::is_blank(next) && !detail::is_capital(next.value) && detail::list_sign(text_, at_) == 0)
      return false;
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
    for (; at_ < text_.size() && detail::is_end(point.value); point = peek(at_)) {
      dots += point.value == '.' ? 1 : point.value == 0x2026 ? 3 : 0;
      asks |= point.value != '.' && point.value != 0x2026;
      at_ += point.length;
    }
    bool quoted = false;
    for (; at_ < text_.size() && detail::is_closing(point.value); point = peek(at_)) {
      quoted |= detail::is_quote(point.value);
      at_ += point.length;
    }
    content_end_ = at_;
    if (inside_bracket()) return;
    const bool ends = asks ? mark_ends(quoted) : dots > 1 ? ellipsis_ends() : dot_ends(first, quoted);
    if (ends) end_sentence();
  }

  bool at_line_end() const noexcept { return detail::is_line_break(peek(first_visible_on_line(at_)).value); }
  bool lower_next() const noexcept {
    const CodePoint next = peek(first_visible_on_line(at_));
    return detail::class_of(next) == CharClass::letter && next.valid && !detail::is_capital(next.value);
  }

  bool mark_ends(bool quoted) const noexcept {
    const CodePoint next = peek(at_);
    if (detail::is_blank(next)) return !(quoted && lower_next());
    return detail::is_capital(next.value) || detail::list_sign(text_, at_) != 0;
  }

  bool ellipsis_ends() const noexcept {
    if (at_line_end()) return true;
    const CodePoint next = peek(first_visible_on_line(at_));
    return detail::is_capital(next.value) || detail::list_sign(text_, first_visible_on_line(at_)) != 0;
  }

  bool dot_ends(std::uint32_t dot, bool quoted) const noexcept {
    const std::string_view before = word_before(dot, begin_);
    const CodePoint next = peek(at_);
    if (!detail::is_blank(next)) return dot_before_word(dot, before, next);
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
    return apart && detail::kHeadings.contains(text_.substr(begin_, digits - 1 - begin_));
  }

  // "ngập.Đề nghị", "ngập.đề nghị": the blank was forgotten. Not in TP.HCM, 1.500, www.abc.vn, v.v.
  bool dot_before_word(std::uint32_t dot, std::string_view before, const CodePoint& next) const noexcept {
    if (detail::list_sign(text_, at_) != 0) return true;
    if (detail::class_of(next) != CharClass::letter || !next.valid) return false;
    const auto accented = [](std::string_view word) {
      return std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    };
    const bool syllable = detail::characters(before) > 1 && (accented(before) || !detail::is_shouted(before));
    const bool forgotten =
        syllable && (detail::is_capital(next.value) || accented(before) || accented(word_after(at_)));
    return forgotten && !is_abbreviation(dot, before);
  }

  // Initials (N.V.A., Nguyễn V. An), v.v., and the words of the table.
  bool is_abbreviation(std::uint32_t dot, std::string_view before) const noexcept {
    const auto begin = static_cast<std::uint32_t>(dot - before.size());
    if (before == "v" || before == "vv") return lower_next();
    const bool after_dot = begin > begin_ && text_[begin - 1] == '.';
    const bool initial =
        detail::characters(before) == 1 && detail::is_shouted(before) && (after_dot || after_name(begin));
    return initial || detail::kLeadingAbbreviations.contains(before);
  }

  // A word with a capital, or a title, stands before the single capital at `at`.
  bool after_name(std::uint32_t at) const noexcept {
    if (at < 2 || at <= begin_ + 1 || text_[at - 1] != ' ') return false;
    const std::string_view word = word_before(at - 1, begin_);
    constexpr std::string_view kTitles[] = {"ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cháu"};
    const bool title = std::ranges::find(kTitles, word) != std::end(kTitles);
    return title ||
           (!word.empty() &&
            detail::is_capital(detail::read_code_point(word.data(), word.data() + word.size()).value));
  }

  bool begins_anew() const noexcept {
    return detail::kBeginnings.contains(word_after(first_visible_on_line(at_)));
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
    const std::string_view before = word_before(content_end_, begin_);
    if (item.counting == detail::Counting::digits && detail::kNumbered.contains(before)) return false;
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
    const bool capital = detail::is_capital(next.value);
    if (sign == 3 && spelled != "–" && spelled != "—" && spelled != "→") return true;
    if (introduced()) return true;
    if (spelled == "_")
      return capital || (own_sign_ == spelled && detail::class_of(next) == CharClass::letter);
    return spelled == own_sign_ && capital;
  }

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
  detail::Finder closing_brackets_{text_, ")"};
  detail::Finder seconds_[3] = {{text_, " 2."}, {text_, " 2/"}, {text_, " 2)"}};
};

}  // namespace

void sentences(std::string_view utf8, std::vector<Range>& ranges) {
  detail::require_in_reach("sentences", utf8.size());
  Splitter(utf8, ranges).run();
}

std::vector<Range> sentences(std::string_view utf8) {
  std::vector<Range> ranges;
  sentences(utf8, ranges);
  return ranges;
}

}  // namespace ykien

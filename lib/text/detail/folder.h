// Folder: the one loop that folds text, shared by normalize() and the classifier with different sinks.
#ifndef YKIEN_TEXT_DETAIL_FOLDER_H_
#define YKIEN_TEXT_DETAIL_FOLDER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/detail/fold_cluster.h"
#include "text/detail/fold_table.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"

namespace ykien::detail {

// Sink: put(char32_t value, Range source, bool shared) for each folded code point in order, `shared` when the
// source stands for several; drop(Range source) where a cluster folds to nothing.
template <typename Sink>
class Folder {
 public:
  Folder(std::string_view text, ToneStyle style, Sink& sink)
      : text_(text), end_(text.data() + text.size()), style_(style), sink_(sink) {}

  void run() {
    for (std::uint32_t at = 0; at < text_.size();) at = cluster(at);
    flush();
  }

 private:
  struct Unit {
    Range source;
    bool shared;
  };

  const char* address(std::uint32_t at) const noexcept { return text_.data() + at; }
  bool boundary(char32_t value) const noexcept {
    return value < FoldTable::kSize ? table_[value].boundary : boundary_before(value);
  }

  // Where the cluster that holds the code point ending at `at` goes on to; `at` itself if it ends there.
  bool continues(std::uint32_t at) const noexcept {
    if (at >= text_.size() || static_cast<unsigned char>(text_[at]) < 0x80) return false;
    const CodePoint next = read_code_point(address(at), end_);
    return next.valid && !boundary(next.value);
  }

  // Folds the cluster at `at` and returns its end.
  std::uint32_t cluster(std::uint32_t at) {
    const CodePoint first = read_code_point(address(at), end_);
    const std::uint32_t next = at + first.length;
    const bool known = first.value < FoldTable::kSize;
    if (known && !continues(next)) {
      const Fold& fold = table_[first.value];
      if (fold.kind == Fold::Kind::letter) return letter(fold.letter, {at, next}, false), next;
      if (fold.kind == Fold::Kind::single) return other(fold.folded, {at, next}, false), next;
    }
    if (known && table_[first.value].kind == Fold::Kind::letter) {
      if (const std::uint32_t end = marked_letter(table_[first.value].letter, at, next); end != 0) return end;
    }
    return general(first, at, next);
  }

  // A Vietnamese letter with combining marks that the alphabet knows, in any order. 0 if it is not one.
  std::uint32_t marked_letter(Letter base, std::uint32_t at, std::uint32_t next) {
    while (continues(next)) {
      const CodePoint mark = read_code_point(address(next), end_);
      const MarkEffect effect = mark_effect(mark.value);
      if (effect.tone != 0 && base.tone == 0) {
        base.tone = effect.tone;
      } else if (effect.quality != 0 && with_quality(base.symbol, effect.quality) != kNoSymbol) {
        base.symbol = with_quality(base.symbol, effect.quality);
      } else {
        return 0;
      }
      next += mark.length;
    }
    if (compose(base.symbol, base.tone) == 0) return 0;
    letter(base, {at, next}, false);
    return next;
  }

  // Any cluster at all, by way of ICU. A starter that does not join with what stands before it opens a segment of
  // its own, so that each part of the text keeps the source it has.
  std::uint32_t general(CodePoint first, std::uint32_t at, std::uint32_t next) {
    std::u32string points;
    if (!is_ignorable(first.value)) points += first.value;
    int marks = is_combining(first.value) ? 1 : 0;
    while (continues(next)) {
      const CodePoint point = read_code_point(address(next), end_);
      const bool combining = is_combining(point.value);
      marks = combining ? marks + 1 : marks;
      if (!combining && !is_ignorable(point.value)) {
        marks = 0;
        if (!points.empty() && stands_alone(points, point.value)) {
          segment(points, {at, next});
          points.clear();
          at = next;
        }
      }
      if (!is_ignorable(point.value) && marks <= kMostMarks) points += point.value;
      next += point.length;
    }
    segment(points, {at, next});
    return next;
  }

  // A mark that is left over keeps the tones of its syllable where they are: it might join with what moves.
  void segment(std::u32string_view points, Range source) {
    const std::u32string folded = points.empty() ? std::u32string() : fold_cluster(points);
    if (folded.empty()) {
      flush();
      sink_.drop(source);
    }
    for (const char32_t value : folded) {
      const Letter found = letter_of(value);
      const bool shared = folded.size() > 1;
      if (is_combining(value)) emit();
      if (found.symbol == kNoSymbol) {
        other(value, source, shared);
      } else {
        letter(found, source, shared);
      }
    }
  }

  void letter(Letter value, Range source, bool shared) {
    if (size_ == kLongestSyllable) {  // too long for a syllable: its tones stay where they are
      emit();
      overlong_ = true;
    }
    letters_[size_] = value;
    units_[size_++] = {source, shared};
    if (overlong_) emit();
  }

  void other(char32_t value, Range source, bool shared) {
    flush();
    sink_.put(value, source, shared);
  }

  void flush() {
    if (!overlong_) place_tone({letters_.data(), size_}, style_);
    emit();
    overlong_ = false;
  }

  void emit() {
    for (std::size_t i = 0; i < size_; ++i) {
      sink_.put(compose(letters_[i].symbol, letters_[i].tone), units_[i].source, units_[i].shared);
    }
    size_ = 0;
  }

  std::string_view text_;
  const char* end_;
  ToneStyle style_;
  Sink& sink_;
  const FoldTable& table_ = FoldTable::instance();
  std::array<Letter, kLongestSyllable> letters_{};
  std::array<Unit, kLongestSyllable> units_{};
  std::size_t size_ = 0;
  bool overlong_ = false;
};

// Sinks for Folder: the text alone.
struct TextSink {
  std::string& text;
  void put(char32_t value, Range, bool) { append_code_point(value, text); }
  void drop(Range) {}
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLDER_H_

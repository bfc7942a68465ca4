// Folder: the one loop that folds text, shared by normalize() and the classifier with different sinks.
#ifndef YKIEN_TEXT_DETAIL_FOLDER_H_
#define YKIEN_TEXT_DETAIL_FOLDER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/detail/char_class.h"
#include "text/detail/fold_cluster.h"
#include "text/detail/fold_room.h"
#include "text/detail/fold_table.h"
#include "text/detail/runs.h"
#include "text/detail/syllable.h"
#include "text/detail/tone.h"
#include "text/detail/utf8.h"

namespace ykien::detail {

// Sink: put(char32_t value, Range source, bool shared) for each folded code point in order, `shared` when the
// source stands for several; put_ascii(std::string_view source, begin) for many that are ASCII and become
// their small letters; drop(Range source) where a cluster folds to nothing.
template <typename Sink>
class Folder {
 public:
  // Allocates nothing but what `room` or the sink lack.
  Folder(std::string_view text, ToneStyle style, Sink& sink, FoldRoom& room = FoldRoom::of_thread())
      : text_(text), end_(text.data() + text.size()), style_(style), sink_(sink), room_(room) {
    room.kept.clear();
  }

  void run() {
    for (std::uint32_t at = 0; at < text_.size();) {
      if (overlong_)
        at = more_letters(at);
      else if (size_ == 0)
        at = ascii(at);
      if (at < text_.size()) at = cluster(at);
    }
    flush();
  }

 private:
  struct Unit {
    Range source;
    bool shared;
  };
  using Unsure = FoldRoom::Unsure;
  static constexpr char32_t kNothing = 0xFFFFFFFF;  // no code point

  const char* address(std::uint32_t at) const noexcept { return text_.data() + at; }
  bool boundary(char32_t value) const noexcept {
    return value < FoldTable::kSize ? table_[value].boundary
                                    : is_quickly_inert(value) || boundary_before(value);
  }

  // Where the cluster that holds the code point ending at `at` goes on to; `at` itself if it ends there.
  bool continues(std::uint32_t at) const noexcept {
    if (at >= text_.size() || static_cast<unsigned char>(text_[at]) < 0x80) return false;
    const CodePoint next = read_code_point(address(at), end_);
    return next.valid && !boundary(next.value);
  }

  // Between words: passes ASCII that no mark and no letter beyond ASCII follows, and returns its end.
  std::uint32_t ascii(std::uint32_t at) {
    const std::size_t size = settled_ascii(text_.substr(at));
    if (size == 0) return at;
    sink_.put_ascii(text_.substr(at, size), at);
    in_other_word_ = false;
    return at + static_cast<std::uint32_t>(size);
  }

  // Of a word too long for a syllable: folds the letters that no mark follows, and returns their end.
  std::uint32_t more_letters(std::uint32_t at) {
    while (at < text_.size()) {
      const CodePoint point = read_code_point(address(at), end_);
      if (point.value >= FoldTable::kSize) return at;
      const Fold& fold = table_[point.value];
      const bool letter = fold.kind == Fold::Kind::letter || fold.kind == Fold::Kind::unsure;
      const std::uint32_t next = at + point.length;
      if (!letter || continues(next)) return at;
      sink_.put(fold.folded, {at, next}, false);
      at = next;
    }
    return at;
  }

  // After an ideograph: passes those that no mark follows, and returns their end.
  std::uint32_t more_ideographs(std::uint32_t at) {
    while (at < text_.size()) {
      const CodePoint point = read_code_point(address(at), end_);
      const std::uint32_t next = at + point.length;
      if (!is_ideograph(point.value) || continues(next)) return at;
      sink_.put(point.value, {at, next}, false);
      at = next;
    }
    return at;
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
      if (fold.kind == Fold::Kind::unsure) {
        return unsure(fold.reading, fold.second, {&fold.folded, 1}, {at, next}, false), next;
      }
    }
    if (!known && !continues(next) && is_inert(first.value)) {
      other(first.value, {at, next}, false);
      return is_ideograph(first.value) ? more_ideographs(next) : next;
    }
    if (known && table_[first.value].kind == Fold::Kind::letter) {
      if (const std::uint32_t end = marked_letter(table_[first.value].letter, at, next); end != 0) return end;
    }
    if (first.value == again_ && !continues(next)) return put_segment(found_, {at, next}), next;
    return general(first, at, next);
  }

  // A Vietnamese letter with combining marks that the alphabet knows, in any order. 0 if it is not one.
  std::uint32_t marked_letter(Letter base, std::uint32_t at, std::uint32_t next) {
    while (continues(next)) {
      const CodePoint mark = read_code_point(address(next), end_);
      const MarkEffect effect = mark_effect(mark.value);
      if (effect.tone != 0 && (base.tone == 0 || base.tone == effect.tone)) {
        base.tone = effect.tone;
      } else if (effect.quality != 0 && quality_of(base.symbol) == effect.quality) {
        // twice the same
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

  // Any cluster at all, by way of ICU. A starter that does not join with what stands before it opens a
  // segment of its own, so that each part of the text keeps the source it has.
  std::uint32_t general(CodePoint first, std::uint32_t at, std::uint32_t next) {
    std::u32string& points = room_.points;
    points.clear();
    if (!is_ignorable(first.value)) points += first.value;
    int marks = mark_count(first.value);
    while (continues(next)) {
      const CodePoint point = read_code_point(address(next), end_);
      const int more = mark_count(point.value);
      const bool ignored = is_ignorable(point.value);
      const bool fits = more == 0 || marks + more <= kMostMarks;
      marks = fits ? marks + more : kMostMarks;
      if (more == 0 && !ignored) {
        marks = 0;
        again_ = kNothing;
        if (!points.empty() && room_.segments.stands_alone(points, point.value)) {
          segment(points, {at, next});
          points.clear();
          at = next;
        }
      }
      if (!ignored && fits) points += point.value;
      next += point.length;
    }
    segment(points, {at, next});
    return next;
  }

  // A code point, or several that fold together.
  void segment(std::u32string_view points, Range source) {
    if (points.empty()) return nothing(source);
    if (points.size() == 1 && points[0] >= FoldTable::kSize && is_inert(points[0]))
      return other(points[0], source, false);
    found_ = room_.segments.fold(points);
    again_ = points.size() == 1 ? points[0] : kNothing;
    put_segment(found_, source);
  }

  void put_segment(const FoldedSegment& found, Range source) {
    if (found.folded.empty()) return nothing(source);
    const bool readable = found.first.letter.symbol != kNoSymbol || found.second.letter.symbol != kNoSymbol;
    if (readable) return unsure(found.first, found.second, found.folded, source, found.folded.size() > 1);
    for (const char32_t value : found.folded) put(value, source, found.folded.size() > 1);
  }

  void nothing(Range source) {
    flush();
    sink_.drop(source);
  }

  // One code point of a segment. A mark that is left over keeps the tones of its syllable where they are: it
  // might join with what moves.
  void put(char32_t value, Range source, bool shared) {
    if (is_combining(value)) {
      in_other_word_ |= size_ > 0 || overlong_;
      emit(false);
    }
    // As it would be read if it stood in the text.
    const Fold* const fold = value < FoldTable::kSize ? &table_[value] : nullptr;
    if (fold != nullptr && fold->kind == Fold::Kind::letter && fold->folded == value) {
      letter(fold->letter, source, shared);
    } else if (fold != nullptr && fold->kind == Fold::Kind::unsure && fold->folded == value) {
      unsure(fold->reading, fold->second, {&value, 1}, source, shared);
    } else {
      other(value, source, shared);
    }
  }

  // Before one more letter of a word. One too long for a syllable is not kept: its tones stay where they are.
  void make_place() {
    if (size_ < kLongestSyllable) return;
    emit(false);
    overlong_ = true;
  }

  void letter(Letter value, Range source, bool shared) {
    make_place();
    if (overlong_) return sink_.put(compose(value.symbol, value.tone), source, shared);
    letters_[size_] = value;
    units_[size_++] = {source, shared};
  }

  void unsure(Reading first, Reading second, std::u32string_view folded, Range source, bool shared) {
    make_place();
    if (overlong_) {
      for (const char32_t value : folded) sink_.put(value, source, shared);
      return;
    }
    const auto begin = static_cast<std::uint16_t>(room_.kept.size());
    room_.kept += folded;
    room_.unsure_units[size_] = {first, second, begin, static_cast<std::uint16_t>(room_.kept.size())};
    unsure_ |= 1U << size_;
    letters_[size_] = {};
    units_[size_++] = {source, shared};
  }

  // char_class(), quick where only letter, mark or neither matters.
  static CharClass class_in_word(char32_t value) noexcept {
    if (value < 0x80 || value == kReplacement || (value >= 0x1F000 && value < 0x1FB00))
      return CharClass::symbol;
    if (is_ideograph(value)) return CharClass::letter;
    return char_class(value);
  }

  // A code point that is no Vietnamese letter. A letter or mark makes all of its word one of another kind,
  // where nothing is read as what it looks like.
  void other(char32_t value, Range source, bool shared) {
    const CharClass kind = class_in_word(value);
    in_other_word_ |= kind == CharClass::letter;
    flush();
    if (kind != CharClass::letter && kind != CharClass::mark) in_other_word_ = false;
    sink_.put(value, source, shared);
  }

  void flush() {
    if (size_ == 0 && !overlong_) return;
    if (unsure_ != 0) settle();
    emit(!overlong_);
    overlong_ = false;
  }

  bool is_unsure(std::size_t i) const noexcept { return (unsure_ >> i & 1) != 0; }

  // Takes the unsure units for what they look like if that makes the word a syllable. Letters of other
  // scripts need a Latin letter beside them: a word of their own script stays.
  void settle() {
    if (overlong_ || in_other_word_) return;
    bool latin = false;
    for (std::size_t i = 0; i < size_; ++i) {
      latin |= !is_unsure(i) || room_.unsure_units[i].first.latin || room_.unsure_units[i].second.latin;
    }
    if (latin && !settle(&Unsure::first)) settle(&Unsure::second);
  }

  bool settle(Reading Unsure::*reading) {
    std::array<Letter, kLongestSyllable> read = letters_;
    std::array<Symbol, kLongestSyllable> symbols{};
    std::size_t toned = size_;
    bool vowel = false;
    for (std::size_t i = 0; i < size_; ++i) {
      if (is_unsure(i)) read[i] = (room_.unsure_units[i].*reading).letter;
      if (read[i].symbol == kNoSymbol) return false;
      symbols[i] = read[i].symbol;
      vowel |= is_vowel(symbols[i]);
      if (read[i].tone == 0) continue;
      if (toned != size_ || !vowel) return false;
      toned = i;
    }
    const std::uint8_t tone = toned == size_ ? std::uint8_t{0} : read[toned].tone;
    if (!is_syllable({symbols.data(), size_}, tone, true)) return false;
    letters_ = read;
    unsure_ = 0;
    room_.kept.clear();
    const bool misplaced = tone != 0 && !is_vowel(symbols[toned]);
    if (misplaced) place_tone({letters_.data(), size_}, ToneStyle::new_style);
    return true;
  }

  // Writes the letters, the tone of each word among them in its place where `place` says so.
  void emit(bool place) {
    for (std::size_t begin = 0; begin < size_;) {
      std::size_t end = begin;
      while (end < size_ && !is_unsure(end)) ++end;
      if (place) place_tone({letters_.data() + begin, end - begin}, style_);
      for (; begin < end; ++begin) {
        sink_.put(compose(letters_[begin].symbol, letters_[begin].tone), units_[begin].source,
                  units_[begin].shared);
      }
      if (end < size_) emit_kept(end);
      begin = end + 1;
    }
    size_ = 0;
    if (unsure_ == 0) return;
    unsure_ = 0;
    room_.kept.clear();
  }

  void emit_kept(std::size_t i) {
    for (std::size_t at = room_.unsure_units[i].begin; at < room_.unsure_units[i].end; ++at) {
      sink_.put(room_.kept[at], units_[i].source, units_[i].shared);
    }
  }

  std::string_view text_;
  const char* end_;
  ToneStyle style_;
  Sink& sink_;
  FoldRoom& room_;
  const FoldTable& table_ = FoldTable::instance();
  std::array<Letter, kLongestSyllable> letters_{};
  std::array<Unit, kLongestSyllable> units_{};
  std::size_t size_ = 0;
  unsigned unsure_ = 0;  // bit i: unit i is unsure
  bool overlong_ = false;
  FoldedSegment found_{};       // of the segment that was folded last,
  char32_t again_ = kNothing;   // and its code point, if it has but one: the next may be the same
  bool in_other_word_ = false;  // the word so far holds a letter that is not Vietnamese, or a mark left over
};

// Sinks for Folder: the text alone.
struct TextSink {
  std::string& text;
  void put(char32_t value, Range, bool) { append_code_point(value, text); }
  void put_ascii(std::string_view source, std::uint32_t) { append_small(source, text); }
  void drop(Range) {}
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLDER_H_

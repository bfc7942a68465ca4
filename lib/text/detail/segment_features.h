// What the word segmenter looks at, shared by segmenting and training.
//
// For the gap between units b and c of the line ... a2 a | b c d e ... the features are n-grams of units
// around the gap, of their shapes, of the word that ends with b as it was cut so far, and of what the lexicon
// knows about the spans that cross the gap or touch it. Each feature names a weight by a hash (feature
// hashing: Weinberger et al. 2009), and the sum of the weights says whether b and c belong to one word. So
// that few places of memory are looked at, the weights of one n-gram lie in a row: what it says as the pair
// across the gap, before it, after it ...; and the rows of a line are found before its gaps are decided, one
// for each unit and n-gram rather than for each gap.
#ifndef YKIEN_TEXT_DETAIL_SEGMENT_FEATURES_H_
#define YKIEN_TEXT_DETAIL_SEGMENT_FEATURES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/detail/unit.h"
#include "text/detail/word_hash.h"

namespace ykien::detail {

inline constexpr std::size_t kLongestSpan = 5;   // units of a span the lexicon may know
inline constexpr std::size_t kLineMargin = 3;    // units looked at beyond either end of a line
inline constexpr std::uint32_t kSpanCodes = 32;  // what the lexicon may say of a span
inline constexpr std::uint8_t kNoSpan = 31;      // it reaches beyond the line
inline constexpr std::uint64_t kSpanSeed = 0x5851F42D4C957F2DU;
inline constexpr int kCodeWeightBits = 17;  // log2 of the weights of features that name no unit

// Where the weights stand: 2^bits of rows, then 2^kCodeWeightBits of features that name no unit.
class WeightPlaces {
 public:
  explicit constexpr WeightPlaces(int bits) noexcept : shift_(64 - bits), codes_(std::uint32_t{1} << bits) {}

  // The first weight of the row of 2^row_bits weights for `hash`.
  std::uint32_t row(std::uint64_t hash, int row_bits) const noexcept {
    return static_cast<std::uint32_t>(hash * kSpread >> shift_) >> row_bits << row_bits;
  }
  std::uint32_t code(std::uint64_t hash) const noexcept {
    return codes_ + static_cast<std::uint32_t>(hash * kSpread >> (64 - kCodeWeightBits));
  }
  std::size_t size() const noexcept { return std::size_t{codes_} + (std::size_t{1} << kCodeWeightBits); }

 private:
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
  int shift_;
  std::uint32_t codes_;
};

// The rows of the n-grams that begin at a unit.
struct UnitRows {
  std::uint32_t unit = 0;
  std::uint32_t pair = 0;
  std::uint32_t skip = 0;  // the unit and the next but one
  std::uint32_t three = 0;
  std::uint32_t four = 0;
};

// A line as the features see it: `size` units, kLineMargin more of them on both sides standing for the edges.
struct SegmentLine {
  std::vector<std::uint32_t> ids;
  std::vector<std::uint8_t> shapes;
  std::vector<UnitRows> rows;
  std::vector<std::uint8_t>
      codes;  // of the span of `length` units from unit i: codes[i * kLongestSpan + length - 1]
  std::size_t size = 0;

  void resize(std::size_t units) {
    constexpr std::uint32_t kBefore = 7, kAfter = 11;
    size = units;
    ids.assign(units + 2 * kLineMargin, kBefore);
    std::fill(ids.end() - kLineMargin, ids.end(), kAfter);
    shapes.assign(ids.size(), kEdge);
    rows.resize(ids.size());
    codes.assign(ids.size() * kLongestSpan, kNoSpan);
  }
  // `at` may reach kLineMargin beyond either end.
  std::uint32_t id(std::ptrdiff_t at) const noexcept { return ids[place(at)]; }
  std::uint8_t shape(std::ptrdiff_t at) const noexcept { return shapes[place(at)]; }
  const UnitRows& row(std::ptrdiff_t at) const noexcept { return rows[place(at)]; }
  std::uint8_t code(std::ptrdiff_t first, std::ptrdiff_t last) const noexcept {
    const auto length = static_cast<std::size_t>(last - first);
    return length < kLongestSpan ? codes[place(first) * kLongestSpan + length] : 0;
  }
  static std::size_t place(std::ptrdiff_t at) noexcept {
    return static_cast<std::size_t>(at + static_cast<std::ptrdiff_t>(kLineMargin));
  }
};

// Slots within the rows.
inline constexpr int kUnitRowBits = 5, kPairRowBits = 3, kOtherRowBits = 1;
enum UnitSlot : std::uint32_t { kLeftShape = 0, kLeftCode = 8, kRightShape = 16, kRightCode = 24 };  // 8 each
enum PairSlot : std::uint32_t { kAcross, kBefore, kAfter, kAcrossShape };  // 5 of the last

// Finds the rows of all n-grams of the line; touch(place) is called for each.
template <typename Touch>
void find_rows(const WeightPlaces& places, SegmentLine& line, Touch touch) {
  const std::uint32_t* const ids = line.ids.data();
  const std::size_t last = line.ids.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const auto id = [&](std::size_t ahead) -> std::uint64_t { return ids[std::min(i + ahead, last)]; };
    const std::uint64_t pair = chain(id(0), id(1));
    const std::uint64_t three = chain(pair, id(2));
    UnitRows& rows = line.rows[i];
    rows.unit = places.row(chain(id(0), 1), kUnitRowBits);
    rows.pair = places.row(pair, kPairRowBits);
    rows.skip = places.row(chain(chain(id(0), id(2)), 2), kOtherRowBits);
    rows.three = places.row(three, kOtherRowBits);
    rows.four = places.row(chain(three, id(3)), kOtherRowBits);
    for (const std::uint32_t place : {rows.unit, rows.pair, rows.skip, rows.three, rows.four}) touch(place);
  }
}

// What was decided on the left of a gap.
struct SegmentHistory {
  std::uint64_t word = kSpanSeed;  // hash of the units of the word so far
  std::ptrdiff_t begin = 0;        // its first unit
  std::uint32_t last = 2;          // the decision before: 0 apart, 1 joined, 2 none yet
  std::uint32_t second_last = 2;

  // To be called with the first unit, then after each decision with the unit on the right of the gap.
  void take(std::uint32_t id) noexcept { word = chain(word, id); }
  void decide(bool joined, std::ptrdiff_t gap) noexcept {
    second_last = last;
    last = joined ? 1 : 0;
    if (joined) return;
    word = kSpanSeed;
    begin = gap + 1;
  }
};

// What the shapes of two units say in few values, 0..4.
constexpr std::uint32_t shape_class(std::uint8_t left, std::uint8_t right) noexcept {
  const auto lower = [](std::uint8_t shape) { return shape == kLower || shape == kCaseless; };
  const auto title = [](std::uint8_t shape) { return (shape & 15) == kTitle; };
  if (lower(left)) return lower(right) ? 0 : title(right) ? 1 : 4;
  return title(left) ? (lower(right) ? 2 : title(right) ? 3 : 4) : 4;
}

// Three bits of a few small numbers.
constexpr std::uint32_t slot_of(std::uint64_t packed) noexcept {
  return static_cast<std::uint32_t>(packed * 0x9E3779B97F4A7C15U >> 61);
}

// Calls add(place of a weight) for each feature of the gap after unit `at`.
template <typename Add>
inline void each_feature(const WeightPlaces& places, const SegmentLine& line, std::ptrdiff_t at,
                         const SegmentHistory& history, Add add) {
  const std::uint64_t sa = line.shape(at - 1), sb = line.shape(at), sc = line.shape(at + 1),
                      sd = line.shape(at + 2);
  const std::uint64_t last = history.last, second_last = history.second_last;
  const std::uint64_t shapes = sb * kShapes + sc;
  const std::uint64_t bc = line.code(at, at + 1), abc = line.code(at - 1, at + 1),
                      bcd = line.code(at, at + 2);
  const std::uint64_t abcd = line.code(at - 1, at + 2), ab = line.code(at - 1, at),
                      cd = line.code(at + 1, at + 2);

  const UnitRows& before2 = line.row(at - 2);
  const UnitRows& before = line.row(at - 1);
  const UnitRows& here = line.row(at);
  const UnitRows& next = line.row(at + 1);
  add(here.pair + kAcross);
  add(before.pair + kBefore);
  add(next.pair + kAfter);
  add(here.pair + kAcrossShape + shape_class(static_cast<std::uint8_t>(sb), static_cast<std::uint8_t>(sc)));
  add(here.skip);
  add(before.skip + 1);
  add(here.three);
  add(before.three + 1);
  add(before.four);
  add(before2.four + 1);
  add(here.unit + kLeftShape + slot_of(shapes * 4 + last));
  add(here.unit + kLeftCode + slot_of((cd * kSpanCodes + bc) * 4 + last));
  add(next.unit + kRightShape + slot_of(shapes * 4 + last));
  add(next.unit + kRightCode + slot_of((ab * kSpanCodes + bc) * 4 + last));
  if (last == 1) add(places.row(chain(history.word, line.id(at + 1)), 0));

  std::uint64_t kind = 0;
  const auto codes = [](auto... parts) {
    std::uint64_t packed = 0;
    ((packed = packed * kSpanCodes + parts), ...);
    return packed;
  };
  // Kinds in the high bits, so that one multiplication spreads them.
  const auto feature = [&](std::uint64_t packed) {
    add(places.code((packed ^ ++kind << 58) * 0xD6E8FEB86659FD93U));
  };
  const auto length =
      static_cast<std::uint64_t>(std::min<std::ptrdiff_t>(at - history.begin + 1, kLongestSpan));
  const std::uint64_t word = line.code(history.begin, at), word_c = line.code(history.begin, at + 1);
  const std::uint64_t word_cd = line.code(history.begin, at + 2), word_cde = line.code(history.begin, at + 3);
  const std::uint64_t bcde = line.code(at, at + 3), cde = line.code(at + 1, at + 3),
                      aabc = line.code(at - 2, at + 1);
  feature(codes(sa, sb, sc, sd) * 4 + last);
  feature(codes(bc, bcd) * 4 + last);
  feature(codes(word_c, word_cd) * 8 + length);
  feature(codes(word_c, word, cd));
  feature(codes(bc, ab, cd) * 16 + last * 4 + second_last);
  feature(codes(abc, bc, bcd) * 4 + last);
  feature(codes(abcd, bcde, aabc, bc) * 4 + last);
  feature(codes(word_c, cd, cde) * 8 + length);
  feature(codes(word_c, word, sb, sc) * 8 + length);
  feature(codes(word_cde, word_c, word_cd));
  feature(codes(bc, line.code(at, at), line.code(at + 1, at + 1)) * 4 + last);
  feature(length * 4 + second_last);
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SEGMENT_FEATURES_H_

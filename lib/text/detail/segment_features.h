// What the word segmenter looks at, shared by segmenting and training.
//
// For the gap between units b and c of the line ... a2 a | b c d e ... the features are the pairs of units at
// and beside the gap, the shapes around it, and what the lexicon knows about the spans that cross the gap or
// touch it, among them the word that ends with b as it was cut so far. Each feature names a weight by a hash
// (feature hashing: Weinberger et al. 2009), and the sum of the weights says whether b and c belong to one
// word. So that few places of memory are looked at, the weights of one pair lie in a row: what it says across
// the gap, before it, after it; and the rows of a line are found before its gaps are decided, one for each
// unit and pair rather than for each gap. (Longer n-grams of units were tried: beside the lexicon they say
// nothing more.)
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

// The rows of a unit and of the pair that begins with it, and the hash of the pair as a span.
struct UnitRows {
  std::uint64_t pair_hash = 0;
  std::uint32_t unit = 0;
  std::uint32_t pair = 0;
};

// What the lexicon says of the spans from one unit on: byte length - 1 for the span of `length` units.
using SpanCodeRow = std::array<std::uint8_t, 8>;
static_assert(kLongestSpan <= std::tuple_size_v<SpanCodeRow>);

// A line as the features see it: `size` units, kLineMargin more of them on both sides standing for the edges.
struct SegmentLine {
  std::vector<std::uint32_t> ids;
  std::vector<std::uint8_t> shapes;
  std::vector<UnitRows> rows;
  std::vector<SpanCodeRow> codes;
  std::size_t size = 0;

  void resize(std::size_t units) {
    constexpr std::uint32_t kBefore = 7, kAfter = 11;
    size = units;
    ids.assign(units + 2 * kLineMargin, kBefore);
    std::fill(ids.end() - kLineMargin, ids.end(), kAfter);
    shapes.assign(ids.size(), kEdge);
    rows.resize(ids.size());
    codes.resize(ids.size());
    SpanCodeRow row;
    row.fill(kNoSpan);
    std::fill_n(codes.begin(), kLineMargin, row);
    std::fill_n(codes.end() - kLineMargin, kLineMargin, row);
    std::fill_n(row.begin(), kLongestSpan, std::uint8_t{0});
    std::fill_n(codes.begin() + kLineMargin, units, row);
    // Near the end the longer ones reach beyond it.
    for (std::size_t left = std::min(units, kLongestSpan - 1); left > 0; --left) {
      SpanCodeRow& last = codes[kLineMargin + units - left];
      std::fill(last.begin() + static_cast<std::ptrdiff_t>(left), last.end(), kNoSpan);
    }
  }
  // `at` may reach kLineMargin beyond either end.
  std::uint32_t id(std::ptrdiff_t at) const noexcept { return ids[place(at)]; }
  std::uint8_t shape(std::ptrdiff_t at) const noexcept { return shapes[place(at)]; }
  const UnitRows& row(std::ptrdiff_t at) const noexcept { return rows[place(at)]; }
  std::uint8_t code(std::ptrdiff_t first, std::ptrdiff_t last) const noexcept {
    const auto length = static_cast<std::size_t>(last - first);
    return length < kLongestSpan ? codes[place(first)][length] : 0;
  }
  std::uint8_t& code_of(std::size_t first, std::size_t length) noexcept {
    return codes[kLineMargin + first][length - 1];
  }
  static std::size_t place(std::ptrdiff_t at) noexcept {
    return static_cast<std::size_t>(at + static_cast<std::ptrdiff_t>(kLineMargin));
  }
};

// Slots within the rows.
inline constexpr int kUnitRowBits = 4, kPairRowBits = 3;
enum UnitSlot : std::uint32_t { kLeftCode = 0, kRightCode = 8 };           // 8 each
enum PairSlot : std::uint32_t { kAcross, kBefore, kAfter, kAcrossShape };  // 5 of the last

// Finds the rows of all units and pairs of the line; touch(rows, hash of the unit as a span) is called for
// each unit.
template <typename Touch>
void find_rows(const WeightPlaces& places, SegmentLine& line, Touch touch) {
  const std::uint32_t* const ids = line.ids.data();
  const std::size_t last = line.ids.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::uint64_t unit = chain(kSpanSeed, ids[i]);
    UnitRows& rows = line.rows[i];
    rows.pair_hash = chain(unit, ids[std::min(i + 1, last)]);
    rows.unit = places.row(unit, kUnitRowBits);
    rows.pair = places.row(rows.pair_hash, kPairRowBits);
    touch(rows, unit);
  }
}

// What was decided on the left of a gap.
struct SegmentHistory {
  std::ptrdiff_t begin = 0;  // the first unit of the word so far
  std::uint32_t last = 2;    // the decision before: 0 apart, 1 joined, 2 none yet
  std::uint32_t second_last = 2;

  void decide(bool joined, std::ptrdiff_t gap) noexcept {
    second_last = last;
    last = joined ? 1 : 0;
    if (!joined) begin = gap + 1;
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
  const std::uint64_t bc = line.code(at, at + 1), abc = line.code(at - 1, at + 1),
                      bcd = line.code(at, at + 2);
  const std::uint64_t abcd = line.code(at - 1, at + 2), ab = line.code(at - 1, at),
                      cd = line.code(at + 1, at + 2);

  const UnitRows& before = line.row(at - 1);
  const UnitRows& here = line.row(at);
  const UnitRows& next = line.row(at + 1);
  add(here.pair + kAcross);
  add(before.pair + kBefore);
  add(next.pair + kAfter);
  add(here.pair + kAcrossShape + shape_class(static_cast<std::uint8_t>(sb), static_cast<std::uint8_t>(sc)));
  add(here.unit + kLeftCode + slot_of((cd * kSpanCodes + bc) * 4 + last));
  add(next.unit + kRightCode + slot_of((ab * kSpanCodes + bc) * 4 + last));

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

#include "text/detail/segment_line.h"

namespace ykien::detail {
namespace {

constexpr std::uint8_t without_case(std::uint8_t shape) noexcept {
  return is_letters(shape) ? static_cast<std::uint8_t>(kCaseless | (shape & kForeign)) : shape;
}

}  // namespace

bool is_caseless(std::span<const Unit> units) noexcept {
  bool lower = false;
  bool capitals = false;
  for (const Unit& unit : units) {
    const std::uint8_t shape = unit.shape & 15;
    if (shape == kTitle || shape == kMixed) return false;
    lower = lower || shape == kLower;
    capitals = capitals || shape == kCapitals || shape == kInitial;
  }
  return !(lower && capitals);
}

Reading reading_of(std::span<const Unit> units) noexcept {
  std::size_t letters = 0;
  std::size_t accented = 0;
  for (const Unit& unit : units) {
    letters += is_letters(unit.shape) ? 1 : 0;
    accented += unit.accented ? 1 : 0;
  }
  return accented * 20 < letters * 3 ? Reading::plain : Reading::accented;
}

void set_units(std::span<const Unit> units, Reading reading, bool caseless, SegmentLine& line) {
  line.resize(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    line.ids[kLineMargin + i] = reading == Reading::plain ? units[i].plain : units[i].id;
    line.shapes[kLineMargin + i] = caseless ? without_case(units[i].shape) : units[i].shape;
  }
}

void set_codes(const SpanTable& spans, SegmentLine& line) {
  const std::uint32_t* const ids = line.ids.data() + kLineMargin;
  for (std::size_t first = 0; first < line.size; ++first) {
    line.code_of(first, 1) = spans.find(chain(kSpanSeed, ids[first])).code;
    const std::size_t most = std::min(line.size - first, kLongestSpan);
    std::uint64_t hash = line.rows[kLineMargin + first].pair_hash;
    for (std::size_t length = 2; length <= most; ++length) {
      const SpanKnown known = spans.find(hash);
      line.code_of(first, length) = known.code;
      if (!known.longer || length == most) break;
      hash = chain(hash, ids[first + length]);
    }
  }
}

}  // namespace ykien::detail

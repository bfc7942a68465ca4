// NgramTable: the n-grams of a model arranged for speed. NgramIndex says the same, plainly.
#ifndef YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_
#define YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "topic/detail/ngram_index.h"

namespace ykien::detail {

// The n-grams of one length, from two units on. One is found by the row of its beginning and the number of
// its last unit, together one number of as many bits as that takes. Multiplying by an odd constant modulo
// that power of two is one to one; the upper bits of the product choose a line of 15 places, the lower ones,
// at most 30, are what stands there: exact, with four bytes an n-gram. A full line lends places in the line
// after it, marked by the top bit. Immutable once filled.
class YKIEN_API NgramLevel {
 public:
  struct Entry {
    std::uint32_t row = 0;   // of the beginning
    std::uint32_t unit = 0;  // the last one
  };
  // Where an entry stands if it is there.
  struct Spot {
    std::uint32_t line = 0;
    std::uint32_t key = 0;
  };

  // `entries` all different, each below `rows` and `units`. They get the rows from `first_row` on, in an
  // order of the table's own.
  void fill(std::span<const Entry> entries, std::uint32_t rows, std::uint32_t units, std::uint32_t first_row);

  Spot spot(Entry entry) const noexcept {
    const std::uint64_t joined = static_cast<std::uint64_t>(entry.row) << unit_bits_ | entry.unit;
    const std::uint64_t product = (joined * multiplier_) & mask_;
    return {static_cast<std::uint32_t>(product >> key_bits_),
            static_cast<std::uint32_t>(product & key_mask_)};
  }
  void prefetch(Spot spot) const noexcept { __builtin_prefetch(&lines_[spot.line]); }

  // The row of the entry with this spot, or `absent`. Whether it is there is a coin toss that no branch
  // should depend on: a mask chooses.
  std::uint32_t find(Spot spot, std::uint32_t absent) const noexcept {
    const Line& line = lines_[spot.line];
    const std::uint32_t found = matches(line, spot.key);
    if ((line.base & (found - 1) & kLends) != 0) [[unlikely]]
      return find_lent(spot.line, spot.key, absent);  // nothing found, and lends
    const std::uint32_t row =
        (line.base & ~kLends) + static_cast<std::uint32_t>(std::countr_zero(found | kEnd));
    const std::uint32_t nothing = 0 - ((found - 1) >> 31);
    return row ^ ((row ^ absent) & nothing);
  }

 private:
  static constexpr std::size_t kPlaces = 15;
  static constexpr unsigned kMostKeyBits = 30;
  static constexpr std::uint32_t kEnd = 1U << kPlaces;
  static constexpr std::uint32_t kLends = 0x80000000;   // in base: entries of this line stand in the next one
  static constexpr std::uint32_t kGuest = 0x80000000;   // in a key: it belongs to the line before
  static constexpr std::uint32_t kNobody = 0x7FFFFFFF;  // in a key: an empty place

  struct alignas(64) Line {
    std::array<std::uint32_t, kPlaces> keys;
    std::uint32_t base = 0;  // row of the first place; the others follow
    Line() noexcept { keys.fill(kNobody); }
  };

  // Bit i says whether the key stands at place i.
  static std::uint32_t matches(const Line& line, std::uint32_t key) noexcept {
#if defined(__SSE2__)
    const __m128i wanted = _mm_set1_epi32(static_cast<int>(key));
    const auto* const at = reinterpret_cast<const __m128i*>(&line);
    const __m128i a = _mm_cmpeq_epi32(_mm_load_si128(at), wanted);
    const __m128i b = _mm_cmpeq_epi32(_mm_load_si128(at + 1), wanted);
    const __m128i c = _mm_cmpeq_epi32(_mm_load_si128(at + 2), wanted);
    const __m128i d = _mm_cmpeq_epi32(_mm_load_si128(at + 3), wanted);
    const __m128i all = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(all)) & (kEnd - 1);
#else
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < kPlaces; ++i) found |= std::uint32_t{line.keys[i] == key} << i;
    return found;
#endif
  }

  std::uint32_t find_lent(std::uint32_t line, std::uint32_t key, std::uint32_t absent) const noexcept;
  void arrange(unsigned row_bits, unsigned line_bits, std::uint64_t multiplier);
  bool place(std::span<const Entry> entries);
  static bool insert(Line& line, std::uint32_t key) noexcept;

  std::vector<Line> lines_;  // one more than spots name, so that the last can lend too
  unsigned unit_bits_ = 0;
  unsigned key_bits_ = 0;
  std::uint64_t key_mask_ = 0;
  std::uint64_t mask_ = 0;
  std::uint64_t multiplier_ = 1;
};

// All n-grams of a model. A unit's row is its number, absent() is the row of every unit the model does not
// have, and the longer n-grams follow, length by length.
class YKIEN_API NgramTable {
 public:
  // For nodes as in ModelData::nodes; `units`: how many units there are.
  void build(std::span<const Node> nodes, std::size_t units);

  std::uint32_t absent() const noexcept { return absent_; }
  std::size_t rows() const noexcept { return rows_; }
  // By feature: its row.
  std::span<const std::uint32_t> row_of() const noexcept { return row_of_; }
  // levels()[i]: the n-grams of i + 2 units.
  std::span<const NgramLevel> levels() const noexcept { return levels_; }

 private:
  std::vector<NgramLevel> levels_;
  std::vector<std::uint32_t> row_of_;
  std::uint32_t absent_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_

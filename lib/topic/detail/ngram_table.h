// NgramTable: the n-grams of a model arranged for speed. NgramIndex says the same, plainly.
#ifndef YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_
#define YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "topic/detail/ngram_index.h"

namespace ykien::detail {

// The n-grams of one length, from two units on. One is found by the row of its beginning and the row of its
// last unit, together one number of as many bits as that takes. Multiplying by an odd constant modulo that
// power of two is one to one; the upper bits of the product choose a line of 14 or 15 places, the lower ones,
// at most 16 or 32, are what stands there: exact, with two or four bytes an n-gram. The constant is searched
// so that no line overflows. Immutable once filled.
class YKIEN_API NgramLevel {
 public:
  struct Entry {
    std::uint32_t row = 0;   // of the beginning
    std::uint32_t unit = 0;  // the row of the last one
  };
  // Where an entry stands if it is there.
  struct Spot {
    std::uint32_t offset = 0;  // of its line, in bytes
    std::uint32_t key = 0;
  };
  // Spots of several entries.
  struct Spots {
    std::uint32_t* offsets;
    std::uint32_t* keys;
  };
  // Places left over repeat the first; in an empty line everything is found, as `absent`. One register, half
  // a cache line.
  struct alignas(32) NarrowLine {
    static constexpr std::size_t kPlaces = 14;
    std::array<std::uint16_t, kPlaces> keys{};
    std::uint32_t base = 0;  // row of the first place; the others follow
  };
  // The same of a whole cache line.
  struct alignas(64) WideLine {
    static constexpr std::size_t kPlaces = 15;
    std::array<std::uint32_t, kPlaces> keys{};
    std::uint32_t base = 0;
  };
  // How entries become spots: see spot().
  struct Hash {
    unsigned unit_bits = 0;
    unsigned key_bits = 0;
    unsigned line_shift = 0;  // from the number of a line to where it begins, in bytes
    std::uint64_t key_mask = 0;
    std::uint64_t mask = 0;
    std::uint64_t multiplier = 1;
  };

  // `entries` all different, each below `rows` and `units`. They get rows from `first_row` on, those of a
  // line together and in the order they are given. Returns the row after the last.
  std::uint32_t fill(std::span<const Entry> entries, std::uint32_t rows, std::uint32_t units,
                     std::uint32_t first_row, std::uint32_t absent);

  Spot spot(Entry entry) const noexcept {
    const std::uint64_t joined = static_cast<std::uint64_t>(entry.row) << hash_.unit_bits | entry.unit;
    const std::uint64_t product = (joined * hash_.multiplier) & hash_.mask;
    return {static_cast<std::uint32_t>(product >> hash_.key_bits) << hash_.line_shift,
            static_cast<std::uint32_t>(product & hash_.key_mask)};
  }
  const Hash& hash() const noexcept { return hash_; }
  bool wide() const noexcept { return wide_; }                  // whether keys have 32 bits
  const void* lines() const noexcept { return lines_.data(); }  // NarrowLine or WideLine
  template <typename Line>
  static const Line& line_at(const void* lines, std::uint32_t offset) noexcept {
    return *reinterpret_cast<const Line*>(static_cast<const char*>(lines) + offset);
  }

  // The row of the entry with this spot, or `absent`.
  std::uint32_t find(Spot spot, std::uint32_t absent) const noexcept {
    return wide_ ? find_in<WideLine>(spot, absent) : find_in<NarrowLine>(spot, absent);
  }

 private:
  // As many bytes as lines have: none is shared with other data.
  struct alignas(64) Block {
    std::array<char, 64> bytes{};
  };

  template <typename Line>
  std::uint32_t find_in(Spot spot, std::uint32_t absent) const noexcept;
  template <typename Line>
  std::uint32_t place(std::span<const Entry> entries, std::uint32_t first_row, std::uint32_t absent);
  std::size_t places() const noexcept { return wide_ ? WideLine::kPlaces : NarrowLine::kPlaces; }
  unsigned arrange(std::size_t entries, unsigned row_bits);
  void choose(unsigned bits, unsigned line_bits, std::uint64_t multiplier) noexcept;
  bool count(std::span<const Entry> entries);

  std::vector<Block> lines_;
  std::vector<std::uint8_t> counts_;  // by line, while it is filled
  Hash hash_;
  bool wide_ = false;
};

// All n-grams of a model. First come the rows of the units, then absent(), the row of every unit the model
// does not have, and the longer n-grams follow, length by length.
class YKIEN_API NgramTable {
 public:
  // For nodes as in ModelData::nodes; `units`: how many units there are. With the idf of each node frequent
  // n-grams get rows beside other frequent ones, so that they fill fewer cache lines.
  void build(std::span<const Node> nodes, std::size_t units, std::span<const float> idf = {});

  // By unit: its row.
  std::span<const std::uint32_t> unit_rows() const noexcept { return unit_rows_; }
  std::uint32_t absent() const noexcept { return absent_; }
  std::size_t rows() const noexcept { return rows_; }
  // By feature: its row.
  std::span<const std::uint32_t> row_of() const noexcept { return row_of_; }
  // levels()[i]: the n-grams of i + 2 units.
  std::span<const NgramLevel> levels() const noexcept { return levels_; }

 private:
  std::vector<NgramLevel> levels_;
  std::vector<std::uint32_t> unit_rows_;
  std::vector<std::uint32_t> row_of_;
  std::uint32_t absent_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_NGRAM_TABLE_H_

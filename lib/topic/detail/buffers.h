// The buffers of one thread, for the fused path.
#ifndef YKIEN_TOPIC_DETAIL_BUFFERS_H_
#define YKIEN_TOPIC_DETAIL_BUFFERS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/fold_room.h"
#include "text/detail/pieces.h"
#include "text/detail/restorer.h"
#include "topic/detail/fused_tables.h"

namespace ykien {

namespace detail {

inline constexpr std::size_t kMemoBytes = 24;  // longest piece remembered at all
inline constexpr std::size_t kMemoUnits = 8;   // units over all streams: a slot is one line
inline constexpr std::size_t kMemoSlots = 1 << 14;
inline constexpr std::size_t kReadingLines = 1 << 8;
inline constexpr std::size_t kTogether = 8;        // texts that go through the passes together, at most
inline constexpr std::size_t kBlockPieces = 2048;  // pieces found before they are looked at
inline constexpr std::size_t kSpareUnits = 16;     // places beyond the last that may be read and written
inline constexpr std::size_t kRowStep = 4;         // rows added together
inline constexpr std::size_t kUsualText =
    2 * kBlockPieces;  // bytes of a text, or of several together, that every workspace has room for

// A piece too long or of too many units for a Surface.
struct alignas(64) MemoSlot {
  std::array<char, kMemoBytes> bytes{};
  std::array<std::uint32_t, kMemoUnits> units{};  // as in FoundUnits
  std::uint8_t length = 0;                        // of the piece; 0: empty slot
  std::uint8_t count = 0;                         // of units
  std::uint8_t syllables = 0;
  std::uint8_t accented = 0;
};
static_assert(sizeof(MemoSlot) == 64);

// To `size` at least.
template <typename T>
void grow_to(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

// The same, so that it takes a while until it has to grow again.
template <typename T>
void grow(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(2 * size);
}

// What may be an n-gram of the model: one of its n-grams or units, and the unit after it.
struct Candidates {
  std::vector<std::uint32_t> units;  // the last ones
  std::vector<std::uint32_t> nexts;  // where the unit after that stands among those of the stream
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> keys;

  void make_room(std::size_t size) {
    for (std::vector<std::uint32_t>* list : {&units, &nexts, &offsets, &keys})
      grow(*list, size + kSpareUnits);
  }
  NgramLevel::Spots spots_from(std::size_t first) noexcept {
    return {offsets.data() + first, keys.data() + first};
  }
};

// What of a list is a text's.
struct Share {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const noexcept { return end - begin; }
};

// A text on its way.
struct Passage {
  std::string_view text;
  Share pieces;  // in the block
  Share units;   // in each stream
  AccentCount accents;
  Share rows;
  Share candidates;
};

// Pieces of texts on their way to units. Places beyond the last may be written, kPieceStep of them.
struct PieceBlock {
  static constexpr std::size_t kSize = kBlockPieces + kPieceStep / 2 + kPieceStep;

  std::array<std::uint32_t, 2 * kSize> edges{};       // where each begins in its text, and where it ends
  alignas(64) std::array<std::uint64_t, kSize> lows;  // of their keys
  alignas(64) std::array<std::uint64_t, kSize> highs;
  std::array<std::uint32_t, kSize> offsets;   // of the lines where the table of surfaces has the keys
  std::array<std::uint32_t, kSize> meanings;  // what it says of them; 0: nothing

  std::uint32_t begin(std::size_t piece) const noexcept { return edges[2 * piece]; }
  std::uint32_t end(std::size_t piece) const noexcept { return edges[2 * piece + 1]; }
  std::uint32_t length(std::size_t piece) const noexcept { return end(piece) - begin(piece); }
};

// Of several pieces, bit by bit: whether they have one unit, whether they are taken one by one (no table
// knows them, or they are pairs), and what else the table says.
struct PieceKinds {
  std::uint32_t units = 0;
  std::uint32_t special = 0;
  std::uint32_t syllables = 0;
  std::uint32_t accented = 0;
};

// How many of the texts, at least one, go through the passes together.
inline std::size_t together(std::span<const std::string_view> texts) noexcept {
  std::size_t pieces = 0;  // at most so many
  std::size_t count = 0;
  while (count < std::min(texts.size(), kTogether)) {
    pieces += texts[count].size() / 2 + 1;
    if (count != 0 && pieces > kBlockPieces) break;
    ++count;
  }
  return count;
}

}  // namespace detail

struct Workspace::Buffers {
  std::uint64_t tables = 0;  // whose memo and counts these are
  detail::SurfaceTable surfaces;
  detail::SurfaceTable readings;  // of units of the general path, by their text
  std::vector<detail::MemoSlot> memo;
  // By slot of the memo, 0 for an empty one: a byte of the hash of its piece. They stay in the near caches,
  // and tell most pieces that are not there.
  std::vector<std::uint8_t> memo_tags;
  detail::PieceBlock block;
  detail::PieceBlock parts;  // of a piece of the block
  std::array<detail::Passage, detail::kTogether> passages;
  // Rows of the units of the texts, by stream. After those of each text stand kSpareUnits + 1 of a unit that
  // is in no n-gram.
  std::vector<std::vector<std::uint32_t>> units;
  std::vector<std::uint32_t> ids;   // as the units, where there are several streams: see Reader
  std::vector<std::uint32_t> rows;  // of the n-grams of the texts, those of a text side by side
  detail::Candidates candidates;
  std::vector<std::uint16_t> counts;        // by row, see RowSum; all 0 between texts
  std::vector<std::uint32_t> large_counts;  // the same for texts of more than kMostCounted units
  std::vector<float> sums;
  // Of the piece that is looked up.
  detail::FoldRoom fold_room;
  std::vector<char> folded;
  std::string plain;
  std::vector<std::uint32_t> piece_units;
  std::size_t piece_unit_count = 0;  // of its units over all streams, the first of piece_units
  detail::AccentCount piece_accents;
  std::optional<detail::Restorer> restorer;  // once a text was typed without accents

  YKIEN_API void adopt(const detail::FusedTables& from);
  // Makes room for texts of so many bytes, whatever they are.
  void reserve(std::size_t bytes);

 private:
  void make_room(const detail::FusedTables& from);

  std::size_t longest_ = detail::kUsualText;  // bytes of a text
};

namespace detail {

// Of the n-grams of a text.
inline std::span<const std::uint32_t> rows_of(const Passage& passage,
                                              const Workspace::Buffers& work) noexcept {
  return {work.rows.data() + passage.rows.begin, passage.rows.size()};
}

}  // namespace detail
}  // namespace ykien

#endif  // YKIEN_TOPIC_DETAIL_BUFFERS_H_

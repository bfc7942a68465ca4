// The buffers of one thread, for the fused path.
#ifndef YKIEN_TOPIC_DETAIL_BUFFERS_H_
#define YKIEN_TOPIC_DETAIL_BUFFERS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "text/detail/pieces.h"
#include "topic/detail/fused_tables.h"

namespace ykien {

namespace detail {

inline constexpr std::size_t kMemoBytes = 24;  // longest piece remembered at all
inline constexpr std::size_t kMemoUnits = 6;   // units over all streams
inline constexpr std::size_t kMemoSlots = 1 << 12;
inline constexpr std::size_t kBlockEdges = 512;      // edges of pieces found before the pieces are looked at
inline constexpr std::size_t kMostCounted = 0xFFFF;  // units of a text whose n-grams are counted with 16 bits
inline constexpr std::size_t kSpareUnits = 8;        // places beyond the last that may be written

// A piece too long or of too many units for a Surface.
struct alignas(64) MemoSlot {
  std::array<char, kMemoBytes> bytes{};
  std::array<std::uint32_t, kMemoUnits> units{};  // as in FoundUnits
  std::uint8_t length = 0;                        // of the piece; 0: empty slot
  std::uint8_t count = 0;                         // of units
  std::uint8_t syllables = 0;
  std::uint8_t accented = 0;
};

struct Piece {
  SurfaceKey key;
  std::size_t line;  // where the table of surfaces has it
};

struct Beginning {
  std::uint32_t row;   // of an n-gram
  std::uint32_t next;  // the unit after it, by place in the text
};

}  // namespace detail

struct Workspace::Buffers {
  std::uint64_t tables = 0;  // whose memo and counts these are
  detail::SurfaceTable surfaces;
  std::vector<detail::MemoSlot> memo;
  std::vector<char> text;  // and blanks after it
  std::array<std::uint32_t, detail::kBlockEdges + 2 * detail::kPieceStep> edges;
  std::array<detail::Piece, detail::kBlockEdges / 2 + detail::kPieceStep> pieces;
  std::vector<std::vector<std::uint32_t>>
      units;  // rows of the units of the text, by stream: the first unit_count
  std::size_t unit_count = 0;
  std::vector<detail::Beginning> beginnings;
  std::vector<detail::NgramLevel::Spot> spots;
  std::vector<std::uint32_t> rows;  // of the n-grams of the text: the first row_count
  std::size_t row_count = 0;
  std::vector<std::uint16_t> counts;        // by row, all 0 between texts
  std::vector<std::uint32_t> large_counts;  // the same for texts of more than kMostCounted units
  detail::AccentCount accents;              // of the text
  std::vector<float> sums;
  // Of the piece that is looked up.
  std::string folded;
  std::string plain;
  std::vector<std::uint32_t> piece_units;
  detail::AccentCount piece_accents;

  YKIEN_API void adopt(const detail::FusedTables& from);
};

}  // namespace ykien

#endif  // YKIEN_TOPIC_DETAIL_BUFFERS_H_

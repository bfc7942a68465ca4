// Units: what the word segmenter joins or keeps apart. Mostly a syllable; what is written without a blank and
// belongs together (TP., 95%, knock-out, 5.000-6.000, 43H-016) is one unit of several tokens.
#ifndef YKIEN_TEXT_DETAIL_UNIT_H_
#define YKIEN_TEXT_DETAIL_UNIT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien::detail {

// How a unit is written, which folding takes away. With kForeign added: letters that make no Vietnamese
// syllable.
enum Shape : std::uint8_t {
  kLower,
  kTitle,
  kCapitals,
  kMixed,
  kNumber,
  kNumberAndLetters,
  kDot,
  kComma,
  kQuote,  // and brackets
  kOtherMark,
  kAbbreviation,  // ends in a dot
  kEdge,          // of the line
  kInitial,       // one capital
  kCaseless,      // letters in a line that tells nothing by its capitals
  kForeign = 16,
};
inline constexpr std::uint8_t kShapes = 32;

constexpr bool is_mark(std::uint8_t shape) noexcept { return shape >= kDot && shape <= kOtherMark; }
constexpr bool is_letters(std::uint8_t shape) noexcept {
  const std::uint8_t plain = shape & 15;
  return plain <= kMixed || plain == kInitial;
}

struct Unit {
  Range range;              // in the source
  std::uint32_t id = 0;     // hash of the folded letters, digits as one 0 for each run
  std::uint32_t plain = 0;  // the same without accents
  std::uint8_t shape = 0;
  bool accented = false;  // has a letter beyond ASCII
};

// Cuts pieces of text; keeps its buffers, and what short units said that were met before: pieces that no
// other memo knows are often made of few of them, over and over. One thread.
class YKIEN_API UnitCutter {
 public:
  // Appends the units of `piece` to `units`, their ranges moved by `offset`. Any bytes. O(bytes).
  void cut(std::string_view piece, std::uint32_t offset, std::vector<Unit>& units);

 private:
  // A unit of up to eight bytes as it is written and as it is folded.
  struct Key {
    std::uint64_t source = 0;
    std::uint64_t folded = 0;
    std::uint32_t sizes = 0;  // 0: none
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Known {
    Key key;
    Unit unit;  // its range does not count
  };
  static constexpr std::size_t kKnown = 256;

  void find_sources();
  std::size_t unit_end(std::size_t first) const noexcept;
  bool shares_source(std::size_t at) const noexcept;
  void describe(std::string_view piece, Range source, Range folded, Unit& to);
  Unit unit_of(std::string_view source, std::string_view folded);

  Normalized folded_;
  std::vector<Token> tokens_;
  std::vector<Range> sources_;  // of the tokens; empty where they stand as they are in the piece
  std::vector<Known> known_{kKnown};
  std::string key_;
  std::string plain_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_UNIT_H_

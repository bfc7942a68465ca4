// Lines whose words are known, as the word segmenter learns from them.
#ifndef YKIEN_TEXT_FIT_LABELLED_LINE_H_
#define YKIEN_TEXT_FIT_LABELLED_LINE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/detail/unit.h"
#include "ykien/base/export.h"

namespace ykien::detail {

enum class Gap : std::int8_t { apart, joined, unknown };

struct LabelledLine {
  std::vector<Unit> units;  // ranges are of no meaning
  std::vector<Gap> gaps;    // gaps[i]: between units i and i + 1

  std::size_t size() const noexcept { return units.size(); }
  // How the line begins before unit `at`, and ends after it: the ends of a line are word borders.
  Gap before(std::size_t at) const noexcept { return at == 0 ? Gap::apart : gaps[at - 1]; }
  Gap after(std::size_t at) const noexcept { return at + 1 >= units.size() ? Gap::apart : gaps[at]; }
};

// Reads "Ủy_ban phường~Hòa_Cường họp ." : `_` joins, a blank parts, `~` is not known.
YKIEN_API LabelledLine parse_labelled(std::string_view line, UnitCutter& cutter);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_LABELLED_LINE_H_

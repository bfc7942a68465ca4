#include "text/fit/labelled_line.h"

#include <algorithm>

namespace ykien::detail {
namespace {

Gap gap_of(char separator) noexcept {
  return separator == '_' ? Gap::joined : separator == '~' ? Gap::unknown : Gap::apart;
}

}  // namespace

LabelledLine parse_labelled(std::string_view line, UnitCutter& cutter) {
  LabelledLine result;
  Gap next = Gap::apart;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find_first_of(" _~", at), line.size());
    const std::size_t before = result.units.size();
    cutter.cut(line.substr(at, end - at), 0, result.units);
    // What the cutter parts within a token of the data stays apart when segmenting, too.
    for (std::size_t i = before; i < result.units.size(); ++i) {
      if (i > 0) result.gaps.push_back(i == before ? next : Gap::apart);
    }
    next = end < line.size() ? gap_of(line[end]) : Gap::apart;
    at = end + 1;
  }
  return result;
}

}  // namespace ykien::detail

#include "text/encoding/stretches.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/encoding/judge.h"
#include "text/encoding/units.h"

namespace ykien::encoding {
namespace {

constexpr float kChange = 8.0F;
constexpr float kImpossible = -1e6F;
constexpr std::size_t kCount = kReadings.size();

using Sums = std::array<float, kCount>;

// A cell and, for each reading, the reading of the cell before it on the best way there.
struct Cell {
  std::string_view bytes;
  std::array<std::uint8_t, kCount> before{};
};

// How well a cell reads in each way; plain ASCII reads alike in all.
Sums sums_of(std::string_view bytes) {
  Sums sums{};
  if (is_ascii(bytes)) return sums;
  const Evidence evidence = evidence_of(bytes, Scope::part);
  for (std::size_t i = 0; i < kCount; ++i)
    sums[i] = evidence.scores[i].words < 0 ? kImpossible : evidence.scores[i].sum;
  return sums;
}

std::size_t best_of(const Sums& sums) noexcept {
  return static_cast<std::size_t>(std::ranges::max_element(sums) - sums.begin());
}

// Goes on with one more cell; `sums` are those of the best ways that end in each reading.
void extend(Cell& cell, Sums& sums) {
  const std::size_t best = best_of(sums);
  const float changed = sums[best] - kChange;
  const Sums own = sums_of(cell.bytes);
  for (std::size_t i = 0; i < kCount; ++i) {
    const bool stay = sums[i] >= changed;
    cell.before[i] = static_cast<std::uint8_t>(stay ? i : best);
    sums[i] = (stay ? sums[i] : changed) + own[i];
  }
}

}  // namespace

std::vector<std::string_view> stretches_of(std::string_view line) {
  std::vector<Cell> cells;
  Sums sums{};
  for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(cells.back().bytes.size())) {
    cells.push_back({rest.substr(0, first_cell_end(rest)), {}});
    extend(cells.back(), sums);
  }
  std::vector<std::string_view> stretches;
  std::size_t end = line.size();
  std::size_t reading = best_of(sums);
  for (auto cell = cells.rbegin(); cell != cells.rend(); ++cell) {
    const auto begin = static_cast<std::size_t>(cell->bytes.data() - line.data());
    const std::size_t before = cell->before[reading];
    if (before == reading && begin > 0) continue;
    stretches.push_back(line.substr(begin, end - begin));
    end = begin;
    reading = before;
  }
  std::ranges::reverse(stretches);
  return stretches;
}

}  // namespace ykien::encoding

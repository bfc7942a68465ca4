#include "topic/detail/ngram_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ykien::detail {
namespace {

unsigned bits_for(std::size_t count) noexcept { return static_cast<unsigned>(std::bit_width(count)); }

constexpr std::uint64_t low_bits(unsigned count) noexcept {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

// The numbers of the nodes, the most frequent first as far as `idf` tells.
std::vector<std::uint32_t> by_frequency(std::size_t nodes, std::span<const float> idf) {
  std::vector<std::uint32_t> order(nodes);
  std::iota(order.begin(), order.end(), 0U);
  if (!idf.empty()) std::ranges::stable_sort(order, {}, [idf](std::uint32_t node) { return idf[node]; });
  return order;
}

// The number of units of each node.
std::vector<std::uint32_t> lengths_of(std::span<const Node> nodes) {
  std::vector<std::uint32_t> lengths(nodes.size(), 1);
  for (std::size_t node = 0; node < nodes.size(); ++node) {  // beginnings stand before what they begin
    if (nodes[node].parent != kNone) lengths[node] = lengths[nodes[node].parent] + 1;
  }
  return lengths;
}

}  // namespace

template <typename Line>
std::uint32_t NgramLevel::find_in(Spot spot, std::uint32_t absent) const noexcept {
  const Line& line = line_at<Line>(lines(), spot.offset);
  const auto found = std::ranges::find(line.keys, spot.key);
  return found == line.keys.end() ? absent
                                  : line.base + static_cast<std::uint32_t>(found - line.keys.begin());
}
template std::uint32_t NgramLevel::find_in<NgramLevel::NarrowLine>(Spot, std::uint32_t) const noexcept;
template std::uint32_t NgramLevel::find_in<NgramLevel::WideLine>(Spot, std::uint32_t) const noexcept;

void NgramLevel::choose(unsigned bits, unsigned line_bits, std::uint64_t multiplier) noexcept {
  hash_.mask = low_bits(bits);
  hash_.key_bits = bits - line_bits;
  hash_.key_mask = low_bits(hash_.key_bits);
  hash_.multiplier = multiplier;
}

// Counts the entries of each line; false if one overflows.
bool NgramLevel::count(std::span<const Entry> entries) {
  std::ranges::fill(counts_, std::uint8_t{0});
  return std::ranges::all_of(entries, [this](Entry entry) {
    const Spot home = spot(entry);
    return ++counts_[home.offset >> hash_.line_shift] <= places();
  });
}

template <typename Line>
std::uint32_t NgramLevel::place(std::span<const Entry> entries, std::uint32_t first_row,
                                std::uint32_t absent) {
  lines_.assign((counts_.size() * sizeof(Line) + sizeof(Block) - 1) / sizeof(Block), Block{});
  const std::span lines(reinterpret_cast<Line*>(lines_.data()), counts_.size());
  std::uint32_t row = first_row;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].base = counts_[i] == 0 ? absent : row;
    row += std::exchange(counts_[i], std::uint8_t{0});
  }
  for (const Entry& entry : entries) {
    const Spot home = spot(entry);
    const std::size_t number = home.offset >> hash_.line_shift;
    const std::size_t count = counts_[number]++;
    using Key = typename decltype(Line::keys)::value_type;
    const auto key = static_cast<Key>(home.key);
    std::fill(lines[number].keys.begin() + count,
              count == 0 ? lines[number].keys.end() : lines[number].keys.begin() + count + 1, key);
  }
  counts_ = {};
  return row;
}

// Narrow or wide keys, whichever needs fewer lines; returns the bits of their number.
unsigned NgramLevel::arrange(std::size_t entries, unsigned row_bits) {
  // Entries a line on average, at most: so that hardly any constant has to be given up.
  constexpr std::size_t kUsualNarrow = 6;
  constexpr std::size_t kUsualWide = 8;
  const unsigned bits = row_bits + hash_.unit_bits;
  const unsigned narrow = std::max(bits_for(entries / kUsualNarrow), std::max(bits, 16U) - 16U);
  const unsigned wide = std::max(bits_for(entries / kUsualWide), std::max(bits, 32U) - 32U);
  wide_ = sizeof(WideLine) << wide < sizeof(NarrowLine) << narrow;
  hash_.line_shift = static_cast<unsigned>(std::countr_zero(wide_ ? sizeof(WideLine) : sizeof(NarrowLine)));
  return wide_ ? wide : narrow;
}

std::uint32_t NgramLevel::fill(std::span<const Entry> entries, std::uint32_t rows, std::uint32_t units,
                               std::uint32_t first_row, std::uint32_t absent) {
  constexpr int kTries = 32;  // multipliers for each number of lines
  const unsigned row_bits = bits_for(rows);
  hash_.unit_bits = bits_for(units);
  unsigned line_bits = arrange(entries.size(), row_bits);
  std::uint64_t seed = 0;
  for (bool placed = false; !placed; ++line_bits) {
    counts_.assign(std::size_t{1} << line_bits, 0);
    for (int attempt = 0; attempt < kTries && !placed; ++attempt) {
      choose(std::max(row_bits + hash_.unit_bits, line_bits), line_bits, mix(++seed) | 1);
      placed = count(entries);
    }
  }
  return wide_ ? place<WideLine>(entries, first_row, absent) : place<NarrowLine>(entries, first_row, absent);
}

void NgramTable::build(std::span<const Node> nodes, std::size_t units, std::span<const float> idf) {
  absent_ = static_cast<std::uint32_t>(units);
  rows_ = units + 1;
  levels_.clear();
  row_of_.assign(nodes.size(), absent_);
  unit_rows_.assign(units, absent_);
  const std::vector<std::uint32_t> lengths = lengths_of(nodes);
  std::vector<std::vector<std::uint32_t>> by_length(2);
  for (const std::uint32_t node : by_frequency(nodes.size(), idf)) {
    if (by_length.size() <= lengths[node]) by_length.resize(lengths[node] + 1);
    by_length[lengths[node]].push_back(node);
  }
  std::uint32_t next = 0;
  if (!idf.empty()) {
    for (const std::uint32_t node : by_length[1]) unit_rows_[nodes[node].unit] = next++;
  }
  for (std::uint32_t& row : unit_rows_) row = row == absent_ ? next++ : row;
  for (const std::uint32_t node : by_length[1]) row_of_[node] = unit_rows_[nodes[node].unit];
  for (std::size_t length = 2; length < by_length.size(); ++length) {
    std::vector<NgramLevel::Entry> entries;
    for (const std::uint32_t node : by_length[length]) {
      entries.push_back({row_of_[nodes[node].parent], unit_rows_[nodes[node].unit]});
    }
    NgramLevel& level = levels_.emplace_back();
    const auto first = static_cast<std::uint32_t>(rows_);
    rows_ = level.fill(entries, first, absent_ + 1, first, absent_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      row_of_[by_length[length][i]] = level.find(level.spot(entries[i]), absent_);
    }
  }
}

}  // namespace ykien::detail

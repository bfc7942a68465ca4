#include "topic/detail/ngram_table.h"

#include <algorithm>
#include <cstring>
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

std::uint32_t NgramLevel::key_at(const Line& line, std::size_t place) const noexcept {
  if (!wide_) return line.keys[place];
  std::uint32_t key;
  std::memcpy(&key, &line.keys[2 * place], sizeof key);
  return key;
}

void NgramLevel::set_key(Line& line, std::size_t place, std::uint32_t key) const noexcept {
  if (wide_) {
    std::memcpy(&line.keys[2 * place], &key, sizeof key);
  } else {
    line.keys[place] = static_cast<std::uint16_t>(key);
  }
}

std::uint32_t NgramLevel::matches(const Line& line, std::uint32_t key) const noexcept {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < places(); ++i) found |= std::uint32_t{key_at(line, i) == key} << i;
  return found;
}

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
    return ++counts_[home.offset / kLineBytes] <= places();
  });
}

std::uint32_t NgramLevel::place(std::span<const Entry> entries, std::uint32_t first_row,
                                std::uint32_t absent) {
  std::uint32_t row = first_row;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    lines_[i].base = counts_[i] == 0 ? absent : row;
    row += std::exchange(counts_[i], std::uint8_t{0});
  }
  for (const Entry& entry : entries) {
    const Spot home = spot(entry);
    Line& line = lines_[home.offset / kLineBytes];
    std::uint8_t& count = counts_[home.offset / kLineBytes];
    for (std::size_t i = count; i < (count == 0 ? places() : count + 1U); ++i) set_key(line, i, home.key);
    ++count;
  }
  counts_ = {};
  return row;
}

// Narrow or wide keys, whichever needs fewer lines; returns the bits of their number.
unsigned NgramLevel::arrange(std::size_t entries, unsigned row_bits) {
  constexpr std::size_t kUsual = 16;  // entries a line on average, at most; half as many if they are wide
  const unsigned bits = row_bits + hash_.unit_bits;
  const unsigned narrow = std::max(bits_for(entries / kUsual), std::max(bits, 16U) - 16U);
  const unsigned wide = std::max(bits_for(2 * entries / kUsual), std::max(bits, 32U) - 32U);
  wide_ = wide < narrow;
  return std::min(narrow, wide);
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
  lines_.assign(counts_.size(), Line{});
  return place(entries, first_row, absent);
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

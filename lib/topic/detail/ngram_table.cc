#include "topic/detail/ngram_table.h"

#include <algorithm>

namespace ykien::detail {
namespace {

unsigned bits_for(std::size_t count) noexcept { return static_cast<unsigned>(std::bit_width(count)); }

constexpr std::uint64_t low_bits(unsigned count) noexcept {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

}  // namespace

std::uint32_t NgramLevel::find_lent(std::uint32_t home, std::uint32_t key,
                                    std::uint32_t absent) const noexcept {
  const Line& line = lines_[home + 1];
  const std::uint32_t found = matches(line, key | kGuest);
  if (found == 0) return absent;
  return (line.base & ~kLends) + static_cast<std::uint32_t>(std::countr_zero(found));
}

bool NgramLevel::insert(Line& line, std::uint32_t key) noexcept {
  const auto free = std::ranges::find(line.keys, kNobody);
  if (free == line.keys.end()) return false;
  *free = key;
  return true;
}

void NgramLevel::arrange(unsigned row_bits, unsigned line_bits, std::uint64_t multiplier) {
  const unsigned bits = std::max(row_bits + unit_bits_, line_bits);
  mask_ = low_bits(bits);
  key_bits_ = bits - line_bits;
  key_mask_ = low_bits(key_bits_);
  multiplier_ = multiplier;
  lines_.assign((std::size_t{1} << line_bits) + 1, Line{});
}

// Everyone at home first; who finds no place there is a guest of the next line. False if that is full too.
bool NgramLevel::place(std::span<const Entry> entries) {
  std::vector<Spot> guests;
  for (const Entry& entry : entries) {
    const Spot home = spot(entry);
    if (!insert(lines_[home.line], home.key)) guests.push_back(home);
  }
  return std::ranges::all_of(guests, [this](Spot home) {
    lines_[home.line].base |= kLends;
    return insert(lines_[home.line + 1], home.key | kGuest);
  });
}

void NgramLevel::fill(std::span<const Entry> entries, std::uint32_t rows, std::uint32_t units,
                      std::uint32_t first_row) {
  constexpr int kTries = 4;           // multipliers for each number of lines
  constexpr std::size_t kUsual = 11;  // entries a line on average, at most
  const unsigned row_bits = bits_for(rows);
  unit_bits_ = bits_for(units);
  unsigned line_bits = bits_for(entries.size() / kUsual);
  line_bits = std::max(line_bits, std::max(row_bits + unit_bits_, kMostKeyBits) - kMostKeyBits);
  std::uint64_t seed = 0;
  for (bool placed = false; !placed; ++line_bits) {
    for (int attempt = 0; attempt < kTries && !placed; ++attempt) {
      arrange(row_bits, line_bits, mix(++seed) | 1);
      placed = place(entries);
    }
  }
  std::uint32_t row = first_row;
  for (Line& line : lines_) {
    line.base |= row;
    row += static_cast<std::uint32_t>(kPlaces -
                                      static_cast<std::size_t>(std::ranges::count(line.keys, kNobody)));
  }
}

void NgramTable::build(std::span<const Node> nodes, std::size_t units) {
  absent_ = static_cast<std::uint32_t>(units);
  rows_ = units + 1;
  levels_.clear();
  row_of_.assign(nodes.size(), absent_);
  // Beginnings stand before what they begin, so lengths are known in one pass.
  std::vector<std::uint32_t> lengths(nodes.size(), 1);
  std::vector<std::vector<std::uint32_t>> by_length(2);
  for (std::uint32_t node = 0; node < nodes.size(); ++node) {
    if (nodes[node].parent != kNone) lengths[node] = lengths[nodes[node].parent] + 1;
    if (by_length.size() <= lengths[node]) by_length.resize(lengths[node] + 1);
    by_length[lengths[node]].push_back(node);
  }
  for (const std::uint32_t node : by_length[1]) row_of_[node] = nodes[node].unit;
  for (std::size_t length = 2; length < by_length.size(); ++length) {
    std::vector<NgramLevel::Entry> entries;
    for (const std::uint32_t node : by_length[length]) {
      entries.push_back({row_of_[nodes[node].parent], nodes[node].unit});
    }
    NgramLevel& level = levels_.emplace_back();
    level.fill(entries, static_cast<std::uint32_t>(rows_), absent_ + 1, static_cast<std::uint32_t>(rows_));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      row_of_[by_length[length][i]] = level.find(level.spot(entries[i]), absent_);
    }
    rows_ += entries.size();
  }
}

}  // namespace ykien::detail

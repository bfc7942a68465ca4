#include "text/detail/accent_table.h"

#include <algorithm>
#include <cmath>

namespace ykien::detail {
namespace {

struct Filling {
  AccentBucket bucket;
  std::size_t taken = 0;
};

void put(Filling& filling, const AccentEntry& entry) noexcept {
  filling.bucket.heads[filling.taken] =
      static_cast<std::uint16_t>(AccentTable::head_of(entry.key) | entry.candidate >> 2);
  filling.bucket.tails[filling.taken] = static_cast<std::uint8_t>(entry.candidate << 6 | entry.level);
  ++filling.taken;
}

// The entries of one key, into its bucket or the next ones with room. False when all within reach are full.
bool place(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  std::size_t at = AccentTable::home(entries[0].key, fillings.size());
  for (int spill = 0; spill < kMostSpill; ++spill) {
    while (!entries.empty() && fillings[at].taken < kBucketEntries) {
      put(fillings[at], entries[0]);
      entries = entries.subspan(1);
    }
    if (entries.empty()) return true;
    fillings[at].bucket.full = 1;
    at = at + 1 == fillings.size() ? 0 : at + 1;
  }
  return false;
}

bool fill(std::span<const AccentEntry> entries, std::vector<Filling>& fillings) {
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t end = i;
    while (end < entries.size() && entries[end].key == entries[i].key) ++end;
    if (!place(entries.subspan(i, end - i), fillings)) return false;
    i = end;
  }
  return true;
}

}  // namespace

std::vector<AccentBucket> AccentTable::build(std::span<const AccentEntry> entries, double load) {
  if (entries.empty()) return {};
  auto count =
      static_cast<std::size_t>(std::ceil(static_cast<double>(entries.size()) / (load * kBucketEntries)));
  std::vector<Filling> fillings(count);
  while (!fill(entries, fillings)) fillings.assign(count += count / 16 + 1, {});
  std::vector<AccentBucket> buckets;
  buckets.reserve(count);
  for (const Filling& filling : fillings) buckets.push_back(filling.bucket);
  return buckets;
}

}  // namespace ykien::detail

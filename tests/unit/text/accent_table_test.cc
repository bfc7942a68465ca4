#include "text/detail/accent_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/detail/hash.h"

namespace ykien::detail {
namespace {

using Found = std::vector<std::pair<int, float>>;

Found look(const AccentTable& table, std::uint64_t key) {
  Found found;
  table.each(key,
             [&](std::uint8_t candidate, Score weight) { found.emplace_back(candidate, to_nats(weight)); });
  std::ranges::sort(found);
  return found;
}

std::array<float, kLevels> some_levels() {
  std::array<float, kLevels> levels{};
  for (std::size_t i = 1; i < kLevels; ++i) levels[i] = static_cast<float>(i) / 8 - 4;
  return levels;
}

std::vector<AccentEntry> some_entries(std::size_t contexts) {
  std::vector<AccentEntry> entries;
  for (std::size_t i = 0; i < contexts; ++i) {
    for (std::size_t k = 0; k <= i % 3; ++k) {
      entries.push_back({mix_bits(i), static_cast<std::uint8_t>((i + 7 * k) % 32),
                         static_cast<std::uint8_t>(1 + (i + k) % 63)});
    }
  }
  return entries;
}

TEST(AccentTable, FindsEveryEntryAndFewStrangers) {
  constexpr std::size_t kMany = 20'000;
  const std::vector<AccentEntry> entries = some_entries(kMany);
  const std::array<float, kLevels> levels = some_levels();
  const std::vector<AccentBucket> buckets = AccentTable::build(entries, 0.86);
  EXPECT_LT(buckets.size() * kBucketEntries, entries.size() * 125 / 100);
  const AccentTable table(buckets, levels);
  std::map<std::uint64_t, Found> wanted;
  for (const AccentEntry& entry : entries)
    wanted[entry.key].emplace_back(entry.candidate, levels[entry.level]);
  std::size_t strangers = 0;
  for (auto& [key, own] : wanted) {
    std::ranges::sort(own);
    const Found found = look(table, key);
    EXPECT_TRUE(std::ranges::includes(found, own));
    strangers += found.size() - own.size();
  }
  for (std::size_t i = 0; i < kMany; ++i) strangers += look(table, mix_bits(kMany + i)).size();
  EXPECT_LT(strangers, 2 * kMany / 100);
}

// A window that others may stand beside, and four contexts of it.
AccentLook some_look(std::uint64_t i) {
  AccentLook look;
  look.window = window_of(mix_bits(i));
  look.row = static_cast<std::uint32_t>(i % 5);
  for (std::size_t k = 0; k < AccentLook::kRows; ++k) {
    if ((i + k) % 7 != 0) look.heads[k] = AccentTable::head_of(mix_bits(i) ^ k << kKeptBits);
  }
  return look;
}

std::uint64_t key_of(const AccentLook& look, std::size_t which) {
  return std::uint64_t{look.window} << 32 | std::uint64_t{look.heads[which]} >> 3 << kKeptBits;
}

// Many windows at once as context by context.
TEST(AccentTable, AddsUpWhatEachFinds) {
  const std::array<float, kLevels> levels = some_levels();
  std::vector<AccentEntry> entries = some_entries(20'000);
  for (std::uint8_t k = 0; k < 32; ++k)
    entries.push_back({mix_bits(77'777), k, static_cast<std::uint8_t>(1 + k)});
  const std::vector<AccentBucket> buckets = AccentTable::build(entries, 0.86);
  const AccentTable table(buckets, levels);
  for (std::uint64_t first = 0; first < 25'000; first += 16) {
    std::vector<AccentLook> looks = {some_look(77'777)};
    for (std::uint64_t i = 0; i < 20; ++i) looks.push_back(some_look(first + i));
    std::array<ScoreRow, 9> by_context{}, one_by_one{}, together{}, avx2{};
    for (const AccentLook& look : looks) {
      ASSERT_FALSE(look.alike());
      for (std::size_t k = 0; k < AccentLook::kRows; ++k) {
        if (look.heads[k] == AccentLook::kNothing[k]) continue;
        table.each(key_of(look, k), [&](std::uint8_t candidate, Score weight) {
          by_context[look.row + k][candidate] += weight;
        });
      }
    }
    table.add(looks, together.data());
    table.add_one_by_one(looks, one_by_one.data());
    ASSERT_EQ(by_context, together);
    ASSERT_EQ(by_context, one_by_one);
#if defined(__x86_64__)
    if (!AccentTable::has_avx2()) continue;
    table.add_avx2(looks, avx2.data());
    ASSERT_EQ(by_context, avx2);
#endif
  }
}

TEST(AccentTable, KnowsHeadsThatAreAlike) {
  AccentLook look;
  EXPECT_FALSE(look.alike());
  for (std::size_t i = 0; i < AccentLook::kRows; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      look.heads = AccentLook::kNothing;
      look.heads[i] = look.heads[k] = 64;
      EXPECT_TRUE(look.alike());
    }
  }
}

// Older files only say that something stands in the next bucket.
TEST(AccentTable, FollowsBucketsThatDoNotSayWhatSpilled) {
  const std::array<float, kLevels> levels = some_levels();
  const std::vector<AccentEntry> entries = some_entries(5'000);
  std::vector<AccentBucket> buckets = AccentTable::build(entries, 0.95);
  std::size_t full = 0;
  for (AccentBucket& bucket : buckets) {
    EXPECT_NE(bucket.spilled, kAnySpilled);
    full += bucket.spilled != 0 ? 1 : 0;
    if (bucket.spilled != 0) bucket.spilled = kAnySpilled;
  }
  ASSERT_GT(full, 10U);
  const AccentTable table(buckets, levels);
  std::map<std::uint64_t, Found> wanted;
  for (const AccentEntry& entry : entries)
    wanted[entry.key].emplace_back(entry.candidate, levels[entry.level]);
  for (auto& [key, own] : wanted) {
    std::ranges::sort(own);
    EXPECT_TRUE(std::ranges::includes(look(table, key), own));
  }
}

TEST(AccentTable, WithoutEntriesFindsNothing) {
  EXPECT_TRUE(AccentTable::build({}, 0.9).empty());
  EXPECT_TRUE(look(AccentTable(), 12345).empty());
  std::array<ScoreRow, 9> rows{};
  AccentTable().add(std::vector<AccentLook>{some_look(1)}, rows.data());
  EXPECT_EQ(rows, (std::array<ScoreRow, 9>{}));
}

TEST(AccentTable, NoLooksNeedNoRows) {
  const std::vector<AccentBucket> buckets = AccentTable::build(some_entries(10), 0.5);
  const AccentTable table(buckets, some_levels());
  table.add(std::span<const AccentLook>(), nullptr);
  table.add_one_by_one(std::span<const AccentLook>(), nullptr);
  EXPECT_FALSE(look(table, mix_bits(0)).empty());
}

TEST(AccentTable, ManyCandidatesOfOneContextSpill) {
  std::vector<AccentEntry> entries;
  for (std::uint8_t k = 0; k < 32; ++k) entries.push_back({42, k, 63});
  const std::array<float, kLevels> levels = some_levels();
  const std::vector<AccentBucket> buckets = AccentTable::build(entries, 0.5);
  EXPECT_EQ(look(AccentTable(buckets, levels), 42).size(), 32U);
}

}  // namespace
}  // namespace ykien::detail

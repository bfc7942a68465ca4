// AccentChain gives what the lattice gives that is written to be read, bit for bit.
#include "text/detail/accent_chain.h"

#include <gtest/gtest.h>

#include <bit>

#include "base/detail/random.h"
#include "support_accents.h"
#include "text/detail/accent_lattice.h"
#include "text/detail/accent_text.h"

namespace ykien::detail {
namespace {

constexpr Beam kBeam = {AccentChain::kWidth, to_nats(AccentChain::kReachOfBeam), AccentChain::kPairFactor};

using Units = std::vector<AccentUnit>;

Units framed(std::string_view text, const AccentLexicon& lexicon) {
  const Normalized folded = normalize(text);
  Units units(kReach, border_unit());
  UnitReader(lexicon, AccentSpellings::of_accented).read(text, folded, tokenize(folded.text), units);
  units.insert(units.end(), kReach, border_unit());
  return units;
}

bool takes_part(const AccentUnit& unit) noexcept {
  return unit.set != kNoSet && (!unit.accented || unit.spelling != kUnknownSpelling);
}

// How many syllables were compared.
std::size_t compare_run(const AccentData& data, const AccentUnit* first, std::size_t size,
                        AccentChain& chain) {
  AccentLattice<AccentTable> lattice(data.lexicon, data.table, kBeam);
  lattice.open(first, size);
  lattice.choose([](const AccentUnit&) { return kUnknownSpelling; },
                 [](const AccentUnit& unit) { return unit.accented; });
  lattice.sum();
  const auto nodes = chain.weigh(first, size);
  EXPECT_EQ(nodes.size(), size);
  for (std::size_t i = 0; i < size; ++i) {
    const LatticeNode& wanted = lattice.nodes()[i];
    EXPECT_EQ(nodes[i].size, wanted.size);
    for (std::size_t k = 0; k < wanted.size; ++k) {
      EXPECT_EQ(nodes[i].candidates[k], wanted.candidates[k]);
      EXPECT_EQ(std::bit_cast<std::uint32_t>(nodes[i].posterior(k)),
                std::bit_cast<std::uint32_t>(wanted.posterior(k)));
    }
  }
  return size;
}

std::size_t compare(const AccentModel& model, std::string_view text, AccentChain& chain) {
  const Units units = framed(text, model.data().lexicon);
  std::size_t compared = 0;
  for (std::size_t at = kReach; at + kReach < units.size();) {
    std::size_t end = at;
    while (takes_part(units[end])) ++end;
    if (end > at) compared += compare_run(model.data(), &units[at], end - at, chain);
    at = end + 1;
  }
  return compared;
}

std::string in_capitals(std::string text) {
  for (char& byte : text) byte = byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
  return text;
}

std::vector<std::string> words() {
  std::vector<std::string> all = {",", "12", "xyzzy", "The", "!", "Đường", "tiền", "a"};
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string plain = test::plain(sentence);
    for (const Token& token : tokenize(plain)) {
      all.emplace_back(slice(plain, token.range));
      all.push_back(in_capitals(all.back().substr(0, 1)) + all.back().substr(1));
    }
  }
  return all;
}

void compare_sentences(const AccentModel& model) {
  AccentChain chain(model.data());
  std::size_t compared = 0;
  for (const std::string& sentence : test::accented_sentences()) {
    compared += compare(model, sentence, chain);
    compared += compare(model, test::plain(sentence), chain);
    compared += compare(model, in_capitals(test::plain(sentence)), chain);
  }
  EXPECT_GT(compared, 1000U);
}

TEST(AccentChain, EqualsTheLatticeOnSentences) { compare_sentences(test::small_accent_model()); }

TEST(AccentChain, EqualsTheLatticeWithTheShippedModel) {
  const AccentModel* const model = test::shipped_accent_model();
  if (model == nullptr) GTEST_SKIP() << "built without models/accents/accents.model";
  compare_sentences(*model);
}

// Runs of each length, of words in any order.
TEST(AccentChain, EqualsTheLatticeOnRunsOfEachLength) {
  const std::vector<std::string> all = words();
  const AccentModel& model = test::small_accent_model();
  AccentChain chain(model.data());
  SplitMix64 random(7);
  for (std::size_t length = 1; length <= 64; ++length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += all[random.below(all.size())] + " ";
    compare(model, text, chain);
  }
}

// Any content of the table is safe, and the same to both.
TEST(AccentChain, EqualsTheLatticeOnAnyTable) {
  AccentData data;
  ASSERT_TRUE(data.lexicon.build(
      std::vector<PlainSyllable>(test::small_accent_model().data().lexicon.syllables().begin(),
                                 test::small_accent_model().data().lexicon.syllables().end())));
  SplitMix64 random(11);
  for (std::size_t i = 1; i < kLevels; ++i) data.levels[i] = static_cast<float>(random.uniform() * 8 - 4);
  data.buckets.resize(16);
  const std::vector<std::string> all = words();
  for (int round = 0; round < 50; ++round) {
    for (AccentBucket& bucket : data.buckets) {
      const auto bytes = reinterpret_cast<unsigned char*>(&bucket);
      for (std::size_t i = 0; i < sizeof bucket; ++i)
        bytes[i] = static_cast<unsigned char>(random.below(256));
    }
    const AccentModel model = AccentModel::from_bytes(write_accent_data(data));
    AccentChain chain(model.data());
    std::string text;
    for (int i = 0; i < 40; ++i) text += all[random.below(all.size())] + " ";
    compare(model, text, chain);
  }
}

}  // namespace
}  // namespace ykien::detail

// The parts of the fused path, each against its plain counterpart, and the loops of every instruction set
// against each other.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <span>

#include "support_model.h"
#include "support_text.h"
#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "topic/fit/random.h"
#include "ykien/topic/classify.h"

namespace ykien {
namespace {

using detail::kNone;
using detail::NgramTable;
using detail::Node;

// Random n-grams of up to three units, each with its beginning, some units in very many of them.
std::vector<Node> random_nodes(std::uint32_t units, std::size_t count) {
  detail::SplitMix64 random(7);
  std::vector<Node> nodes;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (std::uint32_t unit = 0; unit < units; unit += 2) nodes.push_back({kNone, unit});
  while (nodes.size() < count) {
    const std::uint64_t among = random.below(2) == 0 ? 3 : nodes.size();
    const auto parent = static_cast<std::uint32_t>(random.below(among));
    const bool long_enough = nodes[parent].parent != kNone && nodes[nodes[parent].parent].parent != kNone;
    const auto unit = static_cast<std::uint32_t>(random.below(units));
    if (!long_enough && seen.insert({parent, unit}).second) nodes.push_back({parent, unit});
  }
  return nodes;
}

std::size_t length_of(const std::vector<Node>& nodes, std::uint32_t node) {
  std::size_t length = 1;
  for (; nodes[node].parent != kNone; node = nodes[node].parent) ++length;
  return length;
}

TEST(NgramTable, FindsEveryNgramAndNoOther) {
  for (const std::size_t count : {10U, 400U, 5000U, 60000U}) {
    const std::uint32_t units = count < 100 ? 4 : 300;
    const std::vector<Node> nodes = random_nodes(units, count);
    NgramTable table;
    table.build(nodes, units);
    ASSERT_EQ(table.unit_rows().size(), units);
    std::set<std::uint32_t> rows;
    std::set<std::pair<std::uint32_t, std::uint32_t>> there;
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      EXPECT_LT(table.row_of()[i], table.rows());
      EXPECT_NE(table.row_of()[i], table.absent());
      EXPECT_TRUE(rows.insert(table.row_of()[i]).second) << "two n-grams share a row";
      const std::size_t length = length_of(nodes, i);
      if (length == 1) continue;
      const detail::NgramLevel& level = table.levels()[length - 2];
      there.insert({table.row_of()[nodes[i].parent], nodes[i].unit});
      EXPECT_EQ(level.find(level.spot({table.row_of()[nodes[i].parent], nodes[i].unit}), table.absent()),
                table.row_of()[i]);
    }
    for (std::uint32_t row = 0; row < units; ++row) {
      for (std::uint32_t unit = 0; unit <= units; ++unit) {
        if (there.contains({row, unit})) continue;
        ASSERT_EQ(table.levels()[0].find(table.levels()[0].spot({row, unit}), table.absent()),
                  table.absent());
      }
    }
  }
}

// With the idf frequent n-grams stand side by side; what is found stays the same.
TEST(NgramTable, FrequentNgramsComeFirst) {
  constexpr std::uint32_t kUnits = 300;
  const std::vector<Node> nodes = random_nodes(kUnits, 5000);
  detail::SplitMix64 random(3);
  std::vector<float> idf;
  for (std::size_t i = 0; i < nodes.size(); ++i) idf.push_back(static_cast<float>(random.below(1000)));
  NgramTable table;
  table.build(nodes, kUnits, idf);
  std::set<std::uint32_t> unit_rows(table.unit_rows().begin(), table.unit_rows().end());
  EXPECT_EQ(unit_rows.size(), kUnits);
  EXPECT_EQ(*unit_rows.rbegin(), kUnits - 1);
  std::set<std::uint32_t> rows;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    EXPECT_TRUE(rows.insert(table.row_of()[i]).second) << "two n-grams share a row";
    if (nodes[i].parent == kNone) {
      EXPECT_EQ(table.row_of()[i], table.unit_rows()[nodes[i].unit]);
      continue;
    }
    const detail::NgramLevel& level = table.levels()[length_of(nodes, static_cast<std::uint32_t>(i)) - 2];
    const detail::NgramLevel::Entry entry{table.row_of()[nodes[i].parent], table.unit_rows()[nodes[i].unit]};
    EXPECT_EQ(level.find(level.spot(entry), table.absent()), table.row_of()[i]);
  }
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const bool singles = nodes[i].parent == kNone && nodes[i - 1].parent == kNone;
    EXPECT_TRUE(!singles || idf[i - 1] >= idf[i] || table.row_of()[i - 1] < table.row_of()[i]);
  }
}

TEST(SurfaceTable, KeepsWhatItMustAndFindsNothingElse) {
  detail::SurfaceTable table;
  table.reset(1024, 1);
  const auto key_of = [](std::string text) {
    const std::size_t length = text.size();
    text.resize(std::max<std::size_t>(16, length), 'x');  // bytes after the piece must not count
    detail::SurfaceKey key;
    detail::make_key(text.data(), length, key);
    return key;
  };
  EXPECT_EQ(key_of(""), detail::SurfaceKey{});
  EXPECT_NE(key_of("a"), key_of(std::string("a\0", 2)));
  EXPECT_FALSE(table.find(key_of("")));
  const auto units_of = [](int number, bool kept) {
    detail::Surface surface;
    surface.units[0] = static_cast<std::uint32_t>(number);
    surface.kept = kept;
    return surface;
  };
  std::size_t kept = 0;
  std::vector<std::string> refused;
  for (int i = 0; i < 3000; ++i) {
    const bool inserted = table.insert(key_of(std::to_string(i)), units_of(i, true));
    kept += inserted ? 1 : 0;
    if (!inserted) refused.push_back(std::to_string(i));
  }
  EXPECT_EQ(kept + refused.size(), 3000U);
  EXPECT_GT(kept, 1500U);
  EXPECT_FALSE(refused.empty());
  for (int i = 3000; i < 9000; ++i)
    table.insert(key_of(std::to_string(i)), units_of(i, false));  // passers-by
  std::size_t found = 0;                                          // they never drive out what is kept
  for (int i = 0; i < 3000; ++i) {
    const std::optional<detail::Surface> surface = table.find(key_of(std::to_string(i)));
    if (!surface) continue;
    ++found;
    EXPECT_EQ(surface->units[0], static_cast<std::uint32_t>(i));
    EXPECT_TRUE(surface->kept);
  }
  EXPECT_EQ(found, kept);
}

TEST(SurfaceTable, TellsWhatIsSilentAndWhatHadToMakeRoom) {
  detail::SurfaceTable table;
  table.reset(2, 2);  // eight places
  const auto key_of = [](const std::string& text) {
    std::array<char, 16> bytes{};
    std::ranges::copy(text, bytes.begin());
    detail::SurfaceKey key;
    detail::make_key(bytes.data(), text.size(), key);
    return key;
  };
  detail::Surface dash;
  dash.silent = dash.kept = true;
  EXPECT_TRUE(table.insert(key_of("-"), dash));
  std::size_t placed = 1;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const detail::SurfaceKey key = key_of("w" + std::to_string(i));
    const std::uint32_t changes = table.changes();
    placed += table.insert(key, {{i, i + 100}}) ? 1 : 0;
    EXPECT_NE(table.changes(), changes);
    ASSERT_TRUE(table.find(key));  // whether or not another made room for it
    EXPECT_EQ(table.find(key)->units[1], i + 100);
    EXPECT_FALSE(table.find(key)->silent);
  }
  EXPECT_EQ(placed, 8U);  // the others drove one out
  ASSERT_TRUE(table.find(key_of("-")));
  EXPECT_TRUE(table.find(key_of("-"))->silent);
}

// Pairs and single words come and go; what is said of a piece is what was said last, to the end of each line.
TEST(SurfaceTable, KeepsPairsWholeWhateverMakesRoomForWhat) {
  for (const std::size_t streams : {std::size_t{1}, std::size_t{2}}) {
    detail::SurfaceTable table;
    table.reset(8, streams);
    const auto key_of = [](std::uint64_t number) {
      std::array<char, 16> bytes{};
      std::memcpy(bytes.data(), &number, sizeof number);
      detail::SurfaceKey key;
      detail::make_key(bytes.data(), 1 + number % 8, key);
      return key;
    };
    detail::SplitMix64 random(streams);
    std::size_t pairs = 0, singles = 0, full = 0;
    for (int i = 0; i < 20'000; ++i) {
      const std::uint64_t number = random.below(200);
      const detail::SurfaceKey key = key_of(number);
      const auto unit = static_cast<std::uint32_t>(10 * number);
      const bool pair = number % 3 == 0;
      if (const std::uint32_t meaning = table.meaning(key); meaning == 0) {
        const bool kept = !pair && number % 50 == 1;
        const bool there = pair ? table.insert_pair(key, {unit, unit + 1}, {unit + 2, unit + 3}, 2, 1)
                                : table.insert(key, {{unit, unit + 1}, true, false, kept, false});
        full += there ? 0 : 1;
      } else if (pair) {
        ASSERT_TRUE(detail::is_pair(meaning));
        EXPECT_FALSE(table.find(key));
        const detail::SurfacePair found = table.pair_at(table.offset_of(key), key);
        for (std::size_t token = 0; token < 2; ++token) {
          const std::uint32_t id = found.units[token];
          for (std::uint32_t s = 0; s < streams; ++s)
            ASSERT_EQ(table.unit_of(id, s), unit + 2 * token + s) << i;
        }
        EXPECT_EQ(found.syllables, 2);
        EXPECT_EQ(found.accented, 1);
        ++pairs;
      } else {
        ASSERT_FALSE(detail::is_pair(meaning));
        for (std::uint32_t s = 0; s < streams; ++s) ASSERT_EQ(table.unit_of(meaning, s), unit + s) << i;
        EXPECT_TRUE(table.find(key)->syllable);
        ++singles;
      }
    }
    EXPECT_GT(pairs, 200U);
    EXPECT_GT(singles, 200U);
    EXPECT_GT(full, 200U);
  }
}

// More words than the table of surfaces has places, each twice side by side, among words that the model
// knows.
std::string new_words() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    std::string word = "q";
    for (int left = i; left != 0; left /= 26) word += static_cast<char>('a' + left % 26);
    text += word + ' ' + word + (i % 3 == 0 ? " - đường " : " tổ dân phố ");
  }
  return text;
}

// The same of pieces of two and of three words.
std::string new_pairs() {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    const std::string number = std::to_string(i);
    const std::string piece = i % 7 == 0 ? "tổ.a/v" + number : i % 3 == 0 ? "“q" + number : "TP.h" + number;
    text += piece + ' ' + piece + " phố ";
  }
  return text;
}

std::vector<std::string> texts_of_every_kind() {
  std::vector<std::string> texts;
  for (const std::string_view text : test::some_texts()) {
    for (const test::Form form : test::kForms) texts.push_back(test::in_form(text, form));
    for (std::size_t size = 0; size <= 70 && size <= text.size(); ++size)
      texts.emplace_back(text.substr(0, size));
  }
  std::string many;
  while (many.size() < (1 << 20)) many += test::some_texts()[many.size() % 7];
  texts.push_back(many);
  texts.push_back(std::string(1 << 20, ' ') + "đường");
  std::string repeated;
  for (int i = 0; i < 300; ++i) repeated += "tổ dân phố ";
  texts.push_back(repeated);
  texts.push_back(new_words());
  texts.push_back(new_pairs());
  return texts;
}

// The sums of the texts' rows, so many texts at a time, at most.
std::vector<float> sums_of(const detail::FusedLoops& loops, const detail::FusedTables& tables,
                           const std::vector<std::string>& texts, std::size_t at_once) {
  Workspace workspace;
  Workspace::Buffers& work = workspace.buffers();
  work.adopt(tables);
  std::vector<std::string_view> views(texts.begin(), texts.end());
  std::vector<float> sums(texts.size() * tables.stride);
  for (std::size_t at = 0; at < views.size();) {
    const std::span<const std::string_view> next =
        std::span(views).subspan(at, std::min(at_once, views.size() - at));
    const std::span<detail::Passage> passages = std::span(work.passages).first(detail::together(next));
    for (std::size_t i = 0; i < passages.size(); ++i) passages[i].text = next[i];
    loops.add_up(tables, passages, work, &sums[at * tables.stride], detail::Pass::sums);
    at += passages.size();
  }
  for (const std::uint16_t count : work.counts) EXPECT_EQ(count, 0);
  return sums;
}

class FusedLoopsOf : public testing::TestWithParam<const char*> {
 protected:
  // The loops named, or nullptr.
  static const detail::FusedLoops* loops() {
    const auto found =
        std::ranges::find(detail::fused_loops(), std::string_view(GetParam()),
                          [](const detail::FusedLoops& one) { return std::string_view(one.name); });
    return found == detail::fused_loops().end() ? nullptr : &*found;
  }
};

TEST_P(FusedLoopsOf, GiveTheBitsOfThePortableOnesOneTextOrManyAtATime) {
  if (loops() == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
  const std::vector<std::string> texts = texts_of_every_kind();
  FeatureOptions three_streams = test::two_streams();
  three_streams.streams.push_back({StreamKind::plain, 2, 4, 0.5F});
  FeatureOptions of_their_own = test::two_streams();
  of_their_own.streams[1].kind = StreamKind::unaccented;
  for (const FeatureOptions& options : {test::two_streams(), three_streams, of_their_own}) {
    for (const std::size_t topics : {2U, 7U, 8U, 10U, 17U, 64U}) {
      const Model model = test::toy_model(options, 1, topics);
      const detail::FusedTables tables(model);
      const std::vector<float> wanted = sums_of(detail::fused_loops().front(), tables, texts, 1);
      for (const std::size_t at_once : {std::size_t{1}, std::size_t{3}, detail::kTogether}) {
        const std::vector<float> found = sums_of(*loops(), tables, texts, at_once);
        for (std::size_t i = 0; i < texts.size(); ++i) {
          ASSERT_EQ(0, std::memcmp(&wanted[i * tables.stride], &found[i * tables.stride],
                                   tables.stride * sizeof(float)))
              << at_once << " at once: " << texts[i].substr(0, 80);
        }
      }
    }
  }
}

// Decisions of eight texts at a time, each the same to the bit as alone, whatever the thresholds and sums.
TEST_P(FusedLoopsOf, DecideEightTextsAsOne) {
  if (loops() == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
  detail::SplitMix64 random(11);
  const auto number = [&] { return static_cast<float>(random.below(2000)) / 50.0F - 20; };
  for (std::size_t topics = 2; topics <= 9; ++topics) {
    const Model model = test::toy_model(test::two_streams(), 1, topics);
    const detail::FusedTables tables(model);
    for (int round = 0; round < 200; ++round) {
      std::vector<float> sums(8 * tables.stride);
      for (std::size_t i = 0; i < 8; ++i) {
        float* const text = &sums[i * tables.stride];
        for (std::size_t k = 0; k < topics; ++k)
          text[k] = random.below(4) == 0 ? 1.5F : number();  // ties too
        text[topics] = random.below(8) == 0 ? 0 : number() + 21;
      }
      std::array<Decision, 8> together;
      loops()->decide(tables, sums.data(), together);
      for (std::size_t i = 0; i < 8; ++i) {
        Decision alone;
        tables.decide(&sums[i * tables.stride], alone);
        ASSERT_EQ(0, std::memcmp(alone.probabilities().data(), together[i].probabilities().data(),
                                 topics * sizeof(float)));
        ASSERT_TRUE(std::ranges::equal(alone.ranked(), together[i].ranked())) << topics;
        ASSERT_TRUE(std::ranges::equal(alone.secondary(), together[i].secondary()));
        ASSERT_EQ(alone.needs_review(), together[i].needs_review());
      }
    }
  }
}

// Texts that end where readable memory ends, and begin where it begins.
TEST_P(FusedLoopsOf, ReadNothingBeyondTheText) {
  if (loops() == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* const mapped = mmap(nullptr, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  char* const begin = static_cast<char*>(mapped) + page;
  char* const end = begin + page;
  ASSERT_EQ(0, mprotect(mapped, page, PROT_NONE));
  ASSERT_EQ(0, mprotect(end, page, PROT_NONE));
  const Model model = test::toy_model();
  const detail::FusedTables tables(model);
  Workspace workspace;
  workspace.buffers().adopt(tables);
  const auto sums_at = [&](const char* text, std::size_t size) {
    std::vector<float> sums(tables.stride);
    detail::Passage passage;
    passage.text = {text, size};
    loops()->add_up(tables, {&passage, 1}, workspace.buffers(), sums.data(), detail::Pass::sums);
    return sums;
  };
  for (const std::string& text : texts_of_every_kind()) {
    const std::size_t size = std::min(text.size(), page);
    const std::vector<float> wanted = sums_at(text.data(), size);
    std::memcpy(end - size, text.data(), size);
    EXPECT_EQ(sums_at(end - size, size), wanted);
    std::memcpy(begin, text.data(), size);
    EXPECT_EQ(sums_at(begin, size), wanted);
  }
  munmap(mapped, 3 * page);
}

INSTANTIATE_TEST_SUITE_P(All, FusedLoopsOf, testing::Values("portable", "avx2", "avx512"),
                         [](const testing::TestParamInfo<const char*>& loops) { return loops.param; });

TEST(FusedLoops, EqualTheStagesForEveryNumberOfStreamsAndTopics) {
  for (std::size_t streams = 1; streams <= 5; ++streams) {
    FeatureOptions options;
    options.streams.clear();
    options.mark_start = streams % 2 == 0;
    for (std::uint32_t s = 0; s < streams; ++s) {
      constexpr StreamKind kKinds[] = {StreamKind::accented, StreamKind::plain, StreamKind::accented,
                                       StreamKind::unaccented, StreamKind::unaccented};
      const StreamKind kind = kKinds[(s + streams / 2) % 5];
      options.streams.push_back({kind, 1 + s / 3, 2 + s / 2, 1.0F / static_cast<float>(s + 1)});
    }
    const Model model = test::toy_model(options, 1, 5 + 4 * streams);
    const Classifier classifier(model);
    Workspace workspace;
    for (const std::string& text : texts_of_every_kind()) {
      const Decision fast = classifier.classify(text, workspace);
      const Decision slow = classify_by_stages(model, text);
      for (std::size_t k = 0; k < fast.probabilities().size(); ++k) {
        ASSERT_NEAR(fast.probabilities()[k], slow.probabilities()[k], 1e-5)
            << streams << ": " << text.substr(0, 80);
      }
      ASSERT_EQ(fast.needs_review(), slow.needs_review());
    }
  }
}

}  // namespace
}  // namespace ykien

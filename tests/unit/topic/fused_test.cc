// The parts of the fused path, each against its plain counterpart, and the loops of every instruction set
// against each other.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <set>

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
        ASSERT_EQ(table.levels()[0].find(table.levels()[0].spot({row, unit}), table.absent()), table.absent());
      }
    }
  }
}

TEST(SurfaceTable, KeepsWhatItMustAndFindsNothingElse) {
  detail::SurfaceTable table;
  table.reset(0);
  const auto key_of = [](std::string text) {
    const std::size_t length = text.size();
    text.resize(std::max<std::size_t>(16, length), 'x');  // bytes after the piece must not count
    detail::SurfaceKey key;
    detail::make_key(text.data(), length, key);
    return key;
  };
  EXPECT_EQ(key_of(""), detail::SurfaceKey{});
  EXPECT_NE(key_of("a"), key_of(std::string("a\0", 2)));
  EXPECT_NE(table.find(key_of(""), table.line_of(key_of(""))), nullptr);
  std::size_t kept = 0;
  std::vector<std::string> refused;
  for (int i = 0; i < 3000; ++i) {
    detail::Surface surface;
    surface.key = key_of(std::to_string(i));
    surface.units[0] = static_cast<std::uint32_t>(i);
    surface.kept = true;
    if (table.insert(surface, table.line_of(surface.key))) {
      ++kept;
    } else {
      refused.push_back(std::to_string(i));
    }
  }
  EXPECT_EQ(kept + refused.size(), 3000U);
  EXPECT_GT(kept, 1500U);
  EXPECT_FALSE(refused.empty());
  for (int i = 3000; i < 9000; ++i) {  // passers-by never drive out what is kept
    detail::Surface surface;
    surface.key = key_of(std::to_string(i));
    table.insert(surface, table.line_of(surface.key));
  }
  std::size_t found = 0;
  for (int i = 0; i < 3000; ++i) {
    const detail::SurfaceKey key = key_of(std::to_string(i));
    const detail::Surface* const surface = table.find(key, table.line_of(key));
    if (surface == nullptr) continue;
    ++found;
    EXPECT_EQ(surface->units[0], static_cast<std::uint32_t>(i));
  }
  EXPECT_EQ(found, kept);
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
  return texts;
}

TEST(FusedLoops, AllInstructionSetsGiveTheSameBits) {
  for (const std::size_t topics : {2U, 7U, 8U, 10U, 17U, 64U}) {
    const Model model = test::toy_model(test::two_streams(), 1, topics);
    const detail::FusedTables tables(model);
    std::vector<std::vector<float>> wanted;
    for (const detail::FusedLoops& loops : detail::fused_loops()) {
      Workspace workspace;
      workspace.buffers().adopt(tables);
      std::size_t i = 0;
      for (const std::string& text : texts_of_every_kind()) {
        std::vector<float> sums(tables.stride);
        loops.add_up(tables, text, workspace.buffers(), sums.data());
        if (loops.add_up == detail::fused_loops().front().add_up) {
          wanted.push_back(sums);
        } else {
          ASSERT_EQ(0, std::memcmp(wanted[i].data(), sums.data(), sums.size() * sizeof(float)))
              << loops.name << ": " << text.substr(0, 80);
        }
        ++i;
      }
    }
  }
}

TEST(FusedLoops, EqualTheStagesForEveryNumberOfStreamsAndTopics) {
  for (std::size_t streams = 1; streams <= 5; ++streams) {
    FeatureOptions options;
    options.streams.clear();
    for (std::uint32_t s = 0; s < streams; ++s) {
      const StreamKind kind = s % 2 == 0 ? StreamKind::accented : StreamKind::plain;
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

// A text that ends where readable memory ends.
TEST(FusedLoops, ReadNothingBeyondTheText) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* const mapped = mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  char* const end = static_cast<char*>(mapped) + page;
  ASSERT_EQ(0, mprotect(end, page, PROT_NONE));
  const Classifier classifier(test::toy_model());
  Workspace workspace;
  const std::string_view text = test::some_texts()[1];
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::memcpy(end - size, text.data(), size);
    const Decision there = classifier.classify({end - size, size}, workspace);
    EXPECT_EQ(there.topic(), classifier.classify(std::string(text.substr(0, size)), workspace).topic());
  }
  munmap(mapped, 2 * page);
}

}  // namespace
}  // namespace ykien

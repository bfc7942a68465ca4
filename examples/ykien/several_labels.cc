#include "several_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <string_view>
#include <utility>

#include "process.h"
#include "study_validation.h"
#include "terminal.h"
#include "validation_file.h"

namespace ykien::program {
namespace {

constexpr std::uint32_t kMostFolds = 20;
constexpr std::uint32_t kLeastFolds = 2;
constexpr std::size_t kOddPart = 100;  // 1 pair in so many in its unusual order is a slip

std::size_t texts_of_several(const LabelledTable& table) {
  return static_cast<std::size_t>(
      std::ranges::count_if(table.rows, [](const LabelledRow& row) { return row.own > 1; }));
}

// How often one label stood somewhere before another in a cell.
using PairCounts = std::map<std::pair<std::string_view, std::string_view>, std::size_t>;

PairCounts pairs_of(const LabelledTable& table) {
  PairCounts pairs;
  for (const LabelledRow& row : table.rows) {
    for (std::size_t i = 0; i < row.own; ++i) {
      for (std::size_t j = i + 1; j < row.own; ++j) ++pairs[{row.labels[i], row.labels[j]}];
    }
  }
  return pairs;
}

}  // namespace

LabelOrder label_order(const LabelledTable& table) {
  if (!are_several(texts_of_several(table), table.rows.size())) return LabelOrder::one;
  const PairCounts pairs = pairs_of(table);
  std::size_t all = 0;
  std::size_t odd = 0;
  for (const auto& [pair, count] : pairs) {
    const auto reverse = pairs.find({pair.second, pair.first});
    const std::size_t other = reverse == pairs.end() ? 0 : reverse->second;
    all += count;
    odd += count < other || (count == other && pair.first < pair.second) ? count : 0;
  }
  return odd * kOddPart > all ? LabelOrder::first : LabelOrder::no_order;
}

void draw_first_labels(std::uint64_t seed, LabelledTable& table) {
  std::mt19937_64 random(seed);
  for (LabelledRow& row : table.rows) {
    if (row.own > 1) std::swap(row.labels[0], row.labels[random() % row.own]);
  }
}

std::uint32_t folds_for_equal_labels(const LabelledTable& table) {
  std::map<std::string, std::uint32_t> texts;
  for (const LabelledRow& row : table.rows) ++texts[row.labels[0]];
  std::uint32_t folds = kMostFolds;
  for (const auto& [label, count] : texts) folds = std::min(folds, count);
  return std::max(folds, kLeastFolds);
}

void tell_of_labels(const LabelledTable& table, bool equal) {
  if (label_order(table) == LabelOrder::one) return;
  const std::string several = counted(texts_of_several(table), "text");
  say(equal ? fmt::format("several labels in {}, none the first: each text was learnt for one of its own, "
                          "drawn by lot; "
                          "where the first is the topic, use --first-label",
                          several)
            : fmt::format(
                  "several labels in {}: the first was learnt; where none is the first, use --equal-labels",
                  several));
}

std::string out_of_fold_csv(const LabelledTable& table, const Trained& trained, bool equal) {
  std::vector<std::vector<std::uint32_t>> labels;
  for (const std::uint32_t text : trained.searched) {
    const LabelledRow& row = table.rows[text];
    labels.emplace_back();
    for (std::size_t i = 0; i < (equal ? row.own : 1); ++i)
      labels.back().push_back(trained.model.topic_index(row.labels[i]));
  }
  return validation_csv(trained.model, trained.out_of_fold, labels);
}

}  // namespace ykien::program

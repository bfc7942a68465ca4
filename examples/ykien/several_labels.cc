#include "several_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

#include "process.h"
#include "terminal.h"
#include "validation_file.h"

namespace ykien::program {
namespace {

constexpr std::uint32_t kMostFolds = 20;
constexpr std::uint32_t kLeastFolds = 2;
constexpr std::size_t kSeveralPart = 20;  // 1 text in so many with several labels is worth a word

}  // namespace

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

void hint_at_equal_labels(const LabelledTable& table) {
  const auto several = static_cast<std::size_t>(
      std::ranges::count_if(table.rows, [](const LabelledRow& row) { return row.own > 1; }));
  if (several * kSeveralPart <= table.rows.size()) return;
  say(fmt::format("several labels in {}: the first was learnt; where none is the first, use --equal-labels",
                  counted(several, "text")));
}

std::string out_of_fold_csv(const LabelledTable& table, const Trained& trained) {
  std::vector<std::vector<std::uint32_t>> labels;
  for (const std::uint32_t text : trained.searched) {
    const LabelledRow& row = table.rows[text];
    labels.emplace_back();
    for (std::size_t i = 0; i < row.own; ++i)
      labels.back().push_back(trained.model.topic_index(row.labels[i]));
  }
  return validation_csv(trained.model, trained.out_of_fold, labels);
}

}  // namespace ykien::program

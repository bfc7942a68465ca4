#include "topic/fit/folds.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "topic/fit/random.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::SplitMix64;

void check_folds(std::uint32_t folds, std::size_t units, const char* name) {
  if (folds >= 2 && folds <= units) return;
  throw Error(ErrorCode::usage, "cross-validation",
              std::to_string(folds) + " folds cannot be made of " + std::to_string(units) + " " + name,
              "take at least 2 folds and no more than " + std::string(name));
}

std::uint32_t class_count(std::span<const std::uint32_t> labels) {
  return labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end()) + 1;
}

struct Group {
  std::uint64_t key = 0;  // random
  std::vector<std::uint32_t> rows;
  std::map<std::uint32_t, double> rows_of_class;
};

// The largest first, in random order among equals.
std::vector<Group> ordered_groups(std::span<const std::uint32_t> labels,
                                  std::span<const std::uint32_t> groups, SplitMix64& random) {
  std::map<std::uint32_t, Group> by_id;
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    Group& group = by_id[groups[i]];
    group.rows.push_back(i);
    group.rows_of_class[labels[i]] += 1.0;
  }
  std::vector<Group> ordered;
  for (auto& [id, group] : by_id) {
    ordered.push_back(std::move(group));
    ordered.back().key = random.next();  // of 64 bits in a full period: no two are equal
  }
  std::sort(ordered.begin(), ordered.end(), [](const Group& a, const Group& b) {
    return a.rows.size() != b.rows.size() ? a.rows.size() > b.rows.size() : a.key < b.key;
  });
  return ordered;
}

// Where groups go one after the other. The measure of imbalance is sum over folds and classes of (share of
// the class's rows in the fold)^2, least when every fold has the same share of every class.
class GreedyFolds {
 public:
  GreedyFolds(std::span<const std::uint32_t> labels, std::uint32_t folds)
      : class_size_(class_count(labels)),
        rows_(folds),
        in_fold_(folds, std::vector<double>(class_size_.size())) {
    for (const std::uint32_t k : labels) class_size_[k] += 1.0;
  }

  std::uint32_t place(const Group& group) {
    std::uint32_t best = 0;
    for (std::uint32_t fold = 1; fold < rows_.size(); ++fold) {
      const double gain = cost(group, best) - cost(group, fold);
      if (gain > 0.0 || (!(gain < 0.0) && rows_[fold] < rows_[best])) best = fold;
    }
    for (const auto& [k, count] : group.rows_of_class) in_fold_[best][k] += count;
    rows_[best] += group.rows.size();
    return best;
  }

 private:
  double cost(const Group& group, std::uint32_t fold) const {
    double sum = 0.0;
    for (const auto& [k, count] : group.rows_of_class) {
      sum += count * (2.0 * in_fold_[fold][k] + count) / (class_size_[k] * class_size_[k]);
    }
    return sum;
  }

  std::vector<double> class_size_;
  std::vector<std::size_t> rows_;
  std::vector<std::vector<double>> in_fold_;
};

}  // namespace

std::vector<std::uint32_t> stratified_folds(std::span<const std::uint32_t> labels, std::uint32_t folds,
                                            std::uint64_t seed) {
  check_folds(folds, labels.size(), "rows");
  std::vector<std::vector<std::uint32_t>> rows_of_class(class_count(labels));
  for (std::uint32_t i = 0; i < labels.size(); ++i) rows_of_class[labels[i]].push_back(i);
  SplitMix64 random(seed);
  std::vector<std::uint32_t> fold_of_row(labels.size());
  std::uint32_t dealt = 0;  // goes on from class to class, so that whole folds stay even too
  for (std::vector<std::uint32_t>& rows : rows_of_class) {
    detail::shuffle(std::span(rows), random);
    for (const std::uint32_t row : rows) fold_of_row[row] = dealt++ % folds;
  }
  return fold_of_row;
}

std::vector<std::uint32_t> grouped_folds(std::span<const std::uint32_t> labels,
                                         std::span<const std::uint32_t> groups, std::uint32_t folds,
                                         std::uint64_t seed) {
  if (groups.size() != labels.size()) {
    throw Error(ErrorCode::usage, "cross-validation", "there must be one group for each row");
  }
  SplitMix64 random(seed);
  const std::vector<Group> ordered = ordered_groups(labels, groups, random);
  check_folds(folds, ordered.size(), "groups");
  GreedyFolds greedy(labels, folds);
  std::vector<std::uint32_t> fold_of_row(labels.size());
  for (const Group& group : ordered) {
    const std::uint32_t fold = greedy.place(group);
    for (const std::uint32_t row : group.rows) fold_of_row[row] = fold;
  }
  return fold_of_row;
}

std::vector<Split> splits(std::span<const std::uint32_t> fold_of_row) {
  std::vector<Split> result(class_count(fold_of_row));
  for (std::uint32_t i = 0; i < fold_of_row.size(); ++i) {
    for (std::uint32_t fold = 0; fold < result.size(); ++fold) {
      (fold == fold_of_row[i] ? result[fold].held_out : result[fold].train).push_back(i);
    }
  }
  return result;
}

}  // namespace ykien

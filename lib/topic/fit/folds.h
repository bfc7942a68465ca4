// Folds for cross-validation: which rows are held out together. The same on every machine for the same seed.
#ifndef YKIEN_TOPIC_FIT_FOLDS_H_
#define YKIEN_TOPIC_FIT_FOLDS_H_

#include <cstdint>
#include <span>
#include <vector>

namespace ykien {

// For each row its fold, 0 .. folds - 1, rows dealt at random so that every class and every fold as a whole
// differs by at most one row between folds. Throws Error(usage) unless 2 <= folds <= rows.
std::vector<std::uint32_t> stratified_folds(std::span<const std::uint32_t> labels, std::uint32_t folds,
                                            std::uint64_t seed);

// The same where rows with an equal group (one author, one meeting, one near-duplicate cluster) never part.
// Groups go, largest first, to the fold where they upset the balance of classes least: greedy, so as even as
// the groups allow or nearly so. Throws Error(usage) unless 2 <= folds <= number of groups and there is a
// group for each row.
std::vector<std::uint32_t> grouped_folds(std::span<const std::uint32_t> labels,
                                         std::span<const std::uint32_t> groups, std::uint32_t folds,
                                         std::uint64_t seed);

// The rows of one round: those to train on and those held out, ascending.
struct Split {
  std::vector<std::uint32_t> train;
  std::vector<std::uint32_t> held_out;
};

// One split for each fold number up to the largest in fold_of_row.
std::vector<Split> splits(std::span<const std::uint32_t> fold_of_row);

}  // namespace ykien

#endif  // YKIEN_TOPIC_FIT_FOLDS_H_

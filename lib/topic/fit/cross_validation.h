// Out-of-fold scores and the choice of C and class weights by cross-validation.
#ifndef YKIEN_TOPIC_FIT_CROSS_VALIDATION_H_
#define YKIEN_TOPIC_FIT_CROSS_VALIDATION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "topic/fit/folds.h"
#include "topic/fit/sparse_matrix.h"

namespace ykien {

// Told after each piece of work; calls never overlap, `done` rises by one to `total`. May come from any
// thread.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

// Trains on split.train and writes the logits of split.held_out, row-major, to logits (held_out.size() *
// classes). Called from several threads at once.
using FoldScorer = std::function<void(const Split& split, std::span<double> logits)>;

// The logits that every row got when it was held out: rows * classes, row-major. The folds run on up to
// `threads` threads (0: as many as the machine has) with equal results. Rows in no split keep zeros.
std::vector<double> out_of_fold_logits(std::span<const Split> folds, std::size_t rows, std::uint32_t classes,
                                       const FoldScorer& scorer, unsigned threads = 1,
                                       const Progress& progress = {});

enum class GridScore { macro_f1, log_loss, accuracy_and_macro_f1 };  // the last: their mean

struct GridOptions {
  std::vector<double> c{0.3, 1.0, 3.0, 10.0, 30.0};  // each > 0
  std::vector<double> class_weight_power{0.0};       // see balanced_class_weights()
  GridScore score = GridScore::macro_f1;
  // Instead of the best candidate the one with the smallest C whose score is within one standard error of the
  // best (Breiman et al. 1984, 3.4.3).
  bool one_standard_error = false;
  // Rows from this number on train with the folds they are given and get logits, but no figure counts them.
  std::size_t judged_rows = SIZE_MAX;
  double tolerance = 1e-3;  // of the fits, see LogisticOptions; enough to compare candidates
  unsigned threads = 1;     // 0: as many as the machine has
  Progress progress;        // in fits
};

// How a candidate did on held-out rows. The figures pool the rows of all folds (for F1 the mean over folds is
// biased: Forman and Scholz 2010).
struct GridRow {
  double c = 0.0;
  double class_weight_power = 0.0;
  double accuracy = 0.0;
  double macro_f1 = 0.0;
  double log_loss = 0.0;        // mean, in nats
  double standard_error = 0.0;  // of the score that chooses: standard deviation over folds / sqrt(folds)
  bool converged = true;        // every fit did
};

struct GridResult {
  std::vector<GridRow> table;  // by class_weight_power as given, then by C ascending
  std::size_t best = 0;  // index into table; equal scores go to the smaller C, then to the earlier power
  std::vector<double> logits;  // out-of-fold logits of the best, rows * classes, for calibration
};

// All rows as features for one round: idf and vocabulary may come from split.train alone. Called once for
// each fold, from several threads at once.
using FoldMatrix = std::function<std::shared_ptr<const SparseMatrix>(const Split& split)>;

// Fits every candidate on every fold (within a fold C goes up, and every fit starts from the one before).
// fold_of_row as from stratified_folds(). The result is the same to the bit for any number of threads.
// Throws Error(usage) when there are no candidates, fewer than two folds, or labels do not match.
GridResult grid_search(const FoldMatrix& matrix, std::span<const std::uint32_t> labels, std::uint32_t classes,
                       std::span<const std::uint32_t> fold_of_row, const GridOptions& options);

// The same with one matrix for all rounds.
GridResult grid_search(const SparseMatrix& matrix, std::span<const std::uint32_t> labels,
                       std::uint32_t classes, std::span<const std::uint32_t> fold_of_row,
                       const GridOptions& options);

}  // namespace ykien

#endif  // YKIEN_TOPIC_FIT_CROSS_VALIDATION_H_

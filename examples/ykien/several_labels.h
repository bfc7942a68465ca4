// Texts with several labels in the label column itself, and what is kept of them for trends.
#ifndef YKIEN_PROGRAM_SEVERAL_LABELS_H_
#define YKIEN_PROGRAM_SEVERAL_LABELS_H_

#include <cstdint>
#include <string>

#include "labelled.h"
#include "ykien/topic/train.h"

namespace ykien::program {

// Puts one of the label column's labels first in every row, by lot.
void draw_first_labels(std::uint64_t seed, LabelledTable& table);

// How many folds to hold texts out in, of which the model shall learn one label each: 20, so that the
// held-out models are nearly the model itself; as many as the rarest topic has texts, where that is less; 2
// at least. With 5 folds a share of 0.62 in a table of 8,000 reviews came out as 0.55, with 20 as 0.59 (its
// interval 0.52 to 0.66).
std::uint32_t folds_for_equal_labels(const LabelledTable& table);

// Says that there are several labels, where there are many such texts.
void hint_at_equal_labels(const LabelledTable& table);

// The out-of-fold probabilities of the texts that the search used, with all labels of the label column: what
// `ykien trends` corrects with.
std::string out_of_fold_csv(const LabelledTable& table, const Trained& trained);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_SEVERAL_LABELS_H_

// Texts with several labels in the label column itself, and what is kept of them for trends.
#ifndef YKIEN_PROGRAM_SEVERAL_LABELS_H_
#define YKIEN_PROGRAM_SEVERAL_LABELS_H_

#include <cstdint>
#include <string>

#include "labelled.h"
#include "ykien/topic/train.h"

namespace ykien::program {

// What stands in the label column.
enum class LabelOrder : std::uint8_t {
  one,       // hardly a text has several labels
  no_order,  // several, any two of them always in the same order: none is the first, as in a list of boxes
  first,     // several in changing order: the first is the topic
};
LabelOrder label_order(const LabelledTable& table);

// Puts one of the label column's labels first in every row, by lot.
void draw_first_labels(std::uint64_t seed, LabelledTable& table);

// How many folds to hold texts out in, of which the model shall learn one label each: 20, so that the
// held-out models are nearly the model itself; as many as the rarest topic has texts, where that is less; 2
// at least. With 5 folds a share of 0.62 in a table of 8,000 reviews came out as 0.55, with 20 as 0.59 (its
// interval 0.52 to 0.66).
std::uint32_t folds_for_equal_labels(const LabelledTable& table);

// Says what was made of several labels, where there are many such texts.
void tell_of_labels(const LabelledTable& table, bool equal);

// The out-of-fold probabilities of the texts that the search used: what `ykien trends` corrects with. With
// all labels of the label column where they are equal. Else with the first alone: of a model that learnt the
// first nothing can be said on how often the others occur, for held out it fails at them in another way than
// it does as a whole (of 11 topics of 1,000 reviews two came out wrong, one as 0 in place of 0.17).
std::string out_of_fold_csv(const LabelledTable& table, const Trained& trained, bool equal);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_SEVERAL_LABELS_H_

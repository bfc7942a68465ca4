// Tables of what cross-validation said about the texts of a training.
#ifndef YKIEN_PROGRAM_HELD_OUT_H_
#define YKIEN_PROGRAM_HELD_OUT_H_

#include <string>

#include "labelled.h"
#include "ykien/topic/train.h"

namespace ykien::program {

// A row for each text whose label is in doubt, the worst first: line, label, secondary, predicted,
// probability, label_probability, text. Returns their number. Errors as table::Writer's.
std::size_t write_doubtful(const std::string& path, const LabelledTable& table, const Trained& trained);

// A row for each text that the search used, as it is and, where it has accents, without them: line, accents
// (yes or no), label, predicted and the probability of every topic, named by it.
void write_out_of_fold(const std::string& path, const LabelledTable& table, const Trained& trained);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_HELD_OUT_H_

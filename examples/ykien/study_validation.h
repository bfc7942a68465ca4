// Which rows a study learns the classifier's errors from.
#ifndef YKIEN_PROGRAM_STUDY_VALIDATION_H_
#define YKIEN_PROGRAM_STUDY_VALIDATION_H_

#include <string>

#include "ykien/study/trends.h"
#include "ykien/topic/model.h"

namespace ykien::program {

struct StudyValidation {
  ValidationRows rows;
  std::string checksum;            // SHA-256 of the file they come from; empty: the studied rows themselves
  std::size_t too_few_labels = 0;  // human labels of the study that were too few to be used; 0: none such
};

// The file at `validation` if one is named; else the rows of the study that people labelled, where they tell
// enough of the errors; else what belongs to the model (validation_file.h).
StudyValidation study_validation(const std::string& validation, const std::string& model_path,
                                 const Model& model, const StudyInput& input);

// Whether one labelled row in a hundred has several topics: then it is no slip.
bool are_several(std::size_t rows_of_several, std::size_t rows);
bool have_several_topics(const ValidationRows& rows);

// Whether a row counts for all of its topics. count: "first" or "all"; empty: if the validation rows have
// several. Rows with one topic each, that people did not label in the study itself, tell nothing of how well
// the others are found: "all" with such is Error(usage).
bool counts_all(const std::string& count, const ValidationRows& validation);

// Says in the report that rows of several topics count for the first, because of such validation rows.
void tell_only_first(const StudyInput& input, TrendReport& report);

// Says in the report that human labels were too few.
void tell_too_few_labels(std::size_t labels, TrendReport& report);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_VALIDATION_H_

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

// Whether labels are such that a row may have several topics: those of validation or of people.
bool have_several_topics(const StudyInput& input);

// Says in the report that human labels were too few.
void tell_too_few_labels(std::size_t labels, TrendReport& report);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_VALIDATION_H_

// The validation rows of the civic model. In the library ykien::study.
#ifndef YKIEN_STUDY_CIVIC_VALIDATION_H_
#define YKIEN_STUDY_CIVIC_VALIDATION_H_

#include <string_view>

#include "ykien/base/export.h"

namespace ykien {

// models/civic/civic.validation.csv, compiled in: for each item of the training corpus its label and the
// probabilities it got from models that had not learnt it (5-fold cross-validation by group), four decimals,
// without its text. A CSV table with the columns label, one for each topic id, and model (the checksum of the
// model in the first row).
YKIEN_API std::string_view civic_validation_csv() noexcept;

}  // namespace ykien

#endif  // YKIEN_STUDY_CIVIC_VALIDATION_H_

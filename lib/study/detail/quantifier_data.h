// What a Quantifier holds.
#ifndef YKIEN_STUDY_DETAIL_QUANTIFIER_DATA_H_
#define YKIEN_STUDY_DETAIL_QUANTIFIER_DATA_H_

#include "study/detail/validation_fit.h"
#include "ykien/study/quantify.h"

namespace ykien {

struct Quantifier::Data {
  QuantifierOptions options;
  detail::ValidationRows rows;
  detail::ValidationFit fit;
  double hard_condition = 1.0;
  double soft_condition = 1.0;
};

namespace detail {

// Those that hold for every topic.
Cautions validation_cautions(const Quantifier::Data& data, QuantifyMethod method) noexcept;

}  // namespace detail
}  // namespace ykien

#endif  // YKIEN_STUDY_DETAIL_QUANTIFIER_DATA_H_

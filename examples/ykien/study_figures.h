// How the figures of a study are written.
#ifndef YKIEN_PROGRAM_STUDY_FIGURES_H_
#define YKIEN_PROGRAM_STUDY_FIGURES_H_

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "json.h"
#include "ykien/topic/evaluate.h"

namespace ykien::program {

// A number for JSON: six decimals; null for what is not finite.
inline Json number_json(double value) { return std::isfinite(value) ? Json(rounded(value)) : Json(nullptr); }

inline Json interval_json(const Interval& interval) {
  return Json::array({number_json(interval.low), number_json(interval.high)});
}

// e^log as "0.0123", or "1.2e-45" below 0.0001, however small it is.
inline std::string p_text(double log) {
  if (log >= std::log(1e-4)) return fmt::format("{:.4f}", std::exp(log));
  const double exponent = std::floor(log / std::log(10.0));
  const double mantissa = std::exp(log - exponent * std::log(10.0));
  return mantissa < 9.95 ? fmt::format("{:.1f}e{:.0f}", mantissa, exponent)
                         : fmt::format("1.0e{:.0f}", exponent + 1);
}

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STUDY_FIGURES_H_

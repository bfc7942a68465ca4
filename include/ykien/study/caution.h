// What a reader of an estimate must be told: as data, and in plain words in two languages.
#ifndef YKIEN_STUDY_CAUTION_H_
#define YKIEN_STUDY_CAUTION_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien {

enum class Caution : std::uint32_t {
  no_rows = 1U << 0,           // refuses: no row
  too_few_rows = 1U << 1,      // refuses: fewer than QuantifierOptions::least_rows rows
  few_rows = 1U << 2,          // fewer than 30 rows
  no_validation = 1U << 3,     // refuses: nothing to correct with
  absent_topic = 1U << 4,      // refuses, for that topic: no validation row has it
  rare_topic = 1U << 5,        // fewer than 10 validation rows have it
  ill_conditioned = 1U << 6,   // the misclassification matrix makes errors much larger
  unidentifiable = 1U << 7,    // refuses: it is as good as singular
  one_topic = 1U << 8,         // all rows were decided alike
  collapsed = 1U << 9,         // nearly all was given to one topic against what was counted
  shifted = 1U << 10,          // the shares differ from those of the validation rows (p < 0.05)
  not_converged = 1U << 11,    // the best point found is given
  unstable_method = 1U << 12,  // no method was clearly better than counting in resampled validation
};

// A set of cautions.
struct Cautions {
  std::uint32_t bits = 0;

  void add(Caution one) noexcept { bits |= static_cast<std::uint32_t>(one); }
  void add(Cautions others) noexcept { bits |= others.bits; }
  void remove(Caution one) noexcept { bits &= ~static_cast<std::uint32_t>(one); }
  bool has(Caution one) const noexcept { return (bits & static_cast<std::uint32_t>(one)) != 0; }
  bool empty() const noexcept { return bits == 0; }
  // Whether one of them refuses: then no corrected figure may be shown.
  YKIEN_API bool refuses() const noexcept;

  friend bool operator==(Cautions, Cautions) = default;
};

enum class ReportLanguage : std::uint8_t { english, vietnamese };

// All cautions, in the order of their numbers.
YKIEN_API std::span<const Caution> all_cautions() noexcept;

// Its name above, for a column of a table: "few_rows".
YKIEN_API std::string_view caution_name(Caution caution) noexcept;

// One sentence for a reader who knows no statistics.
YKIEN_API std::string_view caution_sentence(Caution caution, ReportLanguage language) noexcept;

// The names, joined by ';'; empty for an empty set.
YKIEN_API std::string caution_names(Cautions cautions);

}  // namespace ykien

#endif  // YKIEN_STUDY_CAUTION_H_

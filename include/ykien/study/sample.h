// Which rows to label by hand, and how many. Every sample carries the probability each row had of being
// picked, as dsl_share() in ppi.h needs it. In the library ykien::study. All functions are deterministic
// (equal seeds give equal samples on every machine) and safe to call from several threads.
#ifndef YKIEN_STUDY_SAMPLE_H_
#define YKIEN_STUDY_SAMPLE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"

namespace ykien {

struct SizeOptions {
  double share = 0.5;        // expected, 0..1; 0.5 asks for most
  double level = 0.95;       // 0 < level < 1; see bonferroni() in interval.h for several topics
  std::size_t rows = 0;      // there are to pick from; 0: as good as endless
  double correlation = 0.0;  // 0..1, between labels and the classifier's posterior, for use with ppi_share()
};

// The smallest number n of rows to label at random so that the interval of the share is at most `width` wide
// (high - low, 0 < width < 1): Wilson's on n / (1 - correlation^2 (N - n) / N) rows for N = options.rows,
// which is what the variance of PPI++ at its best lambda comes to. Not above options.rows, even where all of
// them are too few. Throws Error(usage) for options out of range.
YKIEN_API std::size_t rows_to_label(double width, const SizeOptions& options = {});

// A row picked, and the probability with which it was: in (0, 1].
struct PickedRow {
  std::uint32_t row = 0;
  double probability = 1.0;
};

// `count` of the rows 0 .. rows - 1, all samples of that size equally likely; ascending. All if count >=
// rows.
YKIEN_API std::vector<PickedRow> pick_at_random(std::size_t rows, std::size_t count, std::uint64_t seed);

// `count` rows with probabilities proportional to size[i] >= 0 (those that would exceed 1 are certain), by
// systematic sampling from a random order (Goodman and Kish 1950; Hartley and Rao 1962): the number is exact.
// `even`, 0..1, is the part of the probability dealt out evenly, so that no weight 1 / probability exceeds
// rows / (even * count). Sizes all 0: evenly. Ascending. Throws Error(usage) for a size that is negative or
// not finite, or for even outside 0..1; with even = 0, rows of size 0 are never picked.
YKIEN_API std::vector<PickedRow> pick_by_size(std::span<const double> size, std::size_t count,
                                              std::uint64_t seed, double even = 0.2);

// How unsure the classifier is of each row of n * topics posteriors: entropy in 0..1, as a share of
// ln(topics). Throws Error(usage) for bad posteriors; see LabelledPosteriors in quantify.h.
YKIEN_API std::vector<double> uncertainty(std::span<const double> posterior, std::uint32_t topics);

enum class Allocation : std::uint8_t {
  proportional,  // as the strata are large
  equal,         // the same number for each, as far as it has so many rows
};

// A simple random sample within each stratum: stratum_of_row[i] is below `strata`. `count` rows in all,
// shared out by Webster's divisors (Sainte-Lague 1910) after each stratum has had two (or all it has) as far
// as the count goes, the large ones first. Ascending by row. Throws Error(usage) for a stratum out of range.
YKIEN_API std::vector<PickedRow> pick_by_stratum(std::span<const std::uint32_t> stratum_of_row,
                                                 std::uint32_t strata, std::size_t count,
                                                 Allocation allocation, std::uint64_t seed);

}  // namespace ykien

#endif  // YKIEN_STUDY_SAMPLE_H_

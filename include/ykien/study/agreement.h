// Agreement: how far people (or a model and people) who label the same items agree beyond chance. In the
// library ykien::study. All functions are deterministic and safe to call from several threads.
#ifndef YKIEN_STUDY_AGREEMENT_H_
#define YKIEN_STUDY_AGREEMENT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/topic/evaluate.h"

namespace ykien {

inline constexpr std::int32_t kNoRating = -1;

// A view of n items x R raters, row-major: a category 0, 1, 2 ... below 65,536, or kNoRating.
struct Ratings {
  std::span<const std::int32_t> cells;
  std::size_t raters = 0;

  std::size_t items() const noexcept { return raters == 0 ? 0 : cells.size() / raters; }
  std::int32_t at(std::size_t item, std::size_t rater) const { return cells[item * raters + rater]; }
};

// A set of labels, one bit each; several for one item when it has several topics. 0 is the empty set, a
// rating like any other; kNoLabels is none at all.
using LabelSet = std::uint64_t;
inline constexpr LabelSet kNoLabels = ~LabelSet{0};

struct SetRatings {
  std::span<const LabelSet> cells;
  std::size_t raters = 0;
};

// How far apart two categories are.
enum class Scale {
  nominal,   // different is different
  ordinal,   // by the ranks between them
  interval,  // by the square of their difference
  ratio,     // the same relative to their sum
};

// How far apart two sets of labels are, 0..1.
enum class SetDistance {
  binary,   // 0 for equal sets, else 1
  jaccard,  // 1 - shared labels / all labels
  masi,     // 1 - Jaccard's index * monotonicity: 1 for equal sets, .67 where one holds the other, .33 where
         // they overlap, else 0 (Passonneau 2006, who has 2/3 and 1/3; with the decimals that NLTK uses)
};

struct AgreementOptions {
  std::uint32_t resamples = 1000;  // of the bootstrap over items; 0: no interval
  double level = 0.95;             // of the interval, inside 0..1
  std::uint64_t seed = 1;
};

// value = 1 - disagreement observed / disagreement expected by chance: 1 perfect, 0 chance, below 0 worse.
// Not `defined` when nothing could be compared or all gave one and the same label, so that agreement by
// chance is certain: then value is 0 and the interval -1..1. The interval is a percentile interval of the
// bootstrap (resamples in which the value is not defined are left out).
struct Agreement {
  bool defined = false;
  double value = 0.0;
  double observed = 0.0;     // mean disagreement of two ratings of an item, 0 when not defined
  double expected = 0.0;     // of any two ratings
  std::size_t items = 0;     // that took part
  std::size_t left_out = 0;  // for want of ratings
  Interval interval{-1.0, 1.0};
};

// Two raters (Cohen 1960), on the items both have rated; for other scales than nominal weighted by their
// distance (1968; interval: squared weights). Throws Error(usage) for spans of different size, and as below.
YKIEN_API Agreement cohen(std::span<const std::int32_t> one, std::span<const std::int32_t> other,
                          Scale scale = Scale::nominal, const AgreementOptions& options = {});

// R raters, the same for each item, chance by each rater's own habits (Conger 1980): on the items that all
// have rated. With two raters it is Cohen's.
YKIEN_API Agreement conger(const Ratings& ratings, const AgreementOptions& options = {});

// Any raters, chance by all ratings together (Fleiss 1971), on the items with two ratings at least; each of
// them counts alike however many ratings it has.
YKIEN_API Agreement fleiss(const Ratings& ratings, const AgreementOptions& options = {});

// Krippendorff's alpha (1970, 2011): any number of raters, missing ratings, small samples.
YKIEN_API Agreement krippendorff(const Ratings& ratings, Scale scale = Scale::nominal,
                                 const AgreementOptions& options = {});

// The same for sets of labels, with a distance between sets as the disagreement.
YKIEN_API Agreement krippendorff(const SetRatings& ratings, SetDistance distance,
                                 const AgreementOptions& options = {});

// All throw Error(usage) for cells that make no whole rows, fewer than two raters, categories or options out
// of range, Error(limit) for more than 2,000 different sets.

}  // namespace ykien

#endif  // YKIEN_STUDY_AGREEMENT_H_

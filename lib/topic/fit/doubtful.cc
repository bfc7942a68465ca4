#include "ykien/topic/doubtful.h"

#include <algorithm>

#include "topic/fit/f_scores.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr double kNever = 2;  // no probability reaches it

void check(std::span<const std::uint32_t> labels, std::span<const double> probabilities,
           std::uint32_t topics) {
  const auto refuse = [](const char* what) { throw Error(ErrorCode::usage, "doubtful labels", what); };
  if (topics == 0 || probabilities.size() != labels.size() * topics) {
    refuse("there must be a probability for each row and topic");
  }
  if (std::ranges::any_of(labels, [topics](std::uint32_t label) { return label >= topics; })) {
    refuse("a label is out of range");
  }
  if (!std::ranges::all_of(probabilities, [](double p) { return p >= 0 && p <= 1; })) {
    refuse("a probability is not between 0 and 1");
  }
}

// By topic the mean of its probability over the rows labelled with it.
std::vector<double> mean_confidence(std::span<const std::uint32_t> labels,
                                    std::span<const double> probabilities, std::uint32_t topics) {
  std::vector<double> sum(topics);
  std::vector<double> rows(topics);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    sum[labels[i]] += probabilities[i * topics + labels[i]];
    rows[labels[i]] += 1;
  }
  for (std::uint32_t k = 0; k < topics; ++k) sum[k] = rows[k] > 0 ? sum[k] / rows[k] : kNever;
  return sum;
}

double margin(const Doubtful& one) { return one.probability - one.probability_of_label; }

}  // namespace

std::vector<Doubtful> doubtful(std::span<const std::uint32_t> labels, std::span<const double> probabilities,
                               std::uint32_t topics) {
  check(labels, probabilities, topics);
  const std::vector<double> bar = mean_confidence(labels, probabilities, topics);
  std::vector<Doubtful> found;
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    const std::span<const double> row = probabilities.subspan(std::size_t{i} * topics, topics);
    const std::uint32_t best = detail::arg_max(row);
    if (best != labels[i] && row[best] >= bar[best])
      found.push_back({i, labels[i], best, row[best], row[labels[i]]});
  }
  std::ranges::stable_sort(found, std::ranges::greater{}, margin);
  return found;
}

}  // namespace ykien

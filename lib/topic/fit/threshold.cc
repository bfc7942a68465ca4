// choose_review_threshold and choose_secondary_threshold of calibrate.h.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "ykien/base/error.h"
#include "ykien/topic/calibrate.h"

namespace ykien {
namespace {

constexpr double kNoRowsReviewThreshold = 0.5;
constexpr double kZ95 = 1.6448536269514722;  // of the one-sided 95% normal quantile

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "threshold", what); }

// Never in a locale's clothes.
std::string decimal(double value) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 3).ptr;
  return std::string(text.data(), end);
}

std::string percent(double share) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), 100.0 * share, std::chars_format::fixed, 1).ptr;
  return std::string(text.data(), end) + "%";
}

double wilson_lower(double hits, double n) {
  const double p = hits / n;
  const double z2 = kZ95 * kZ95;
  const double spread = kZ95 * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
  return std::max(0.0, (p + z2 / (2.0 * n) - spread) / (1.0 + z2 / n));
}

// A probability and whether what it was given to is right.
struct Scored {
  double probability;
  bool right;
};

// Accepting everything down to one of the distinct probabilities.
struct Cut {
  double threshold;  // halfway to the next lower probability, 0 if there is none
  double accepted;
  double right;
};

// All cuts, the highest threshold first.
std::vector<Cut> cuts(std::vector<Scored> scored) {
  std::sort(scored.begin(), scored.end(),
            [](const Scored& a, const Scored& b) { return a.probability > b.probability; });
  std::vector<Cut> result;
  double right = 0.0;
  for (std::size_t i = 0; i < scored.size(); ++i) {
    right += scored[i].right ? 1.0 : 0.0;
    const bool last = i + 1 == scored.size();
    if (!last && scored[i + 1].probability >= scored[i].probability) continue;
    const double threshold = last ? 0.0 : 0.5 * (scored[i].probability + scored[i + 1].probability);
    result.push_back({threshold, static_cast<double>(i + 1), right});
  }
  return result;
}

bool is_probability(double p) { return p >= 0.0 && p <= 1.0; }

void check_probabilities(std::span<const double> values) {
  if (!std::all_of(values.begin(), values.end(), is_probability)) wrong_use("a probability is outside 0..1");
}

// The (row, topic) pairs that may be secondary, and how many labels there are to find among them.
std::pair<std::vector<Scored>, double> candidates(std::span<const double> probabilities,
                                                  std::span<const std::uint32_t> primary,
                                                  std::span<const std::vector<std::uint32_t>> secondary,
                                                  std::uint32_t topics) {
  std::pair<std::vector<Scored>, double> result;
  for (std::size_t i = 0; i < primary.size(); ++i) {
    for (std::uint32_t k = 0; k < topics; ++k) {
      if (k == primary[i]) continue;
      const bool labelled = std::find(secondary[i].begin(), secondary[i].end(), k) != secondary[i].end();
      result.first.push_back({probabilities[i * topics + k], labelled});
      result.second += labelled ? 1.0 : 0.0;
    }
  }
  return result;
}

void check_topics(std::span<const std::uint32_t> labels, std::uint32_t topics) {
  if (std::any_of(labels.begin(), labels.end(), [topics](std::uint32_t k) { return k >= topics; })) {
    wrong_use("a topic is out of range");
  }
}

}  // namespace

Threshold choose_review_threshold(std::span<const double> top_probability,
                                  std::span<const std::uint8_t> correct, double target) {
  if (top_probability.size() != correct.size()) wrong_use("there must be one outcome for each probability");
  if (!is_probability(target)) wrong_use("the wanted accuracy is outside 0..1");
  check_probabilities(top_probability);
  const double n = static_cast<double>(correct.size());
  if (correct.empty()) {
    return {kNoRowsReviewThreshold,
            "Set to " + decimal(kNoRowsReviewThreshold) + " for want of rows to learn it from."};
  }
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < correct.size(); ++i) scored.push_back({top_probability[i], correct[i] != 0});
  const std::vector<Cut> all = cuts(std::move(scored));
  const auto best = std::find_if(all.rbegin(), all.rend(), [target](const Cut& cut) {
    return wilson_lower(cut.right, cut.accepted) >= target;
  });
  if (best == all.rend()) {
    return {1.0, "No threshold gives an accuracy of " + percent(target) + " for sure (95% Wilson bound) on " +
                     std::to_string(correct.size()) + " held-out rows, so every decision is to be reviewed."};
  }
  return {best->threshold, "Lowest top probability from which " + std::to_string(correct.size()) +
                               " held-out rows reach an accuracy of " + percent(target) +
                               " for sure (95% Wilson bound); accepts " + percent(best->accepted / n) +
                               " of them with an accuracy of " + percent(best->right / best->accepted) + "."};
}

Threshold choose_secondary_threshold(std::span<const double> probabilities,
                                     std::span<const std::uint32_t> primary,
                                     std::span<const std::vector<std::uint32_t>> secondary,
                                     std::uint32_t topics) {
  if (secondary.size() != primary.size() || probabilities.size() != primary.size() * topics) {
    wrong_use("there must be a row of probabilities and a set of labels for each first topic");
  }
  check_topics(primary, topics);
  for (const std::vector<std::uint32_t>& labels : secondary) check_topics(labels, topics);
  check_probabilities(probabilities);
  auto [scored, labels] = candidates(probabilities, primary, secondary, topics);
  const std::string count = std::to_string(static_cast<std::size_t>(labels));
  if (labels < kLeastSecondaryLabels) {
    return {kDefaultSecondaryThreshold, "Default of " + decimal(kDefaultSecondaryThreshold) + ", as " +
                                            count + " secondary labels are too few to learn it from."};
  }
  const auto f1 = [wanted = labels](const Cut& cut) { return 2.0 * cut.right / (cut.accepted + wanted); };
  const std::vector<Cut> all = cuts(std::move(scored));
  const Cut& best =
      *std::max_element(all.begin(), all.end(), [&](const Cut& a, const Cut& b) { return f1(a) < f1(b); });
  return {best.threshold, "Maximises F1 of " + count + " secondary labels on " +
                              std::to_string(primary.size()) + " held-out rows: F1 " + decimal(f1(best)) +
                              ", precision " + decimal(best.right / best.accepted) + ", recall " +
                              decimal(best.right / labels) + "."};
}

}  // namespace ykien

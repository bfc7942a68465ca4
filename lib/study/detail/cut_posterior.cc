#include "study/detail/cut_posterior.h"

#include <algorithm>
#include <cmath>

namespace ykien::detail {
namespace {

// quiet: as make_quiet() leaves it.
double probability_within(const Square& quiet, std::size_t first, std::size_t last) {
  return std::clamp(1.0 - quiet.at(first - 1, last + 1), 0.0, 1.0);
}

ChangeWindow window_around(const Square& quiet, std::size_t change, double level) {
  const std::size_t places = quiet.side() - 2;  // 1..T-1
  for (std::size_t width = 1; width <= places; ++width) {
    ChangeWindow best{change, 0, 0, -1.0};
    const std::size_t lowest = change >= width ? change - width + 1 : 1;
    for (std::size_t first = lowest; first <= change && first + width - 1 <= places; ++first) {
      const double probability = probability_within(quiet, first, first + width - 1);
      if (probability > best.probability) best = {change, first, first + width - 1, probability};
    }
    if (best.probability >= level) return best;
  }
  return {change, 1, places, probability_within(quiet, 1, places)};
}

}  // namespace

void CutPosterior::sum() {
  const std::size_t last = segments_.side() - 1;
  forward_.assign(last + 1, kLogZero);
  backward_.assign(last + 1, kLogZero);
  forward_[0] = backward_[last] = 0.0;
  for (std::size_t end = 1; end <= last; ++end) {
    for (std::size_t begin = 0; begin < end; ++begin)
      forward_[end] = log_add(forward_[end], forward_[begin] + segments_.at(begin, end));
  }
  for (std::size_t begin = last; begin-- > 0;) {
    for (std::size_t end = begin + 1; end <= last; ++end)
      backward_[begin] = log_add(backward_[begin], segments_.at(begin, end) + backward_[end]);
  }
}

double CutPosterior::probability(std::size_t place) const {
  return std::min(1.0, std::exp(forward_[place] + backward_[place] - forward_.back()));
}

// Turns the segments into [b][e]: the posterior probability that one segment reaches from b or before to e or
// beyond, that is, of no change after b + 1, ... e - 1 periods.
void CutPosterior::make_quiet() {
  const std::size_t last = segments_.side() - 1;
  for (std::size_t begin = 0; begin <= last; ++begin) {
    for (std::size_t end = last + 1; end-- > 0;) {
      const double own =
          std::exp(forward_[begin] + segments_.at(begin, end) + backward_[end] - forward_[last]);
      const double before = begin > 0 ? segments_.at(begin - 1, end) : 0.0;
      const double beyond = end < last ? segments_.at(begin, end + 1) : 0.0;
      const double both = begin > 0 && end < last ? segments_.at(begin - 1, end + 1) : 0.0;
      segments_.at(begin, end) = own + before + beyond - both;
    }
  }
}

std::vector<ChangeWindow> CutPosterior::windows(std::span<const std::size_t> places, double level) {
  std::vector<ChangeWindow> windows;
  if (places.empty()) return windows;
  make_quiet();
  for (const std::size_t place : places) windows.push_back(window_around(segments_, place, level));
  return windows;
}

}  // namespace ykien::detail

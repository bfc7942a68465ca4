// The posterior over all ways to cut a series into segments, for any probability of a segment.
#ifndef YKIEN_STUDY_DETAIL_CUT_POSTERIOR_H_
#define YKIEN_STUDY_DETAIL_CUT_POSTERIOR_H_

#include <cstddef>
#include <span>
#include <vector>

#include "study/detail/log_space.h"
#include "ykien/study/change_posterior.h"

namespace ykien::detail {

// A square of numbers by (begin, end), both 0..T.
class Square {
 public:
  explicit Square(std::size_t side) : side_(side), cells_(side * side, kLogZero) {}
  double& at(std::size_t begin, std::size_t end) { return cells_[begin * side_ + end]; }
  double at(std::size_t begin, std::size_t end) const { return cells_[begin * side_ + end]; }
  std::size_t side() const { return side_; }

 private:
  std::size_t side_;
  std::vector<double> cells_;
};

// By the forward and backward recursions of Fearnhead (2006): the sum over all 2^(T-1) ways in O(T^2) steps.
class CutPosterior {
 public:
  // log_segment(begin, end), 0 <= begin < end <= length: ln probability that a segment begins there, holds
  // what it holds and ends there.
  template <class LogSegment>
  CutPosterior(std::size_t length, const LogSegment& log_segment) : segments_(length + 1) {
    for (std::size_t begin = 0; begin < length; ++begin) {
      for (std::size_t end = begin + 1; end <= length; ++end)
        segments_.at(begin, end) = log_segment(begin, end);
    }
    sum();
  }

  double log_evidence() const { return forward_.back(); }
  // Of a cut after `place` items, 0 < place < length.
  double probability(std::size_t place) const;
  // ChangeWindow around each of the places. Call it once, as the last: it writes over the segments.
  std::vector<ChangeWindow> windows(std::span<const std::size_t> places, double level);

 private:
  void sum();
  void make_quiet();

  Square segments_;
  std::vector<double> forward_;   // [t]: ln probability of the first t items and a cut after them
  std::vector<double> backward_;  // [t]: ln probability of the items from t on, given a cut before them
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_CUT_POSTERIOR_H_

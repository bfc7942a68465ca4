// RunningSums: counts of any run of periods in time O(topics).
#ifndef YKIEN_STUDY_DETAIL_RUNNING_SUMS_H_
#define YKIEN_STUDY_DETAIL_RUNNING_SUMS_H_

#include <cstddef>
#include <vector>

#include "ykien/study/count_table.h"

namespace ykien::detail {

class RunningSums {
 public:
  // Every count is multiplied by `scale`.
  explicit RunningSums(const CountTable& table, double scale = 1.0)
      : topics_(table.topics), sums_((table.periods() + 1) * table.topics, 0.0) {
    for (std::size_t i = 0; i < table.cells.size(); ++i)
      sums_[i + topics_] = sums_[i] + scale * table.cells[i];
  }

  std::size_t topics() const noexcept { return topics_; }
  std::size_t periods() const noexcept { return sums_.size() / topics_ - 1; }
  // Items of topic k in periods [begin, end).
  double count(std::size_t begin, std::size_t end, std::size_t k) const {
    return sums_[end * topics_ + k] - sums_[begin * topics_ + k];
  }

 private:
  std::size_t topics_;
  std::vector<double> sums_;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_RUNNING_SUMS_H_

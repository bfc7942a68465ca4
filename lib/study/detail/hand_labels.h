// Shares of cells estimated from the rows that people labelled, with the classifier's help.
#ifndef YKIEN_STUDY_DETAIL_HAND_LABELS_H_
#define YKIEN_STUDY_DETAIL_HAND_LABELS_H_

#include <span>
#include <utility>
#include <vector>

#include "study/detail/trend_parts.h"
#include "ykien/study/ppi.h"

namespace ykien::detail {

// Which cells have labels enough, and their shares.
class HandLabels {
 public:
  // cell_of_row: n, each below `cells`. Without labels nothing is replaced.
  HandLabels(const StudyState& state, std::span<const std::uint32_t> cell_of_row, std::size_t cells);

  // Puts the shares of `cell` in place of those in to[0 .. K).
  void replace(std::size_t cell, std::span<ReportCell> to) const;

 private:
  std::vector<AssistedShare> shares_of(std::size_t cell) const;
  bool has(std::uint32_t row, std::uint32_t topic) const;
  std::vector<AssistedShare> by_ppi(std::size_t cell) const;
  AssistedShare presence_by_ppi(std::size_t cell, std::uint32_t topic) const;
  std::vector<AssistedShare> by_dsl(std::size_t cell) const;

  const StudyState& state_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> further_;  // (row, topic), sorted
  std::vector<std::vector<std::uint32_t>> rows_;  // of each cell that has labels enough; else empty
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_HAND_LABELS_H_

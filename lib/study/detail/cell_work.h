// The estimation of cells by one PrevalenceEstimator.
#ifndef YKIEN_STUDY_DETAIL_CELL_WORK_H_
#define YKIEN_STUDY_DETAIL_CELL_WORK_H_

#include <cstdint>
#include <span>
#include <vector>

#include "study/detail/misfit.h"
#include "study/detail/quantifier_data.h"
#include "ykien/study/prevalence.h"

namespace ykien {

struct PrevalenceEstimator::Data {
  Quantifier quantifier;
  PrevalenceOptions options;
  MethodChoice choice;
  std::vector<detail::ValidationFit> replicates;  // of validation
  detail::Misfit misfit;

  std::size_t topics() const { return quantifier.topics(); }
  std::span<const double> start(bool calibrated) const {
    const detail::ValidationFit& fit = quantifier.data().fit;
    return calibrated ? fit.prior : fit.label_share;
  }
};

namespace detail {

// The rows of each cell, ascending: counting sort.
struct CellIndex {
  std::vector<std::size_t> begin;  // cells + 1
  std::vector<std::uint32_t> row;

  // Throws Error(usage) for a cell that is neither below `cells` nor kNoCell.
  CellIndex(std::span<const std::uint32_t> cell_of_row, std::size_t cells);

  std::span<const std::uint32_t> rows(std::size_t cell) const {
    return std::span(row).subspan(begin[cell], begin[cell + 1] - begin[cell]);
  }
};

// The estimates of all cells of the index, in parallel. posterior: checked.
std::vector<CellEstimate> estimate_cells(const PrevalenceEstimator::Data& data,
                                         std::span<const double> posterior, CellIndex index);

}  // namespace detail
}  // namespace ykien

#endif  // YKIEN_STUDY_DETAIL_CELL_WORK_H_

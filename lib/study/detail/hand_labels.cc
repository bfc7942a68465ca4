#include "study/detail/hand_labels.h"

#include <algorithm>

namespace ykien::detail {
namespace {

constexpr const char* kFlag = "hand_labels";

bool is_labelled(const StudyState& state, std::uint32_t row) {
  return state.input.label[row] != kNoHumanLabel;
}

}  // namespace

HandLabels::HandLabels(const StudyState& state, std::span<const std::uint32_t> cell_of_row, std::size_t cells)
    : state_(state), rows_(cells) {
  if (state.input.label.empty()) return;
  if (state.input.multi_label) {
    for (const FurtherLabel& label : state.input.further_labels)
      further_.emplace_back(label.row, label.topic);
  }
  std::ranges::sort(further_);
  std::vector<std::size_t> labels(cells);
  for (std::uint32_t row = 0; row < cell_of_row.size(); ++row)
    labels[cell_of_row[row]] += is_labelled(state, row) ? 1 : 0;
  for (std::uint32_t row = 0; row < cell_of_row.size(); ++row) {
    const std::uint32_t cell = cell_of_row[row];
    if (labels[cell] > 0 && labels[cell] >= state.options.least_labels) rows_[cell].push_back(row);
  }
}

bool HandLabels::has(std::uint32_t row, std::uint32_t topic) const {
  if (state_.input.label[row] == static_cast<std::int32_t>(topic)) return true;
  return std::ranges::binary_search(further_, std::pair(row, topic));
}

std::vector<AssistedShare> HandLabels::by_ppi(std::size_t cell) const {
  const std::size_t topics = state_.topics;
  std::vector<double> labelled;
  std::vector<double> unlabelled;
  std::vector<std::uint32_t> truth;
  for (const std::uint32_t row : rows_[cell]) {
    const bool known = is_labelled(state_, row);
    if (known) truth.push_back(static_cast<std::uint32_t>(state_.input.label[row]));
    std::vector<double>& to = known ? labelled : unlabelled;
    const auto first = state_.input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(topics));
  }
  PpiOptions options;
  options.level = state_.label_level();
  return ppi_shares({labelled, truth, static_cast<std::uint32_t>(topics)}, unlabelled, true, options);
}

AssistedShare HandLabels::presence_by_ppi(std::size_t cell, std::uint32_t topic) const {
  std::vector<double> truth;
  std::vector<double> labelled;
  std::vector<double> unlabelled;
  for (const std::uint32_t row : rows_[cell]) {
    const bool known = is_labelled(state_, row);
    if (known) truth.push_back(has(row, topic) ? 1.0 : 0.0);
    (known ? labelled : unlabelled).push_back(state_.input.posterior[row * state_.topics + topic]);
  }
  PpiOptions options;
  options.level = state_.label_level();
  return ppi_share(truth, labelled, unlabelled, options);
}

std::vector<AssistedShare> HandLabels::by_dsl(std::size_t cell) const {
  DslOptions options;
  options.level = state_.label_level();
  std::vector<AssistedShare> shares;
  for (std::uint32_t k = 0; k < state_.topics; ++k) {
    std::vector<double> prediction;
    std::vector<LabelledRow> labelled;
    for (const std::uint32_t row : rows_[cell]) {
      const double truth = has(row, k) ? 1.0 : 0.0;
      if (is_labelled(state_, row))
        labelled.push_back(
            {static_cast<std::uint32_t>(prediction.size()), truth, state_.input.inclusion[row]});
      prediction.push_back(state_.input.posterior[row * state_.topics + k]);
    }
    shares.push_back(dsl_share(prediction, labelled, options));
  }
  return shares;
}

std::vector<AssistedShare> HandLabels::shares_of(std::size_t cell) const {
  if (!state_.input.inclusion.empty()) return by_dsl(cell);
  if (!state_.input.multi_label) return by_ppi(cell);
  std::vector<AssistedShare> shares;
  for (std::uint32_t k = 0; k < state_.topics; ++k) shares.push_back(presence_by_ppi(cell, k));
  return shares;
}

void HandLabels::replace(std::size_t cell, std::span<ReportCell> to) const {
  if (rows_[cell].empty()) return;
  const std::vector<AssistedShare> shares = shares_of(cell);
  for (std::size_t k = 0; k < to.size(); ++k) {
    if (shares[k].cautions.refuses()) continue;
    to[k].estimated = true;
    to[k].share = shares[k].share;
    to[k].interval = shares[k].interval;
    to[k].method = state_.input.inclusion.empty() ? "PPI++" : "DSL";
    const std::string cautions = caution_names(shares[k].cautions);
    to[k].flags = cautions.empty() ? kFlag : cautions + ";" + kFlag;
  }
}

}  // namespace ykien::detail

#include "study/detail/misfit.h"

#include <algorithm>

namespace ykien::detail {
namespace {

constexpr std::size_t kGroups = 10;

bool is_emq(QuantifyMethod method) {
  return method == QuantifyMethod::emq || method == QuantifyMethod::emq_bcts;
}

void add(std::vector<double>& sums, double weight, const std::vector<double>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * more[i];
}

}  // namespace

Misfit::Misfit(const ValidationRows& rows, const ValidationFit& fit, QuantifyMethod method)
    : topics_(rows.topics) {
  if (!is_emq(method) || rows.size() == 0) return;
  std::vector<std::vector<std::uint32_t>> dealt(topics_ * kGroups);  // the rows of each label in turn
  std::vector<std::size_t> next(topics_);
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const std::size_t label = rows.label[i];
    dealt[label * kGroups + next[label]++ % kGroups].push_back(i);
  }
  std::vector<std::uint32_t> order;
  for (std::vector<std::uint32_t>& own : dealt) {
    const std::size_t blocks = (own.size() + kLanes - 1) / kLanes;
    segments_.push_back({order.size() / kLanes, blocks, static_cast<double>(own.size())});
    counts_.resize(counts_.size() + blocks, Lanes{});
    for (std::size_t i = 0; i < own.size(); ++i)
      counts_[segments_.back().first_block + i / kLanes].value[i % kLanes] = 1.0;
    if (!own.empty()) own.resize(blocks * kLanes, own.back());
    order.insert(order.end(), own.begin(), own.end());
  }
  const MixtureRows packed(rows.posterior, order, topics_);
  const Densities& densities = method == QuantifyMethod::emq ? fit.raw : fit.calibrated;
  density_.resize(packed.blocks() * topics_);
  exponentials(packed.log_ratio(), densities.scale, densities.shift.data(), packed.blocks(), topics_,
               density_.data());
}

const Misfit::Segment& Misfit::segment(std::size_t label, std::size_t group) const {
  return segments_[label * kGroups + group];
}

double Misfit::rows_of(std::size_t label) const {
  double rows = 0.0;
  for (std::size_t group = 0; group < kGroups; ++group) rows += segment(label, group).rows;
  return rows;
}

// Those of a label sum to its share. A label without rows has none.
std::vector<double> Misfit::weights(std::span<const double> share) const {
  std::vector<double> weight(counts_.size() * kLanes);
  for (std::size_t label = 0; label < topics_; ++label) {
    const double each = share[label] / std::max(1.0, rows_of(label));
    const std::size_t begin = segment(label, 0).first_block;
    const Segment& last = segment(label, kGroups - 1);
    for (std::size_t i = begin * kLanes; i < (last.first_block + last.blocks) * kLanes; ++i)
      weight[i] = each * counts_[i / kLanes].value[i % kLanes];
  }
  return weight;
}

// Of each segment, with rows that count 1 each.
std::vector<Misfit::Derivatives> Misfit::derivatives(std::span<const double> share) const {
  std::vector<Lanes> scratch(mixture_scratch(topics_));
  std::vector<Derivatives> all;
  for (const Segment& one : segments_) {
    Derivatives& sums = all.emplace_back(topics_ + topics_ * topics_);
    mixture_sums(density_.data() + one.first_block * topics_, counts_.data() + one.first_block, one.blocks,
                 topics_, share.data(), sums.data(), sums.data() + topics_, scratch.data());
  }
  return all;
}

// Of what is given back, over the groups that are left out. Rows of a label sum to its share all the same.
std::vector<double> Misfit::variance(std::span<const double> share, std::span<const double> whole,
                                     MixtureSolver& solver) const {
  const std::vector<Derivatives> all = derivatives(whole);
  std::vector<double> sums(topics_);
  std::vector<double> squares(topics_);
  for (std::size_t left_out = 0; left_out < kGroups; ++left_out) {
    Derivatives left(topics_ + topics_ * topics_);
    double weight = 0.0;
    for (std::size_t label = 0; label < topics_; ++label) {
      const double rows = rows_of(label) - segment(label, left_out).rows;
      if (!(rows > 0.0)) continue;
      weight += share[label];
      for (std::size_t group = 0; group < kGroups; ++group) {
        if (group != left_out) add(left, share[label] / rows, all[label * kGroups + group]);
      }
    }
    std::vector<double> found(whole.begin(), whole.end());
    if (weight > 0.0) {
      for (double& value : left) value /= weight;
      solver.step(found, std::span(left).first(topics_), std::span(left).subspan(topics_));
    }
    for (std::size_t k = 0; k < topics_; ++k) sums[k] += found[k], squares[k] += found[k] * found[k];
  }
  constexpr double kCount = kGroups;
  for (std::size_t k = 0; k < topics_; ++k)
    squares[k] = std::max(0.0, (kCount - 1) / kCount * (squares[k] - sums[k] * sums[k] / kCount));
  return squares;
}

std::vector<double> Misfit::squared_bias(std::span<const double> share, MixtureSolver& solver) const {
  std::vector<double> square(topics_);
  if (segments_.empty()) return square;
  const std::vector<double> weight = weights(share);
  if (std::ranges::all_of(weight, [](double one) { return one == 0.0; })) return square;
  solver.set_densities(weight.size(), density_);
  solver.set_weights(weight);
  std::vector<double> whole(share.begin(), share.end());
  solver.solve(whole, true);
  const std::vector<double> by_chance = variance(share, whole, solver);
  for (std::size_t k = 0; k < topics_; ++k) {
    const double missed = whole[k] - share[k];
    square[k] = std::max(0.0, missed * missed - by_chance[k]);
  }
  return square;
}

}  // namespace ykien::detail

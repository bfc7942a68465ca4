// The two passes over the columns that all the time of a fit goes into.
#ifndef YKIEN_TOPIC_FIT_COLUMN_PASSES_H_
#define YKIEN_TOPIC_FIT_COLUMN_PASSES_H_

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>

#include "topic/fit/columns.h"

namespace ykien::detail {

// The numbers of one column or row, one for each class. With S known when compiling they stay in registers.
template <int S>
using Lane = Eigen::Array<double, S, 1>;
template <int S>
using LaneMap = Eigen::Map<Lane<S>, Eigen::Aligned16>;
template <int S>
using ConstLaneMap = Eigen::Map<const Lane<S>, Eigen::Aligned16>;

// See SoftmaxObjective for the meaning of each.
struct Pass {
  const Columns& columns;
  Eigen::Index stride;
  const double* x;
  const double* inverse_scale;
  const double* mean;
  double* row;
  double* offset;
};

// row = X W without the part that is the same in all rows, which goes to offset. By columns: the logits of
// all rows stay in the cache, and x is read once and in order.
template <int S>
void forward(const Pass& pass) {
  const Columns& columns = pass.columns;
  const Eigen::Index stride = pass.stride;
  Eigen::Map<Eigen::ArrayXd>(pass.row, static_cast<Eigen::Index>(columns.rows) * stride).setZero();
  const double* x = pass.x;
  const double* inverse_scale = pass.inverse_scale;
  Lane<S> offset = Lane<S>::Zero(stride);
  for (std::size_t j = 0; j < columns.shared.size(); ++j, x += stride) {
    const Lane<S> w = ConstLaneMap<S>(x, stride) * *inverse_scale++;
    offset -= pass.mean[j] * w;
    for (std::uint64_t at = columns.begin[j]; at < columns.begin[j + 1]; ++at) {
      LaneMap<S>(pass.row + columns.row[at] * stride, stride) += static_cast<double>(columns.value[at]) * w;
    }
  }
  for (std::size_t j = 0; j < columns.lone_row.size(); ++j, x += stride) {
    LaneMap<S>(pass.row + columns.lone_row[j] * stride, stride) +=
        (columns.lone_value[j] * *inverse_scale++) * ConstLaneMap<S>(x, stride);
  }
  LaneMap<S>(pass.offset, stride) = offset + ConstLaneMap<S>(x, stride) * *inverse_scale;
}

// ||W||^2 and the squared norm of the gradient by x.
struct SquaredNorms {
  double weights;
  double gradient;
};

// The gradient by x from the derivatives by the logits, which stand in row.
template <int S>
SquaredNorms backward(const Pass& pass, double lambda, double* gradient) {
  const Columns& columns = pass.columns;
  const Eigen::Index stride = pass.stride;
  const double* x = pass.x;
  const double* inverse_scale = pass.inverse_scale;
  Lane<S> total = Lane<S>::Zero(stride);
  Lane<S> weights = total;
  Lane<S> squares = total;
  Lane<S> sum(stride);
  for (std::size_t i = 0; i < columns.rows; ++i) {
    total += ConstLaneMap<S>(pass.row + i * static_cast<std::size_t>(stride), stride);
  }
  for (std::size_t j = 0; j < columns.size(); ++j, x += stride, gradient += stride) {
    const Lane<S> w = ConstLaneMap<S>(x, stride) * inverse_scale[j];
    weights += w * w;
    if (j < columns.shared.size()) {
      sum = lambda * w - pass.mean[j] * total;
      for (std::uint64_t at = columns.begin[j]; at < columns.begin[j + 1]; ++at) {
        sum += static_cast<double>(columns.value[at]) *
               ConstLaneMap<S>(pass.row + columns.row[at] * stride, stride);
      }
    } else {
      const std::size_t lone = j - columns.shared.size();
      sum = lambda * w +
            columns.lone_value[lone] * ConstLaneMap<S>(pass.row + columns.lone_row[lone] * stride, stride);
    }
    sum *= inverse_scale[j];
    squares += sum * sum;
    LaneMap<S>(gradient, stride) = sum;
  }
  sum = total * inverse_scale[columns.size()];
  squares += sum * sum;
  LaneMap<S>(gradient, stride) = sum;
  SquaredNorms norms{0.0, 0.0};
  for (Eigen::Index k = 0; k < stride; ++k) norms.weights += weights[k];
  for (Eigen::Index k = 0; k < stride; ++k) norms.gradient += squares[k];
  return norms;
}

// Calls task with the stride as a constant where we have it compiled in.
template <class Task>
auto with_stride(std::size_t stride, Task&& task) {
  switch (stride) {
    case 2: return task.template operator()<2>();
    case 4: return task.template operator()<4>();
    case 6: return task.template operator()<6>();
    case 8: return task.template operator()<8>();
    case 10: return task.template operator()<10>();
    case 12: return task.template operator()<12>();
    case 14: return task.template operator()<14>();
    case 16: return task.template operator()<16>();
    default: return task.template operator()<Eigen::Dynamic>();
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_COLUMN_PASSES_H_

// The passes that all the time of a fit goes into: over the columns to their weights, over the rows to the
// logits and their derivatives, over the columns back to the gradient.
#ifndef YKIEN_TOPIC_FIT_COLUMN_PASSES_H_
#define YKIEN_TOPIC_FIT_COLUMN_PASSES_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "topic/fit/columns.h"

namespace ykien::detail {

// What the passes read and write; see SoftmaxObjective for the meaning of each. A row or column has `stride`
// numbers, an even count, one for each class; the last one may be spare and is zero.
struct Pass {
  const Columns& columns;
  std::size_t stride;
  const double* x;              // columns and the intercepts, a stride each
  const double* inverse_scale;  // one for each column and one for the intercepts
  const double* mean;           // of the shared columns
  double* w;                    // the weights of the columns, a stride each
  double* row;                  // rows, a stride each
  double* offset;               // a stride: what is the same in all rows
};

// For each row its class and the factors of its loss.
struct RowLabels {
  std::span<const std::uint32_t> label;
  std::span<const double> class_weight;
  double weight_sum;
};

// ||W||^2 and the squared norm of the gradient by x.
struct SquaredNorms {
  double weights;
  double gradient;
};

// The passes compiled for one instruction set. In every one of them a number goes through the same operations
// in the same order: all give the same bits.
struct PassKernels {
  const char* name;
  // w and offset from x, then row = X w without the offset. By rows: their sums stay in registers, and the
  // weights that most rows ask for in the cache.
  void (*forward)(const Pass& pass);
  // Turns logits without their offset into the derivatives of the mean loss by them; returns the weighted sum
  // of the losses.
  double (*derive)(const Pass& pass, const RowLabels& labels);
  // The gradient by x from w and the derivatives by the logits, which stand in row.
  SquaredNorms (*backward)(const Pass& pass, double lambda, double* gradient);
};

// What this processor can run, the fastest last.
std::span<const PassKernels> pass_kernels() noexcept;

// The fastest of them, or the one that the environment variable YKIEN_LOOPS names.
const PassKernels& chosen_pass_kernels() noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_COLUMN_PASSES_H_

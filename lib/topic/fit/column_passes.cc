#include "topic/fit/column_passes.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/detail/plain_math_lanes.h"
#include "topic/fit/plain_math.h"

namespace ykien::detail {
namespace {

#define YKIEN_INLINE inline __attribute__((always_inline))

// The widest vector of at most `most` numbers that divides `count`, which is even.
constexpr std::size_t width_for(std::size_t count, std::size_t most) noexcept {
  while (count % most != 0) most /= 2;
  return most;
}

// Some numbers of one column or row, in registers.
template <std::size_t kCount, std::size_t kMost>
struct Numbers {
  static constexpr std::size_t kWidth = width_for(kCount, kMost);
  static constexpr std::size_t kParts = kCount / kWidth;
  typename VectorTypes<kWidth>::Doubles part[kParts];

  // Part by part: an array copied as a whole would be kept in memory.
  YKIEN_INLINE void load(const double* from) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) std::memcpy(&part[i], from + i * kWidth, sizeof part[i]);
  }
  YKIEN_INLINE void store(double* to) const noexcept {
    for (std::size_t i = 0; i < kParts; ++i) std::memcpy(to + i * kWidth, &part[i], sizeof part[i]);
  }
  YKIEN_INLINE void clear() noexcept {
    for (std::size_t i = 0; i < kParts; ++i) part[i] = typename VectorTypes<kWidth>::Doubles{};
  }
  YKIEN_INLINE void scale(double by) noexcept {
    for (auto& p : part) p *= by;
  }
  YKIEN_INLINE void add(const Numbers& other) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) part[i] += other.part[i];
  }
  YKIEN_INLINE void add_scaled(double by, const Numbers& other) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) part[i] += by * other.part[i];
  }
  YKIEN_INLINE void subtract_scaled(double by, const Numbers& other) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) part[i] -= by * other.part[i];
  }
  YKIEN_INLINE void add_squares(const Numbers& other) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) part[i] += other.part[i] * other.part[i];
  }
};

// Calls task.run<kCount>(first) for slices of the stride that fit in registers.
constexpr std::size_t kSlice = 16;
template <class Task>
YKIEN_INLINE void each_slice(std::size_t stride, Task& task) {
  for (std::size_t first = 0; first < stride; first += kSlice) {
    switch (std::min(stride - first, kSlice)) {
      case 2: task.template run<2>(first); break;
      case 4: task.template run<4>(first); break;
      case 6: task.template run<6>(first); break;
      case 8: task.template run<8>(first); break;
      case 10: task.template run<10>(first); break;
      case 12: task.template run<12>(first); break;
      case 14: task.template run<14>(first); break;
      default: task.template run<16>(first); break;
    }
  }
}

// Sums over entries: each the value of an entry times the numbers at its place. Where all numbers take more
// room than the caches near a core have, those of later entries are asked for early.
template <std::size_t kCount, std::size_t kMost>
struct Weighted {
  const double* numbers;
  std::size_t stride;
  bool far;

  Weighted(const double* first, std::size_t step, std::size_t places) noexcept
      : numbers(first), stride(step), far(places * step * sizeof(double) > kNear) {}

  YKIEN_INLINE void add(std::span<const Columns::Entry> entries, Numbers<kCount, kMost>& sum) const noexcept {
    far ? add<true>(entries, sum) : add<false>(entries, sum);
  }

 private:
  static constexpr std::size_t kNear = 8U << 20;  // bytes
  static constexpr std::size_t kAhead = 12;       // entries

  template <bool kFar>
  YKIEN_INLINE void add(std::span<const Columns::Entry> entries, Numbers<kCount, kMost>& sum) const noexcept {
    Numbers<kCount, kMost> one;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (kFar && i + kAhead < entries.size()) ask_for(entries[i + kAhead]);
      one.load(numbers + entries[i].place * stride);
      sum.add_scaled(static_cast<double>(entries[i].value), one);
    }
  }

  YKIEN_INLINE void ask_for(const Columns::Entry& entry) const noexcept {
    const double* const at = numbers + entry.place * stride;
    __builtin_prefetch(at);
    __builtin_prefetch(at + kCount - 1);
  }
};

template <std::size_t kMost>
struct Forward {
  const Pass& pass;

  template <std::size_t kCount>
  YKIEN_INLINE void run(std::size_t first) noexcept {
    scale<kCount>(first);
    add_up<kCount>(first);
  }

  // Fills w and offset.
  template <std::size_t kCount>
  YKIEN_INLINE void scale(std::size_t first) noexcept {
    const std::size_t stride = pass.stride;
    const std::size_t shared = pass.columns.shared.size();
    const std::size_t size = pass.columns.size();
    Numbers<kCount, kMost> offset, w;
    offset.clear();
    for (std::size_t j = 0; j < size; ++j) {
      w.load(pass.x + first + j * stride);
      w.scale(pass.inverse_scale[j]);
      w.store(pass.w + first + j * stride);
      if (j < shared) offset.subtract_scaled(pass.mean[j], w);
    }
    w.load(pass.x + first + size * stride);
    offset.add_scaled(pass.inverse_scale[size], w);
    offset.store(pass.offset + first);
  }

  // Fills row, columns in ascending order.
  template <std::size_t kCount>
  YKIEN_INLINE void add_up(std::size_t first) noexcept {
    const Columns& columns = pass.columns;
    const Weighted<kCount, kMost> weighted(pass.w + first, pass.stride, columns.size());
    Lones<kCount> lones{pass, pass.x + first + columns.shared.size() * pass.stride};
    Numbers<kCount, kMost> z;
    for (std::size_t i = 0; i < columns.rows; ++i) {
      z.clear();
      weighted.add(columns.row(i), z);
      lones.add(i, z);
      z.store(pass.row + first + i * pass.stride);
    }
  }

  // The lone columns, row after row.
  template <std::size_t kCount>
  struct Lones {
    const Pass& pass;
    const double* x;
    std::size_t next = 0;

    YKIEN_INLINE void add(std::size_t row, Numbers<kCount, kMost>& z) noexcept {
      const Columns& columns = pass.columns;
      if (next == columns.lone_row.size() || columns.lone_row[next] != row) return;
      Numbers<kCount, kMost> w;
      w.load(x);
      z.add_scaled(columns.lone_value[next] * pass.inverse_scale[columns.shared.size() + next], w);
      x += pass.stride;
      ++next;
    }
  };
};

template <std::size_t kMost>
struct Backward {
  const Pass& pass;
  double lambda;
  double* gradient;
  SquaredNorms norms{0.0, 0.0};

  template <std::size_t kCount>
  YKIEN_INLINE void run(std::size_t first) noexcept {
    const Columns& columns = pass.columns;
    const std::size_t stride = pass.stride;
    const double* weight = pass.w + first;
    const double* const row = pass.row + first;
    const Weighted<kCount, kMost> derivatives(row, stride, columns.rows);
    const double* inverse_scale = pass.inverse_scale;
    double* to = gradient + first;
    Numbers<kCount, kMost> total, weights, squares, sum, w, z;
    total.clear();
    for (std::size_t i = 0; i < columns.rows; ++i) {
      z.load(row + i * stride);
      total.add(z);
    }
    weights.clear();
    squares.clear();
    const auto begin_column = [&]() __attribute__((always_inline)) {
      w.load(weight);
      weights.add_squares(w);
      sum = w;
      sum.scale(lambda);
      weight += stride;
    };
    const auto end_column = [&]() __attribute__((always_inline)) {
      sum.scale(*inverse_scale++);
      squares.add_squares(sum);
      sum.store(to);
      to += stride;
    };
    for (std::size_t j = 0; j < columns.shared.size(); ++j) {
      begin_column();
      sum.subtract_scaled(pass.mean[j], total);
      derivatives.add(columns.column(j), sum);
      end_column();
    }
    for (std::size_t j = 0; j < columns.lone_row.size(); ++j) {
      begin_column();
      z.load(row + columns.lone_row[j] * stride);
      sum.add_scaled(columns.lone_value[j], z);
      end_column();
    }
    sum = total;
    end_column();
    add_up(weights, squares);
  }

  template <class Sums>
  YKIEN_INLINE void add_up(const Sums& weights, const Sums& squares) noexcept {
    std::array<double, sizeof(Sums) / sizeof(double)> lanes;
    weights.store(lanes.data());
    for (const double lane : lanes) norms.weights += lane;
    squares.store(lanes.data());
    for (const double lane : lanes) norms.gradient += lane;
  }
};

// The numbers of a row, `kWidth` at a time.
template <std::size_t kWidth, class Step>
YKIEN_INLINE void each_part(double* z, std::size_t stride, Step step) {
  for (std::size_t k = 0; k < stride; k += kWidth) {
    typename VectorTypes<kWidth>::Doubles part;
    std::memcpy(&part, z + k, sizeof part);
    step(part, k);
    std::memcpy(z + k, &part, sizeof part);
  }
}

// z = plain_exp(z - top), where no z is above top.
template <std::size_t kWidth>
YKIEN_INLINE void exponentials(double* z, std::size_t stride, double top) {
  using Doubles = typename VectorTypes<kWidth>::Doubles;
  each_part<kWidth>(
      z, stride, [&](Doubles & part, std::size_t) __attribute__((always_inline)) {
        const Doubles x = part - top;
        part = x;
        exp_in_range<kWidth>(part);
        part = x >= -708.0 ? part : (x < -708.0 ? x * 0.0 : x);
      });
}

// One row: the derivatives in place of the logits; returns its weighted loss.
template <std::size_t kWidth>
YKIEN_INLINE double derive_row(const Pass& pass, const RowLabels& labels, double* z, std::uint32_t label) {
  using Doubles = typename VectorTypes<kWidth>::Doubles;
  each_part<kWidth>(
      z, pass.stride, [&](Doubles & part, std::size_t k) __attribute__((always_inline)) {
        Doubles offset;
        std::memcpy(&offset, pass.offset + k, sizeof offset);
        part += offset;
      });
  const double top = *std::max_element(z, z + labels.class_weight.size());
  const double own = z[label];
  exponentials<kWidth>(z, pass.stride, top);
  double sum = 0.0;
  for (std::size_t k = 0; k < labels.class_weight.size(); ++k) sum += z[k];
  const double scale = labels.class_weight[label] / labels.weight_sum;
  const double factor = scale / sum;
  each_part<kWidth>(
      z, pass.stride, [&](Doubles & part, std::size_t) __attribute__((always_inline)) { part *= factor; });
  z[label] -= scale;
  if (labels.class_weight.size() < pass.stride) z[labels.class_weight.size()] = 0.0;
  return labels.class_weight[label] * (plain_log(sum) + (top - own));
}

// The sum is compensated (Neumaier 1974): near the optimum the line search compares values that differ in
// their last digits.
template <std::size_t kWidth>
YKIEN_INLINE double derive_rows(const Pass& pass, const RowLabels& labels) {
  double sum = 0.0;
  double lost = 0.0;
  for (std::size_t i = 0; i < pass.columns.rows; ++i) {
    const double loss = derive_row<kWidth>(pass, labels, pass.row + i * pass.stride, labels.label[i]);
    const double next = sum + loss;
    lost += sum >= loss ? (sum - next) + loss : (loss - next) + sum;
    sum = next;
  }
  return sum + lost;
}

template <std::size_t kMost>
YKIEN_INLINE void forward_body(const Pass& pass) {
  Forward<kMost> task{pass};
  each_slice(pass.stride, task);
}

template <std::size_t kMost>
YKIEN_INLINE double derive_body(const Pass& pass, const RowLabels& labels) {
  if constexpr (kMost >= 8) {
    if (pass.stride % 8 == 0) return derive_rows<8>(pass, labels);
  }
  if constexpr (kMost >= 4) {
    if (pass.stride % 4 == 0) return derive_rows<4>(pass, labels);
  }
  return derive_rows<2>(pass, labels);
}

template <std::size_t kMost>
YKIEN_INLINE SquaredNorms backward_body(const Pass& pass, double lambda, double* gradient) {
  Backward<kMost> task{pass, lambda, gradient};
  each_slice(pass.stride, task);
  return task.norms;
}

#define YKIEN_PASSES(name, most, target)                                                   \
  target void forward_##name(const Pass& pass) { forward_body<most>(pass); }               \
  target double derive_##name(const Pass& pass, const RowLabels& labels) {                 \
    return derive_body<most>(pass, labels);                                                \
  }                                                                                        \
  target SquaredNorms backward_##name(const Pass& pass, double lambda, double* gradient) { \
    return backward_body<most>(pass, lambda, gradient);                                    \
  }

YKIEN_PASSES(portable, 2, )
#if defined(__x86_64__)
YKIEN_PASSES(avx2, 4, __attribute__((target("avx2"))))
YKIEN_PASSES(avx512, 8, __attribute__((target("avx512f"))))
#endif

}  // namespace

std::span<const PassKernels> pass_kernels() noexcept {
  static constexpr PassKernels kKernels[] = {
    {"portable", &forward_portable, &derive_portable, &backward_portable},
#if defined(__x86_64__)
    {"avx2", &forward_avx2, &derive_avx2, &backward_avx2},
    {"avx512", &forward_avx512, &derive_avx512, &backward_avx512},
#endif
  };
  std::size_t usable = 1;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) usable = __builtin_cpu_supports("avx512f") ? 3 : 2;
#endif
  return std::span(kKernels).first(usable);
}

const PassKernels& chosen_pass_kernels() noexcept {
  static const PassKernels& chosen = []() -> const PassKernels& {
    const std::span<const PassKernels> kernels = pass_kernels();
    const char* const wanted = std::getenv("YKIEN_LOOPS");
    for (const PassKernels& kernel : kernels) {
      if (wanted != nullptr && std::string_view(kernel.name) == wanted) return kernel;
    }
    return kernels.back();
  }();
  return chosen;
}

}  // namespace ykien::detail

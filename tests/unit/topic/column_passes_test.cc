// The passes for every instruction set of this machine: the same bits.
#include "topic/fit/column_passes.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "base/detail/plain_math.h"

namespace ykien::detail {
namespace {

SparseMatrix random_matrix(std::size_t rows, std::uint32_t columns, std::mt19937& random) {
  SparseMatrix matrix;
  matrix.columns = columns;
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<std::uint32_t> column;
    std::vector<float> value;
    for (std::uint32_t j = 0; j < columns; ++j) {
      if (random() % (2 + j) > 1) continue;  // late columns are rare: some stand in one row or in none
      column.push_back(j);
      value.push_back(static_cast<float>(random() % 1000) / 999.0F);
    }
    matrix.append(column, value);
  }
  return matrix;
}

// Everything that the passes write, as bits.
struct Written {
  std::vector<double> numbers;
  bool operator==(const Written& other) const {
    const auto same = [](double a, double b) {
      return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    };
    return std::equal(numbers.begin(), numbers.end(), other.numbers.begin(), other.numbers.end(), same);
  }
};

struct Problem {
  Columns columns;
  std::size_t classes;
  std::size_t stride;
  std::vector<double> x, inverse_scale, mean, class_weight;
  std::vector<std::uint32_t> label;

  Problem(const SparseMatrix& matrix, std::size_t count, std::mt19937& random)
      : columns(columns_of(matrix)), classes(count), stride(count + count % 2) {
    const auto number = [&random] { return static_cast<double>(random()) / 2147483648.0 - 1.0; };
    for (std::size_t j = 0; j <= columns.size(); ++j) {
      for (std::size_t k = 0; k < stride; ++k) x.push_back(k < classes ? 3.0 * number() : 0.0);
      inverse_scale.push_back(1.5 + number());
    }
    for (std::size_t j = 0; j < columns.shared.size(); ++j) mean.push_back(number() * number());
    for (std::size_t k = 0; k < classes; ++k) class_weight.push_back(0.5 + static_cast<double>(k));
    for (std::size_t i = 0; i < columns.rows; ++i)
      label.push_back(static_cast<std::uint32_t>(random() % classes));
  }

  Written run(const PassKernels& kernels) const {
    std::vector<double> w(columns.size() * stride), row(columns.rows * stride), offset(stride);
    const Pass pass{columns,     stride,   x.data(),   inverse_scale.data(),
                    mean.data(), w.data(), row.data(), offset.data()};
    kernels.forward(pass);
    Written written{row};
    written.numbers.insert(written.numbers.end(), w.begin(), w.end());
    written.numbers.insert(written.numbers.end(), offset.begin(), offset.end());
    written.numbers.push_back(kernels.derive(pass, {label, class_weight, 7.0}));
    written.numbers.insert(written.numbers.end(), row.begin(), row.end());
    std::vector<double> gradient(x.size());
    const SquaredNorms norms = kernels.backward(pass, 0.25, gradient.data());
    written.numbers.insert(written.numbers.end(), gradient.begin(), gradient.end());
    written.numbers.push_back(norms.weights);
    written.numbers.push_back(norms.gradient);
    return written;
  }
};

TEST(ColumnPasses, GiveTheSameBitsWithEveryInstructionSet) {
  std::mt19937 random(7);
  const std::span<const PassKernels> kernels = pass_kernels();
  if (kernels.size() < 2) GTEST_SKIP() << "this processor has one set of passes only";
  for (const std::size_t classes : {2U, 3U, 4U, 5U, 7U, 8U, 9U, 12U, 13U, 16U, 17U, 23U, 32U, 40U}) {
    const Problem problem(random_matrix(61, 400, random), classes, random);
    ASSERT_FALSE(problem.columns.lone_row.empty());
    const Written expected = problem.run(kernels.front());
    for (const PassKernels& other : kernels.subspan(1))
      EXPECT_TRUE(problem.run(other) == expected) << other.name << ", " << classes << " classes";
  }
}

// The exponentials of the passes are those of plain_exp(), far out too.
TEST(ColumnPasses, DeriveAsPlainArithmeticDoes) {
  std::mt19937 random(8);
  for (const std::size_t classes : {2U, 7U, 8U, 19U}) {
    const Problem problem(random_matrix(5, 3, random), classes, random);
    const std::size_t stride = problem.stride;
    std::vector<double> z(problem.columns.rows * stride);
    for (double& one : z)
      one = (static_cast<double>(random() % 2001) - 1000.0) * (random() % 2 == 0 ? 1.0 : 0.01);
    for (const PassKernels& kernels : pass_kernels()) {
      std::vector<double> row = z, w(problem.columns.size() * stride), offset(stride, 0.125);
      const Pass pass{problem.columns,     stride,   problem.x.data(), problem.inverse_scale.data(),
                      problem.mean.data(), w.data(), row.data(),       offset.data()};
      kernels.derive(pass, {problem.label, problem.class_weight, 2.0});
      for (std::size_t i = 0; i < problem.columns.rows; ++i) {
        std::vector<double> logit(z.begin() + static_cast<std::ptrdiff_t>(i * stride),
                                  z.begin() + static_cast<std::ptrdiff_t>(i * stride + classes));
        for (double& one : logit) one += 0.125;
        const double top = *std::max_element(logit.begin(), logit.end());
        double sum = 0.0;
        for (double& one : logit) sum += one = plain_exp(one - top);
        const std::uint32_t label = problem.label[i];
        const double scale = problem.class_weight[label] / 2.0;
        for (std::size_t k = 0; k < classes; ++k) {
          const double expected = logit[k] * (scale / sum) - (k == label ? scale : 0.0);
          EXPECT_EQ(row[i * stride + k], expected) << kernels.name << ", row " << i << ", class " << k;
        }
      }
    }
  }
}

}  // namespace
}  // namespace ykien::detail

// The solver under EMQ: its maximum against EM run long, its programs against the conditions of optimality,
// its fast passes against plain ones.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "study/detail/mixture.h"
#include "study/detail/resample.h"
#include "study/detail/share_estimator.h"
#include "topic/fit/plain_math.h"
#include "unit/study/posterior_fixture.h"

namespace ykien {
namespace {

using detail::MixtureResult;
using detail::MixtureRows;
using detail::MixtureSolver;
using detail::SplitMix64;

std::vector<std::uint32_t> numbers(std::size_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

struct Problem {
  std::size_t topics = 2;
  std::vector<double> posterior;
  std::vector<double> weight;
  std::vector<double> shift;
};

// Posteriors from nearly flat to nearly certain, some 0, some rows twice or not at all.
Problem random_problem(SplitMix64& random) {
  Problem problem;
  problem.topics = 2 + random.below(7);
  const std::size_t rows = 1 + random.below(60);
  const double sharpness = 0.2 + 8.0 * random.uniform();
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t k = 0; k < problem.topics; ++k) {
      const bool none = k > 0 && random.below(12) == 0;
      problem.posterior.push_back(none ? 0.0 : std::exp(sharpness * random.uniform()));
    }
    problem.weight.push_back(static_cast<double>(random.below(3)) + (i == 0 ? 1.0 : 0.0));
  }
  for (std::size_t k = 0; k < problem.topics; ++k) problem.shift.push_back(2.0 * random.uniform());
  return problem;
}

// r_ik as it is defined.
std::vector<double> densities(const Problem& problem) {
  std::vector<double> r;
  for (std::size_t i = 0; i < problem.posterior.size(); ++i) {
    const std::size_t k = i % problem.topics;
    const auto row = problem.posterior.begin() + static_cast<std::ptrdiff_t>(i - k);
    const double top = *std::max_element(row, row + static_cast<std::ptrdiff_t>(problem.topics));
    r.push_back(
        std::exp(std::max(std::log(problem.posterior[i] / top), detail::kLeastLogRatio) + problem.shift[k]));
  }
  return r;
}

double mixture_at(const std::vector<double>& r, std::size_t row, const std::vector<double>& q) {
  double f = 0.0;
  for (std::size_t k = 0; k < q.size(); ++k) f += q[k] * r[row * q.size() + k];
  return f;
}

double log_likelihood(const Problem& problem, const std::vector<double>& r, const std::vector<double>& q) {
  double sum = 0.0;
  for (std::size_t i = 0; i < problem.weight.size(); ++i) {
    if (problem.weight[i] > 0.0) sum += problem.weight[i] * std::log(mixture_at(r, i, q));
  }
  return sum;
}

// EM, written down as it stands, until nothing moves by more than `still` or `most` steps are done.
std::vector<double> em(const Problem& problem, const std::vector<double>& r, double still, int most) {
  const double total = std::accumulate(problem.weight.begin(), problem.weight.end(), 0.0);
  std::vector<double> q(problem.topics, 1.0 / static_cast<double>(problem.topics));
  for (double moved = 1.0; moved > still && most > 0; --most) {
    std::vector<double> next(q.size());
    for (std::size_t i = 0; i < problem.weight.size(); ++i) {
      const double f = mixture_at(r, i, q);
      for (std::size_t k = 0; k < q.size(); ++k)
        next[k] += problem.weight[i] * q[k] * r[i * q.size() + k] / f / total;
    }
    moved = 0.0;
    for (std::size_t k = 0; k < q.size(); ++k) moved = std::max(moved, std::fabs(next[k] - q[k]));
    q = next;
  }
  return q;
}

std::vector<double> solved(const Problem& problem, MixtureResult& result) {
  MixtureSolver solver(problem.topics);
  const MixtureRows rows(problem.posterior, numbers(problem.weight.size()), problem.topics);
  solver.set_densities(rows, 1.0, problem.shift);
  solver.set_weights(problem.weight);
  std::vector<double> q(problem.topics, 1.0 / static_cast<double>(problem.topics));
  result = solver.solve(q);
  return q;
}

RC_GTEST_PROP(MixtureProperties, TheMaximumIsProvenAndNoWorseThanEm, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const Problem problem = random_problem(random);
  MixtureResult result;
  const std::vector<double> q = solved(problem, result);
  RC_ASSERT(std::fabs(std::accumulate(q.begin(), q.end(), 0.0) - 1.0) < 1e-12);
  RC_ASSERT(*std::min_element(q.begin(), q.end()) >= 0.0);
  RC_ASSERT(result.converged);
  RC_ASSERT(result.excess < 1e-8);
  const std::vector<double> r = densities(problem);
  const std::vector<double> by_em = em(problem, r, 0.0, 300);
  RC_ASSERT(log_likelihood(problem, r, q) >= log_likelihood(problem, r, by_em) - 1e-9);
}

TEST(MixtureProperties, EqualsEmAtItsFixedPoint) {
  const testing::PosteriorRows rows = testing::shifted_rows();
  Problem problem{7, rows.posterior, std::vector<double>(rows.label.size(), 1.0),
                  std::vector<double>(7, 0.3)};
  SplitMix64 random(5);
  for (int draw = 0; draw < 10; ++draw) {
    MixtureResult result;
    const std::vector<double> q = solved(problem, result);
    const std::vector<double> by_em = em(problem, densities(problem), 1e-14, 100000);
    for (std::size_t k = 0; k < 7; ++k) EXPECT_NEAR(q[k], by_em[k], 1e-9);
    detail::draw_weights(random, problem.weight);
  }
}

// A replicate starts where the figures ended and proves nothing; it must still end at the same place.
TEST(MixtureProperties, ReplicatesEndWhereAFreshSearchEnds) {
  const testing::PosteriorRows rows = testing::shifted_rows();
  for (const std::size_t count : {12U, 60U, 400U}) {
    Problem problem{7, rows.posterior, std::vector<double>(count, 1.0), std::vector<double>(7, 0.0)};
    problem.posterior.resize(count * 7);
    MixtureResult result;
    const std::vector<double> point = solved(problem, result);
    const MixtureRows packed(problem.posterior, numbers(count), 7);
    SplitMix64 random(count);
    for (int draw = 0; draw < 50; ++draw) {
      detail::draw_weights(random, problem.weight);
      std::vector<double> q = point;
      MixtureSolver solver(7);
      solver.set_densities(packed, 1.0, problem.shift);
      solver.set_weights(problem.weight);
      EXPECT_TRUE(solver.solve(q, true).converged);
      const std::vector<double> fresh = solved(problem, result);
      for (std::size_t k = 0; k < 7; ++k) EXPECT_NEAR(q[k], fresh[k], 1e-9) << count << ", draw " << draw;
    }
  }
}

// At a minimum over the simplex every coordinate above 0 has the same slope, and no other a smaller one.
RC_GTEST_PROP(SimplexQpProperties, ConditionsOfOptimalityHold, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  const std::size_t n = 1 + random.below(9);
  std::vector<double> root(n * n);
  for (double& value : root) value = 2.0 * random.uniform() - 1.0;
  std::vector<double> h(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t m = 0; m < n; ++m) h[i * n + j] += root[i * n + m] * root[j * n + m];
      h[i * n + j] += i == j ? 1e-3 : 0.0;
    }
  }
  std::vector<double> b(n);
  for (double& value : b) value = 4.0 * random.uniform() - 2.0;
  std::vector<double> y(n, 1.0 / static_cast<double>(n));
  detail::SimplexQp(n).solve(h, b, y);
  std::vector<double> slope(n);
  for (std::size_t i = 0; i < n; ++i) {
    slope[i] = -b[i];
    for (std::size_t j = 0; j < n; ++j) slope[i] += h[i * n + j] * y[j];
  }
  const double least = *std::min_element(slope.begin(), slope.end());
  RC_ASSERT(std::fabs(std::accumulate(y.begin(), y.end(), 0.0) - 1.0) < 1e-12);
  for (std::size_t i = 0; i < n; ++i) {
    RC_ASSERT(y[i] >= 0.0);
    RC_ASSERT(y[i] <= 0.0 || slope[i] - least < 1e-8);
  }
}

RC_GTEST_PROP(KernelProperties, ExponentialsAreThoseOfPlainExp, (std::uint64_t seed)) {
  SplitMix64 random(seed);
  std::vector<detail::Lanes> z(6);
  for (detail::Lanes& lanes : z) {
    for (double& value : lanes.value) value = -60.0 * random.uniform();
  }
  const double scale = 0.05 + 5.0 * random.uniform();
  const double shift[] = {3.0 * random.uniform(), -3.0 * random.uniform(), 0.0};
  std::vector<detail::Lanes> r(6);
  detail::exponentials(z.data(), scale, shift, 2, 3, r.data());
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t lane = 0; lane < detail::kLanes; ++lane) {
      const double exponent = std::max(z[i].value[lane] * scale, detail::kLeastExponent);
      RC_ASSERT(r[i].value[lane] == detail::plain_exp(exponent + shift[i % 3]));
    }
  }
}

}  // namespace
}  // namespace ykien

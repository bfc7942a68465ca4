#include "ykien/study/trend.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "study/detail/logit_newton.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using Eigen::Index;

[[noreturn]] void wrong_use(const std::string& what) { throw Error(ErrorCode::usage, "trend", what); }

[[noreturn]] void refuse(const std::string& what, const std::string& cure) {
  throw Error(ErrorCode::format, "trend", what, cure);
}

void check_season(std::size_t periods, const TrendOptions& options) {
  if (options.cycle < 2) wrong_use("a season's round has two periods at least");
  if (2 * options.harmonics > options.cycle)
    wrong_use("there are more harmonics than a round of the season can hold");
  if (options.harmonics == 0 || periods > 2 * options.cycle) return;
  refuse("a season cannot be told from chance on " + std::to_string(periods) +
             " periods, which are two rounds of " + std::to_string(options.cycle) + " or fewer",
         "give more than two rounds or leave the season out");
}

void check_events(std::size_t periods, const TrendOptions& options) {
  for (const Event& event : options.events) {
    const std::size_t end = std::min(event.to, periods);
    if (event.from < end && end - event.from < periods) continue;
    refuse(
        "the event \"" + event.name + "\" covers none or all of the periods, so that nothing can be compared",
        "choose periods before and after it");
  }
}

class DesignBuilder {
 public:
  explicit DesignBuilder(std::size_t periods) : periods_(periods) {}

  // value(t), t = 1..T
  template <class Value>
  void add(std::string name, Value value) {
    names_.push_back(std::move(name));
    for (std::size_t t = 1; t <= periods_; ++t) columns_.push_back(value(t));
  }

  Design design() const {
    Design result{names_, std::vector<double>(columns_.size())};
    for (std::size_t i = 0; i < columns_.size(); ++i)
      result.cells[i % periods_ * names_.size() + i / periods_] = columns_[i];
    return result;
  }

 private:
  std::size_t periods_;
  std::vector<std::string> names_;
  std::vector<double> columns_;
};

// The rows and topics that take part: periods with items, topics with items, the baseline last.
struct Parts {
  std::vector<std::size_t> periods;
  std::vector<std::size_t> topics;
};

double total(const CountTable& table, std::size_t topic) {
  double sum = 0.0;
  for (std::size_t t = 0; t < table.periods(); ++t) sum += table.period(t)[topic];
  return sum;
}

Parts parts_of(const CountTable& table, std::size_t baseline) {
  Parts parts;
  std::vector<double> totals;
  for (std::size_t k = 0; k < table.topics; ++k) totals.push_back(total(table, k));
  for (std::size_t k = 0; k < table.topics; ++k) {
    if (totals[k] > 0.0) parts.topics.push_back(k);
  }
  if (parts.topics.size() < 2) refuse("fewer than two topics have items, so that no share can change", "");
  const std::size_t most =
      static_cast<std::size_t>(std::max_element(totals.begin(), totals.end()) - totals.begin());
  const auto last =
      std::find(parts.topics.begin(), parts.topics.end(), baseline == kToTheEnd ? most : baseline);
  if (last == parts.topics.end()) wrong_use("the baseline is not a topic with items");
  std::rotate(last, last + 1, parts.topics.end());
  for (std::size_t t = 0; t < table.periods(); ++t) {
    const auto row = table.period(t);
    if (std::any_of(row.begin(), row.end(), [](double cell) { return cell > 0.0; }))
      parts.periods.push_back(t);
  }
  return parts;
}

detail::LogitProblem problem_of(const CountTable& table, const Design& design, const Parts& parts) {
  const auto rows = static_cast<Index>(parts.periods.size());
  detail::LogitProblem problem{Eigen::MatrixXd(rows, static_cast<Index>(design.columns())),
                               Eigen::MatrixXd(rows, static_cast<Index>(parts.topics.size()))};
  for (Index t = 0; t < rows; ++t) {
    const std::size_t period = parts.periods[static_cast<std::size_t>(t)];
    for (Index p = 0; p < problem.design.cols(); ++p)
      problem.design(t, p) = design.cells[period * design.columns() + static_cast<std::size_t>(p)];
    for (Index k = 0; k < problem.counts.cols(); ++k)
      problem.counts(t, k) = table.period(period)[parts.topics[static_cast<std::size_t>(k)]];
  }
  return problem;
}

double pearson(const detail::LogitProblem& problem, const Eigen::MatrixXd& shares) {
  const Eigen::ArrayXXd expected = problem.counts.rowwise().sum().asDiagonal() * shares;
  return ((problem.counts.array() - expected).square() / expected).sum();
}

double deviance(const detail::LogitProblem& problem, double log_likelihood) {
  double saturated = 0.0;
  for (Index t = 0; t < problem.counts.rows(); ++t) {
    const double items = problem.counts.row(t).sum();
    for (Index k = 0; k < problem.counts.cols(); ++k) {
      const double count = problem.counts(t, k);
      if (count > 0.0) saturated += count * std::log(count / items);
    }
  }
  return std::max(0.0, 2.0 * (saturated - log_likelihood));
}

Effect effect_of(const std::string& name, double estimate, double variance, const ShareFit& fit) {
  Effect effect{name, estimate, 0.0, std::sqrt(variance)};
  effect.standard_error = effect.multinomial_error * std::sqrt(fit.dispersion);
  if (!(effect.standard_error > 0.0)) return effect;  // a perfect fit: nothing to test against
  effect.t = estimate / effect.standard_error;
  const boost::math::students_t distribution(fit.degrees);
  effect.p = 2.0 * boost::math::cdf(boost::math::complement(distribution, std::fabs(effect.t)));
  return effect;
}

void check_sizes(const CountTable& table, const Design& design) {
  check(table);
  if (design.columns() == 0 || design.cells.size() != design.columns() * table.periods())
    wrong_use("the design needs a row for each period");
  if (!std::all_of(design.cells.begin(), design.cells.end(), [](double cell) { return std::isfinite(cell); }))
    wrong_use("a cell of the design is not finite");
}

double degrees_left(const Parts& parts, const Design& design) {
  if (parts.periods.size() > design.columns())
    return static_cast<double>((parts.periods.size() - design.columns()) * (parts.topics.size() - 1));
  refuse(std::to_string(parts.periods.size()) + " periods with items are too few for " +
             std::to_string(design.columns()) + " effects",
         "leave out events or the season, or take shorter periods");
}

}  // namespace

Design trend_design(std::size_t periods, const TrendOptions& options) {
  if (periods == 0) refuse("there are no periods", "");
  check_season(periods, options);
  check_events(periods, options);
  const double round = static_cast<double>(options.cycle);
  DesignBuilder builder(periods);
  builder.add("1", [](std::size_t) { return 1.0; });
  for (const Event& event : options.events)
    builder.add(event.name, [&event](std::size_t t) { return t > event.from && t <= event.to ? 1.0 : 0.0; });
  for (std::size_t h = 1; h <= options.harmonics; ++h) {
    const double step = boost::math::constants::two_pi<double>() * static_cast<double>(h) / round;
    builder.add("sin " + std::to_string(h),
                [step](std::size_t t) { return std::sin(step * static_cast<double>(t)); });
    if (2 * h == options.cycle) continue;  // there the sine is 0 everywhere but for rounding
    builder.add("cos " + std::to_string(h),
                [step](std::size_t t) { return std::cos(step * static_cast<double>(t)); });
  }
  if (options.linear) builder.add("line", [round](std::size_t t) { return static_cast<double>(t) / round; });
  return builder.design();
}

ShareFit fit_shares(const CountTable& table, const Design& design, std::size_t baseline) {
  check_sizes(table, design);
  const Parts parts = parts_of(table, baseline);
  ShareFit fit;
  fit.baseline = parts.topics.back();
  fit.degrees = degrees_left(parts, design);
  const detail::LogitProblem problem = problem_of(table, design, parts);
  const detail::LogitSolution solution = detail::solve_logit(problem);
  fit.log_likelihood = solution.log_likelihood;
  fit.deviance = deviance(problem, solution.log_likelihood);
  fit.dispersion = pearson(problem, solution.shares) / fit.degrees;
  fit.effects.resize(table.topics);
  const Index columns = problem.design.cols();
  for (Index k = 0; k < solution.effects.cols(); ++k) {
    for (Index p = 0; p < columns; ++p) {
      const double variance = solution.covariance(k * columns + p, k * columns + p);
      fit.effects[parts.topics[static_cast<std::size_t>(k)]].push_back(
          effect_of(design.names[static_cast<std::size_t>(p)], solution.effects(p, k), variance, fit));
    }
  }
  fit.shares.assign(table.cells.size(), 0.0);
  for (std::size_t t = 0; t < parts.periods.size(); ++t) {
    for (std::size_t k = 0; k < parts.topics.size(); ++k)
      fit.shares[parts.periods[t] * table.topics + parts.topics[k]] =
          solution.shares(static_cast<Index>(t), static_cast<Index>(k));
  }
  return fit;
}

ShareFit fit_share(const CountTable& table, std::size_t topic, const Design& design) {
  check(table);
  if (topic >= table.topics) wrong_use("there is no such topic");
  std::vector<double> cells;
  for (std::size_t t = 0; t < table.periods(); ++t) {
    double items = 0.0;
    for (const double cell : table.period(t)) items += cell;
    cells.push_back(table.period(t)[topic]);
    cells.push_back(items - table.period(t)[topic]);
  }
  return fit_shares({cells, 2}, design, 1);
}

}  // namespace ykien

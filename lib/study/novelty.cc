#include "ykien/study/novelty.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "study/detail/log_space.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

using detail::log_gamma;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "novelty", what); }

void check_options(const NoveltyOptions& options) {
  if (options.least_baseline < 2 || options.window < options.least_baseline)
    wrong_use("the baseline needs two periods at least, and the window no fewer");
  if (!(options.false_alarms > 0.0 && options.false_alarms < 1.0))
    wrong_use("the share of false alarms lies between 0 and 1");
}

struct Baseline {
  double mean = 0.0;
  double rho = 0.0;
};

// Moments with the weights of the periods' tokens (Kleinman 1973). Half a token is added to each side so that
// a baseline without any unseen word does not make the first one impossible.
Baseline baseline_of(std::span<const UnseenWords> periods) {
  double tokens = 0.0;
  double unseen = 0.0;
  double squares = 0.0;
  for (const UnseenWords& one : periods) {
    const auto n = static_cast<double>(one.tokens);
    tokens += n;
    squares += n * n;
    unseen += static_cast<double>(one.unseen);
  }
  Baseline result;
  result.mean = (unseen + 0.5) / (tokens + 1.0);
  const auto count = static_cast<double>(periods.size());
  double spread = 0.0;
  for (const UnseenWords& one : periods) {
    const auto n = static_cast<double>(one.tokens);
    const double share = static_cast<double>(one.unseen) / n - unseen / tokens;
    spread += n * share * share;
  }
  const double variance = result.mean * (1.0 - result.mean);
  const double by_chance = variance * (count - 1.0);
  const double by_burst = variance * (tokens - squares / tokens - (count - 1.0));
  if (by_burst > 0.0) result.rho = std::clamp((spread - by_chance) / by_burst, 0.0, 0.999);
  return result;
}

// ln of the beta-binomial probabilities of 0, 1, 2 ..., each from the one before.
class BetaBinomial {
 public:
  BetaBinomial(std::uint64_t n, double mean, double rho) : n_(static_cast<double>(n)) {
    if (rho > kBinomial) {
      a_ = mean * (1.0 / rho - 1.0);
      b_ = (1.0 - mean) * (1.0 / rho - 1.0);
    }
    log_odds_ = std::log(mean) - std::log1p(-mean);
    log_ = first(mean);
  }

  double probability() const { return std::exp(log_); }
  void next() {
    const double by_draw = a_ > 0.0 ? std::log(a_ + x_) - std::log(b_ + n_ - x_ - 1.0) : log_odds_;
    log_ += std::log(n_ - x_) - std::log(x_ + 1.0) + by_draw;
    x_ += 1.0;
  }

 private:
  static constexpr double kBinomial = 1e-9;

  double first(double mean) const {
    if (a_ <= 0.0) return n_ * std::log1p(-mean);
    return log_gamma(n_ + b_) - log_gamma(b_) + log_gamma(a_ + b_) - log_gamma(n_ + a_ + b_);
  }

  double n_;
  double a_ = 0.0;
  double b_ = 0.0;
  double log_odds_ = 0.0;
  double log_ = 0.0;
  double x_ = 0.0;
};

// The largest number of unseen words that gives no alarm.
std::uint64_t alarm_limit(std::uint64_t tokens, const Baseline& baseline, double false_alarms) {
  BetaBinomial distribution(tokens, baseline.mean, baseline.rho);
  double below = 0.0;
  for (std::uint64_t x = 0; x < tokens; ++x, distribution.next()) {
    below += distribution.probability();
    if (1.0 - below <= false_alarms) return x;
  }
  return tokens;
}

NoveltyPoint point_of(const UnseenWords& period, std::span<const UnseenWords> earlier,
                      const NoveltyOptions& options) {
  NoveltyPoint point;
  if (period.tokens > 0)
    point.share = static_cast<double>(period.unseen) / static_cast<double>(period.tokens);
  if (earlier.size() < options.least_baseline) return point;
  const Baseline baseline = baseline_of(earlier);
  point.expected = baseline.mean;
  point.overdispersion = baseline.rho;
  point.state = NoveltyState::no_words;
  if (period.tokens == 0) return point;
  const std::uint64_t limit = alarm_limit(period.tokens, baseline, options.false_alarms);
  point.limit = static_cast<double>(limit) / static_cast<double>(period.tokens);
  point.p = beta_binomial_tail(period.unseen, period.tokens, baseline.mean, baseline.rho);
  point.state = period.unseen > limit ? NoveltyState::alarm : NoveltyState::usual;
  return point;
}

}  // namespace

std::vector<UnseenWords> unseen_words(const TermCorpus& corpus, std::span<const std::uint32_t> periods,
                                      std::size_t count) {
  if (periods.size() != corpus.size()) wrong_use("each text needs a period");
  constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> first(corpus.terms(), kNever);
  std::uint32_t beginning = kNever;
  for (std::uint32_t text = 0; text < periods.size(); ++text) {
    if (periods[text] >= count) wrong_use("a period is out of range");
    if (!corpus.text(text).empty()) beginning = std::min(beginning, periods[text]);
    for (const std::uint32_t term : corpus.text(text)) first[term] = std::min(first[term], periods[text]);
  }
  std::vector<UnseenWords> result(count);
  for (std::uint32_t text = 0; text < periods.size(); ++text) {
    if (periods[text] == beginning) continue;
    for (const std::uint32_t term : corpus.text(text)) {
      if (corpus.syllables(term) != 1) continue;
      ++result[periods[text]].tokens;
      if (first[term] == periods[text]) ++result[periods[text]].unseen;
    }
  }
  return result;
}

std::vector<NoveltyPoint> novelty_chart(std::span<const UnseenWords> periods, const NoveltyOptions& options) {
  check_options(options);
  std::vector<NoveltyPoint> chart;
  std::vector<UnseenWords> baseline;  // oldest first
  for (const UnseenWords& period : periods) {
    if (period.unseen > period.tokens) wrong_use("there are more unseen words than words");
    chart.push_back(point_of(period, baseline, options));
    if (period.tokens == 0 || chart.back().state == NoveltyState::alarm) continue;
    baseline.push_back(period);
    if (baseline.size() > options.window) baseline.erase(baseline.begin());
  }
  return chart;
}

double beta_binomial_tail(std::uint64_t unseen, std::uint64_t tokens, double mean, double rho) {
  if (!(mean >= 0.0 && mean <= 1.0 && rho >= 0.0 && rho <= 1.0)) wrong_use("mean and rho lie in 0..1");
  if (unseen == 0) return 1.0;
  if (unseen > tokens || mean == 0.0) return 0.0;
  if (mean == 1.0) return 1.0;
  if (rho == 1.0) return mean;  // all or none
  BetaBinomial distribution(tokens, mean, rho);
  double below = 0.0;
  for (std::uint64_t x = 0; x < unseen; ++x, distribution.next()) below += distribution.probability();
  double above = 0.0;
  for (std::uint64_t x = unseen; x < tokens; ++x, distribution.next()) above += distribution.probability();
  above += distribution.probability();
  return std::clamp(below < 0.5 ? 1.0 - below : above, 0.0, 1.0);
}

}  // namespace ykien

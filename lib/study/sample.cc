#include "ykien/study/sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

#include "study/detail/resample.h"
#include "study/detail/validation_fit.h"
#include "topic/fit/plain_math.h"
#include "ykien/base/error.h"
#include "ykien/study/interval.h"

namespace ykien {
namespace {

using detail::SplitMix64;

constexpr double kEndless = 1e15;
constexpr std::size_t kLeastOfStratum = 2;

[[noreturn]] void wrong_use(const char* what) { throw Error(ErrorCode::usage, "sample", what); }

double width_at(double n, const SizeOptions& options) {
  const double rows = options.rows > 0 ? static_cast<double>(options.rows) : kEndless;
  const double explained = options.correlation * options.correlation * (1.0 - n / rows);
  const double effective = std::min(n / std::max(1.0 - explained, 1.0 / kEndless), kEndless);
  const Interval interval = wilson(options.share * effective, effective, options.level);
  return interval.high - interval.low;
}

void check_size_options(double width, const SizeOptions& options) {
  const auto share = [](double value) { return value >= 0.0 && value <= 1.0; };
  if (!(width > 0.0 && width < 1.0)) wrong_use("the width of an interval lies between 0 and 1");
  if (!share(options.share) || !share(options.correlation))
    wrong_use("a share or correlation is outside 0..1");
}

// Each row goes with the chance that keeps all samples equally likely (Knuth 1969, algorithm S).
void select(std::span<const std::uint32_t> rows, std::size_t count, SplitMix64& random,
            std::vector<PickedRow>& picked) {
  count = std::min(count, rows.size());
  const double probability =
      static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, rows.size()));
  for (std::size_t i = 0; i < rows.size() && count > 0; ++i) {
    if (random.below(rows.size() - i) >= count) continue;
    picked.push_back({rows[i], probability});
    --count;
  }
}

std::vector<std::uint32_t> numbers(std::size_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

void sort_rows(std::vector<PickedRow>& picked) {
  std::sort(picked.begin(), picked.end(),
            [](const PickedRow& a, const PickedRow& b) { return a.row < b.row; });
}

// What probabilities are proportional to: sizes, and the part dealt out evenly; sum 1.
std::vector<double> measures(std::span<const double> size, double even) {
  double sum = 0.0;
  for (const double value : size) {
    if (!(value >= 0.0 && std::isfinite(value))) wrong_use("a size is negative or not finite");
    sum += value;
  }
  if (!(sum > 0.0) || !std::isfinite(sum)) even = 1.0;
  std::vector<double> result;
  for (const double value : size) {
    const double own = even < 1.0 ? (1.0 - even) * value / sum : 0.0;
    result.push_back(own + even / static_cast<double>(size.size()));
  }
  return result;
}

// Probabilities with the sum `count`, none above 1: what reaches 1 is certain, the rest share what is left.
std::vector<double> probabilities(const std::vector<double>& measure, std::size_t count) {
  std::vector<double> result(measure.size());
  double left = static_cast<double>(count);
  for (bool again = true; again && left > 0.0;) {
    again = false;
    double sum = 0.0;
    for (std::size_t i = 0; i < measure.size(); ++i) sum += result[i] < 1.0 ? measure[i] : 0.0;
    if (!(sum > 0.0)) break;
    const double share = left / sum;
    for (std::size_t i = 0; i < measure.size(); ++i) {
      if (result[i] >= 1.0) continue;
      result[i] = measure[i] * share;
      if (result[i] < 1.0) continue;
      result[i] = 1.0;
      left -= 1.0;
      again = true;
    }
  }
  return result;
}

// One point in each unit of the sum of probabilities, all at the same place within it.
void walk(std::span<const std::uint32_t> order, std::span<const double> probability, double start,
          std::vector<PickedRow>& picked) {
  double next = start;
  double sum = 0.0;
  for (const std::uint32_t row : order) {
    sum += probability[row];
    if (sum <= next) continue;
    picked.push_back({row, probability[row]});
    next += 1.0;
  }
}

struct Quota {
  double priority;
  std::uint32_t stratum;

  bool operator<(const Quota& other) const {
    return priority != other.priority ? priority < other.priority : stratum > other.stratum;
  }
};

class Quotas {
 public:
  Quotas(const std::vector<std::vector<std::uint32_t>>& rows, Allocation allocation)
      : rows_(rows), allocation_(allocation), taken_(rows.size()) {}

  std::vector<std::size_t> share_out(std::size_t count) {
    std::priority_queue<Quota> queue;
    for (std::uint32_t s = 0; s < rows_.size(); ++s) ask(s, queue);
    for (; count > 0 && !queue.empty(); --count) {
      const std::uint32_t stratum = queue.top().stratum;
      queue.pop();
      ++taken_[stratum];
      ask(stratum, queue);
    }
    return taken_;
  }

 private:
  // A stratum below its least number goes before all that are not.
  void ask(std::uint32_t stratum, std::priority_queue<Quota>& queue) const {
    const std::size_t taken = taken_[stratum];
    if (taken >= rows_[stratum].size()) return;
    const double size = static_cast<double>(rows_[stratum].size());
    const double weight = allocation_ == Allocation::proportional ? size : 1.0;
    const double before =
        taken < kLeastOfStratum ? kEndless * static_cast<double>(kLeastOfStratum - taken) : 0.0;
    queue.push(
        {before + (taken < kLeastOfStratum ? size : weight / (static_cast<double>(taken) + 0.5)), stratum});
  }

  const std::vector<std::vector<std::uint32_t>>& rows_;
  Allocation allocation_;
  std::vector<std::size_t> taken_;
};

}  // namespace

std::size_t rows_to_label(double width, const SizeOptions& options) {
  check_size_options(width, options);
  const double most = options.rows > 0 ? static_cast<double>(options.rows) : kEndless;
  double enough = most;
  double too_few = 0.0;
  while (enough - too_few > 1.0) {
    const double middle = std::floor(0.5 * (enough + too_few));
    (width_at(middle, options) <= width ? enough : too_few) = middle;
  }
  return static_cast<std::size_t>(enough);
}

std::vector<PickedRow> pick_at_random(std::size_t rows, std::size_t count, std::uint64_t seed) {
  SplitMix64 random(seed);
  std::vector<PickedRow> picked;
  select(numbers(rows), count, random, picked);
  return picked;
}

std::vector<PickedRow> pick_by_size(std::span<const double> size, std::size_t count, std::uint64_t seed,
                                    double even) {
  if (!(even >= 0.0 && even <= 1.0)) wrong_use("the even part is outside 0..1");
  const std::vector<double> probability = probabilities(measures(size, even), std::min(count, size.size()));
  std::vector<PickedRow> picked;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < probability.size(); ++i) {
    if (probability[i] >= 1.0) picked.push_back({i, 1.0});
    if (probability[i] > 0.0 && probability[i] < 1.0) order.push_back(i);
  }
  SplitMix64 random(seed);
  detail::shuffle(std::span(order), random);
  walk(order, probability, random.uniform(), picked);
  sort_rows(picked);
  return picked;
}

std::vector<double> uncertainty(std::span<const double> posterior, std::uint32_t topics) {
  detail::check_posteriors(posterior, topics);
  std::vector<double> result;
  const double whole = topics > 1 ? detail::plain_log(topics) : 1.0;
  for (std::size_t i = 0; i < posterior.size(); i += topics) {
    const std::span row = posterior.subspan(i, topics);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    double entropy = 0.0;
    for (const double p : row) entropy -= p > 0.0 ? p / sum * detail::plain_log(p / sum) : 0.0;
    result.push_back(std::clamp(entropy / whole, 0.0, 1.0));
  }
  return result;
}

std::vector<PickedRow> pick_by_stratum(std::span<const std::uint32_t> stratum_of_row, std::uint32_t strata,
                                       std::size_t count, Allocation allocation, std::uint64_t seed) {
  std::vector<std::vector<std::uint32_t>> rows(strata);
  for (std::uint32_t i = 0; i < stratum_of_row.size(); ++i) {
    if (stratum_of_row[i] >= strata) wrong_use("a stratum is out of range");
    rows[stratum_of_row[i]].push_back(i);
  }
  const std::vector<std::size_t> quota = Quotas(rows, allocation).share_out(count);
  std::vector<PickedRow> picked;
  for (std::uint32_t s = 0; s < strata; ++s) {
    SplitMix64 random = detail::stream(seed, s, 0);
    select(rows[s], quota[s], random, picked);
  }
  sort_rows(picked);
  return picked;
}

}  // namespace ykien

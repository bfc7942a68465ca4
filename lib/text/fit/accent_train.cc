#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/detail/plain_math.h"
#include "base/detail/random.h"
#include "text/detail/accent_data.h"
#include "text/detail/accent_lattice.h"
#include "text/fit/accent_levels.h"
#include "text/fit/accent_sentences.h"
#include "text/fit/accent_weights.h"
#include "ykien/base/error.h"
#include "ykien/text/restore_train.h"

namespace ykien {
namespace {

using detail::AccentUnit;
using detail::ContextWeights;
using detail::LatticeNode;

constexpr std::size_t kLongestRun = 64;  // longer ones are cut
constexpr detail::Beam kBeam = {6, 6};
constexpr float kSmallestGradient = 1e-3F;
constexpr float kFirstSquares = 0.1F;  // keeps the first steps of AdaGrad small
constexpr double kTableLoad = 0.8;     // a full bucket is one more line of memory to fetch

class Trainer {
 public:
  Trainer(const detail::AccentLexicon& lexicon, std::span<const AccentUnit> units, ContextWeights& weights,
          const AccentTrainOptions& options)
      : units_(units),
        weights_(weights),
        rate_(static_cast<float>(options.rate)),
        dropout_(options.dropout),
        random_(options.seed),
        lattice_(lexicon, weights, kBeam) {
    for (std::size_t i = detail::kReach; i < units.size(); ++i) {
      if (in_run(units[i]) && !in_run(units[i - 1])) begins_.push_back(static_cast<std::uint32_t>(i));
    }
  }

  // One pass in random order. Returns the mean of -ln of the probability of the true spelling.
  double pass() {
    detail::shuffle(std::span(begins_), random_);
    loss_ = 0;
    seen_ = 0;
    for (const std::uint32_t begin : begins_) {
      std::size_t end = begin;
      while (in_run(units_[end])) ++end;
      for (std::size_t at = begin; at < end; at += kLongestRun) learn(at, std::min(end - at, kLongestRun));
    }
    return seen_ == 0 ? 0 : loss_ / static_cast<double>(seen_);
  }

 private:
  void learn(std::size_t begin, std::size_t size) {
    copy_.assign(units_.begin() + static_cast<std::ptrdiff_t>(begin - detail::kReach),
                 units_.begin() + static_cast<std::ptrdiff_t>(begin + size + detail::kReach));
    forget_case();
    lattice_.open(copy_.data() + detail::kReach, size);
    drop_contexts();
    lattice_.choose([](const AccentUnit& unit) { return unit.spelling; },
                    [](const AccentUnit&) { return false; });
    lattice_.sum();
    true_ = 0;
    for (std::size_t i = 0; i < size; ++i) step(i);
  }

  // Much of what is typed without accents has no capitals either, or nothing else.
  void forget_case() {
    const std::uint64_t pick = random_.below(16);
    if (pick > 2) return;
    for (AccentUnit& unit : copy_) {
      if (unit.word) unit.shape = pick < 2 ? detail::Shape::lower : detail::Shape::upper;
    }
  }

  // So that the weights of short contexts do not lean on those of the longer ones, which new text may lack.
  void drop_contexts() {
    if (dropout_ <= 0) return;
    for (LatticeNode& node : lattice_.nodes()) {
      for (std::size_t i = 0; i < detail::kAroundContexts; ++i) {
        if (random_.uniform() < dropout_ * (detail::words_of(detail::kAround[i]) == 2 ? 0.3 : 1))
          node.keys[i] = 0;
      }
    }
  }

  void step(std::size_t i) {
    LatticeNode& node = lattice_.nodes()[i];
    std::array<float, detail::kMostCandidates> probability{};
    std::size_t own = 0;
    for (std::size_t k = 0; k < node.size; ++k) {
      probability[node.candidates[k]] = node.posterior(k);
      if (node.candidates[k] == node.unit->spelling) own = k;
    }
    loss_ -= detail::plain_log(std::max(node.posterior(own), 1e-30F));
    ++seen_;
    const bool sure = 1 - node.posterior(own) <= kSmallestGradient;  // then no gradient is larger
    for (const std::uint64_t key : node.keys) {
      if (key == 0 || sure) continue;
      for (ContextWeights::Weight& weight : weights_.at(key)) {
        ascend(weight,
               (weight.candidate == node.unit->spelling ? 1.0F : 0.0F) - probability[weight.candidate]);
      }
    }
    if (i > 0 && !(sure && sure_)) step_pairs(i, true_, own);
    sure_ = sure;
    true_ = own;
  }

  void step_pairs(std::size_t i, std::size_t left, std::size_t own) {
    const LatticeNode& node = lattice_.nodes()[i];
    for (std::size_t j = 0; j < lattice_.nodes()[i - 1].size; ++j) {
      std::array<float, detail::kMostCandidates> gradient{};
      for (std::size_t k = 0; k < node.size; ++k) {
        const float truth = j == left && k == own ? 1.0F : 0.0F;
        gradient[node.candidates[k]] = truth - lattice_.pair_posterior(i, j, k);
      }
      for (std::size_t which = 0; which < detail::kPairContexts; ++which) {
        for (ContextWeights::Weight& weight : weights_.at(lattice_.pair_key(i, which, j))) {
          ascend(weight, gradient[weight.candidate]);
        }
      }
    }
  }

  void ascend(ContextWeights::Weight& weight, float gradient) const noexcept {
    if (std::abs(gradient) <= kSmallestGradient) return;
    weight.squares += gradient * gradient;
    weight.value += rate_ * gradient / std::sqrt(weight.squares + kFirstSquares);
  }

  std::span<const AccentUnit> units_;
  ContextWeights& weights_;
  float rate_;
  double dropout_;
  detail::SplitMix64 random_;
  detail::AccentLattice<ContextWeights> lattice_;
  std::vector<std::uint32_t> begins_;  // of runs
  std::vector<AccentUnit> copy_;       // of the run at hand, with its neighbours
  std::size_t true_ = 0;               // the place of the true spelling of the node before
  bool sure_ = false;                  // whether nothing is to be learned at the node before
  double loss_ = 0;
  std::size_t seen_ = 0;
};

void check(const AccentTrainOptions& options) {
  const bool sound = options.epochs >= 1 && options.rate > 0 && options.dropout >= 0 && options.dropout < 1 &&
                     options.weights >= 1 && options.min_spelling >= 1 && options.min_context >= 1;
  if (!sound)
    throw Error(ErrorCode::usage, "training accents", "an option is out of its range", "see restore_train.h");
}

// The windows that occur most stand first, so that they find room where they are looked for.
std::vector<detail::AccentEntry> entries_of(const ContextWeights& weights, const detail::Levels& levels) {
  std::unordered_map<std::uint32_t, std::uint64_t> occurrences;
  for (const auto& [key, weight] : weights.all()) occurrences[detail::window_of(key)] += weight.count;
  std::vector<std::pair<std::uint64_t, detail::AccentEntry>> ranked;
  for (const auto& [key, weight] : weights.all()) {
    ranked.push_back(
        {occurrences[detail::window_of(key)], {key, weight.candidate, levels.nearest(weight.value)}});
  }
  std::ranges::sort(ranked, [](const auto& a, const auto& b) {
    return std::tie(b.first, a.second.key, a.second.candidate) <
           std::tie(a.first, b.second.key, b.second.candidate);
  });
  std::vector<detail::AccentEntry> entries;
  for (const auto& [rank, entry] : ranked) entries.push_back(entry);
  return entries;
}

std::shared_ptr<const detail::AccentData> pack(detail::AccentLexicon lexicon, const ContextWeights& weights,
                                               std::string facts) {
  std::vector<float> values;
  for (const auto& [key, weight] : weights.all()) values.push_back(weight.value);
  const detail::Levels levels = detail::Levels::of(std::move(values));
  auto data = std::make_shared<detail::AccentData>();
  data->facts = std::move(facts);
  data->lexicon = std::move(lexicon);
  data->levels = levels.values;
  data->buckets = detail::AccentTable::build(entries_of(weights, levels), kTableLoad);
  data->table = detail::AccentTable(data->buckets, data->levels);
  data->starts.build(data->lexicon, data->table);
  data->bytes = detail::write_accent_data(*data).size();
  return data;
}

std::string line(const std::string& key, std::size_t value) {
  return key + ": " + std::to_string(value) + "\n";
}

std::string facts_of(const detail::AccentSentences& sentences, const AccentTrainOptions& options) {
  const auto runs = [](const AccentUnit& unit) { return in_run(unit); };
  return options.facts + line("sentences", sentences.kept) + line("repeated_left_out", sentences.repeated) +
         line("unaccented_left_out", sentences.unaccented) +
         line("syllables", static_cast<std::size_t>(std::ranges::count_if(sentences.units, runs))) +
         line("epochs", options.epochs) + line("epochs_after_pruning", options.epochs_after) +
         line("most_weights", options.weights) + line("min_spelling", options.min_spelling) +
         "rate: " + std::to_string(options.rate) + "\ndropout: " + std::to_string(options.dropout) + "\n" +
         line("seed", options.seed);
}

}  // namespace

AccentModel train_accents(std::span<const std::string> texts, const AccentTrainOptions& options) {
  check(options);
  const auto tell = [&](const std::string& what) {
    if (options.progress) options.progress(what);
  };
  detail::AccentLexicon lexicon = detail::learn_lexicon(texts, options.min_spelling);
  const detail::AccentSentences sentences = detail::read_sentences(texts, lexicon);
  if (lexicon.syllables().empty() || sentences.kept == 0) {
    throw Error(ErrorCode::usage, "training accents", "the texts hold no sentences with accents",
                "give Vietnamese texts in UTF-8, with accents");
  }
  tell(std::to_string(sentences.kept) + " sentences, " + std::to_string(lexicon.syllables().size()) +
       " syllables");
  ContextWeights weights;
  weights.count(sentences.units, lexicon, options.min_context);
  tell(std::to_string(weights.size()) + " weights");
  Trainer trainer(lexicon, sentences.units, weights, options);
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch)
    tell("loss " + std::to_string(trainer.pass()));
  weights.prune(options.weights);
  tell(std::to_string(weights.size()) + " weights kept");
  for (std::uint32_t epoch = 0; epoch < options.epochs_after; ++epoch)
    tell("loss " + std::to_string(trainer.pass()));
  return AccentModel(pack(std::move(lexicon), weights, facts_of(sentences, options)));
}

std::string to_bytes(const AccentModel& model) { return detail::write_accent_data(model.data()); }

}  // namespace ykien

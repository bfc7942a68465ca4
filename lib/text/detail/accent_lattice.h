// The lattice of spellings of a run of syllables: forward and backward sums of a linear-chain conditional
// random field (Lafferty, McCallum and Pereira 2001), over the few best candidates of each syllable.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_LATTICE_H_
#define YKIEN_TEXT_DETAIL_ACCENT_LATTICE_H_

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "text/detail/accent_contexts.h"
#include "text/detail/accent_lexicon.h"
#include "text/detail/accent_units.h"
#include "text/detail/quick_exp.h"

namespace ykien::detail {

// How many candidates of a syllable are kept, how much worse than the best one (in nats) they may look, and
// what the weights of pairs are multiplied with.
struct Beam {
  std::size_t most = 6;
  float reach = 6;
  float pair_factor = 1;
};
inline constexpr float kMostPairScore = 30;    // keeps the sums of any model far from the ends of float
inline constexpr std::size_t kWidestBeam = 9;  // one place is for the spelling that must be kept

struct LatticeNode {
  using Values = std::array<float, kWidestBeam>;
  const AccentUnit* unit = nullptr;
  UnaryKeys keys{};  // 0: left out
  PairKeys pair_windows{};
  std::size_t size = 0;
  std::array<std::uint8_t, kWidestBeam> candidates{};
  Values unary{};                          // e^(score - best score)
  std::array<Values, kWidestBeam> pair{};  // [left][own]: e^score
  Values forward{};                        // sums to 1
  Values backward{};
  float scale = 1;
  float posterior(std::size_t k) const noexcept { return forward[k] * backward[k]; }
};

// Store: add(keys, scores) and prefetch(key), as AccentTable has them. Holds buffers: one per thread.
template <typename Store>
class AccentLattice {
 public:
  AccentLattice(const AccentLexicon& lexicon, const Store& store, Beam beam) noexcept
      : lexicon_(lexicon), store_(store), beam_(beam) {}

  // Starts with the run of units at `first`, all with candidates and with kReach units on either side.
  void open(const AccentUnit* first, std::size_t size) {
    nodes_.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
      nodes_[i].unit = first + i;
      unary_keys(first + i, nodes_[i].keys);
    }
  }

  // Chooses the candidates of node i. must(unit): the one that has to be among them, or kUnknownSpelling;
  // only(unit): whether it is the only one.
  template <typename Must, typename Only>
  void choose(Must must, Only only) {
    for (std::size_t i = 0; i < std::min(kFetchedAhead, nodes_.size()); ++i) prefetch(nodes_[i]);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (i + kFetchedAhead < nodes_.size()) prefetch(nodes_[i + kFetchedAhead]);
      LatticeNode& node = nodes_[i];
      if (only(*node.unit)) {
        node.size = 1;
        node.candidates[0] = node.unit->spelling;
        node.unary[0] = 1;
      } else {
        weigh(node);
        keep_best(node, must(*node.unit));
      }
    }
  }

  // Sums over all ways through the lattice.
  void sum() {
    weigh_pairs();
    for (std::size_t i = 0; i < nodes_.size(); ++i) forward(i);
    for (std::size_t i = nodes_.size(); i-- > 0;) backward(i);
  }

  // The probability that node i - 1 has its candidate j and node i its candidate k.
  float pair_posterior(std::size_t i, std::size_t j, std::size_t k) const noexcept {
    const LatticeNode& own = nodes_[i];
    return nodes_[i - 1].forward[j] * own.pair[j][k] * own.unary[k] * own.backward[k] * own.scale;
  }

  // The key of context `which` of node i after candidate j of the node before.
  std::uint64_t pair_key(std::size_t i, std::size_t which, std::size_t j) const noexcept {
    const LatticeNode& left = nodes_[i - 1];
    return after_spelling(nodes_[i].pair_windows[which], kAfterSpelling[which].own,
                          lexicon_.hashes(left.unit->set)[left.candidates[j]]);
  }

  std::span<LatticeNode> nodes() noexcept { return nodes_; }

 private:
  // More do not help, and push each other out of the nearest cache.
  static constexpr std::size_t kFetchedAhead = 2;

  void prefetch(const LatticeNode& node) const noexcept {
    for (const std::uint64_t key : node.keys) store_.prefetch(key);
  }

  void weigh(const LatticeNode& node) noexcept {
    std::ranges::transform(lexicon_.priors(node.unit->set), scores_.begin(), to_nats);
    store_.add(node.keys, scores_.data());
  }

  // The best ones within reach, the best of all first; equals in the order of the lexicon.
  void keep_best(LatticeNode& node, std::uint8_t must) noexcept {
    const std::size_t count = lexicon_.priors(node.unit->set).size();
    const float top = *std::max_element(scores_.begin(), scores_.begin() + count);
    const float least = top - beam_.reach;
    std::array<std::uint8_t, kMostCandidates> best{};
    std::size_t size = 0;
    for (std::size_t k = 0; k < count; ++k) {
      best[size] = static_cast<std::uint8_t>(k);
      size += scores_[k] >= least ? 1 : 0;
    }
    for (std::size_t i = 1; i < size; ++i) {  // few: by insertion
      const std::uint8_t candidate = best[i];
      std::size_t at = i;
      for (; at > 0 && scores_[candidate] > scores_[best[at - 1]]; --at) best[at] = best[at - 1];
      best[at] = candidate;
    }
    size = std::min(size, beam_.most);
    const bool missing =
        must != kUnknownSpelling && std::find(best.begin(), best.begin() + size, must) == best.begin() + size;
    if (missing) best[size++] = must;
    node.size = size;
    for (std::size_t k = 0; k < size; ++k) {
      node.candidates[k] = best[k];
      node.unary[k] = quick_exp(scores_[best[k]] - top);
    }
  }

  void weigh_pairs() {
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      pair_windows(nodes_[i].unit, nodes_[i].pair_windows);
      if (nodes_[i].size == 1 && nodes_[i - 1].size == 1) continue;  // nothing to choose
      for (std::size_t j = 0; j < nodes_[i - 1].size; ++j) {
        for (std::size_t which = 0; which < kPairContexts; ++which) store_.prefetch(pair_key(i, which, j));
      }
    }
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      for (std::size_t j = 0; j < nodes_[i - 1].size; ++j) weigh_pair(i, j);
    }
  }

  void weigh_pair(std::size_t i, std::size_t j) noexcept {
    LatticeNode& node = nodes_[i];
    node.pair[j].fill(1);
    if (node.size == 1 && nodes_[i - 1].size == 1) return;
    for (std::size_t k = 0; k < node.size; ++k) scores_[node.candidates[k]] = 0;
    PairKeys keys{};
    for (std::size_t which = 0; which < kPairContexts; ++which) keys[which] = pair_key(i, which, j);
    store_.add(keys, scores_.data());
    for (std::size_t k = 0; k < node.size; ++k) {
      const float score = scores_[node.candidates[k]];
      if (score != 0)
        node.pair[j][k] = quick_exp(std::clamp(score * beam_.pair_factor, -kMostPairScore, kMostPairScore));
    }
  }

  void forward(std::size_t i) noexcept {
    LatticeNode& node = nodes_[i];
    float total = 0;
    for (std::size_t k = 0; k < node.size; ++k) {
      float before = 1;
      if (i > 0) {
        before = 0;
        for (std::size_t j = 0; j < nodes_[i - 1].size; ++j)
          before += nodes_[i - 1].forward[j] * node.pair[j][k];
      }
      node.forward[k] = before * node.unary[k];
      total += node.forward[k];
    }
    node.scale = 1 / total;
    if (node.size == 1) return node.forward.fill(1);  // sure: what stands on its sides is independent
    for (std::size_t k = 0; k < node.size; ++k) node.forward[k] *= node.scale;
  }

  void backward(std::size_t i) noexcept {
    LatticeNode& node = nodes_[i];
    if (i + 1 == nodes_.size() || node.size == 1) return node.backward.fill(1);
    const LatticeNode& next = nodes_[i + 1];
    for (std::size_t j = 0; j < node.size; ++j) {
      float after = 0;
      for (std::size_t k = 0; k < next.size; ++k) after += next.pair[j][k] * next.unary[k] * next.backward[k];
      node.backward[j] = after * next.scale;
    }
  }

  const AccentLexicon& lexicon_;
  const Store& store_;
  Beam beam_;
  std::vector<LatticeNode> nodes_;
  std::array<float, kMostCandidates> scores_{};
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_LATTICE_H_

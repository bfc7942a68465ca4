// AccentChain: the lattice of accent_lattice.h as it is used, over the table of a model: the same spellings
// and probabilities, to the bit. A window of words is looked up once for all of its syllables; where one
// spelling alone is left, there is nothing to compute.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_CHAIN_H_
#define YKIEN_TEXT_DETAIL_ACCENT_CHAIN_H_

#include <array>
#include <span>
#include <vector>

#include "text/detail/accent_contexts.h"
#include "text/detail/accent_data.h"
#include "text/detail/accent_units.h"
#include "text/detail/quick_exp.h"

namespace ykien::detail {

// Holds buffers: one per thread.
class YKIEN_API AccentChain {
 public:
  static constexpr std::size_t kWidth = 4;         // candidates that are kept of a syllable,
  static constexpr Score kReachOfBeam = 3 * 1024;  // and how much worse than the best one they may look
  // What was chosen on the left counts more than training has it, where contexts are left out at random and
  // those of pairs are not: 0.1% more syllables are right, with 1.2 to 2 nearly alike.
  static constexpr float kPairFactor = 1.5F;

  using Values = FourFloats;
  // All values from `size` on are 0, or multiplied with one that is.
  struct Node {
    const AccentUnit* unit = nullptr;
    std::uint32_t size = 0;
    std::array<std::uint8_t, kWidth> candidates{};
    float scale = 1;
    Values unary{};    // e^(score - best score)
    Values forward{};  // sums to 1
    Values backward{};
    float posterior(std::size_t k) const noexcept { return forward[k] * backward[k]; }
  };

  explicit AccentChain(const AccentData& data) noexcept : data_(data) {}

  // Weighs the run of units at `first`, all with candidates and with kReach units on either side; accented
  // ones have the spelling they are written in. The nodes are valid until the next call.
  std::span<const Node> weigh(const AccentUnit* first, std::size_t size);

 private:
  using Pair = std::array<Values, kWidth>;  // [left][own]: e^score

  void start(const AccentUnit* first, std::size_t size);
  void look_around(const AccentUnit* first, std::size_t size);
  void choose();
  void choose_best(Node& node, const ScoreRow& row) noexcept;
  static void rank(Node& node, const ScoreRow& row, Score top, std::uint32_t within) noexcept;
  void look_at_pairs();
  void find_open();
  void look_at_pair(const Around& pair, std::size_t i, std::size_t row);
  void weigh_pairs() noexcept;
  void forward(std::size_t i) noexcept;
  void backward(std::size_t i) noexcept;
  bool settled(std::size_t i) const noexcept { return nodes_[i].size == 1 && nodes_[i - 1].size == 1; }

  const AccentData& data_;
  std::vector<Node> nodes_;
  std::vector<ScoreRow> rows_;  // of the nodes, and of kReach units on either side, which hold anything
  std::vector<AccentLook> looks_;
  std::vector<std::uint64_t>
      pair_windows_;                 // of two words and of three, by where they begin, from kReach before
  std::vector<ScoreRow> pair_rows_;  // kWidth for each open node; what is not looked at holds anything
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> open_;  // nodes that are not settled
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_CHAIN_H_

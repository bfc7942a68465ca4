#include "text/detail/accent_chain.h"

#include <algorithm>
#include <bit>

#include "text/detail/accent_contexts.h"
#include "text/detail/accent_lattice.h"
#include "text/detail/accent_ranking.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kTwoWords = 0;  // of kWindows
constexpr std::size_t kThreeWords = 3;

// Every word of a window is weighed in it.
template <std::size_t kKind>
AccentLook look_of(std::uint64_t window, std::size_t row) noexcept {
  AccentLook look{window_of(window), static_cast<std::uint32_t>(row), AccentLook::kNothing};
  look.heads[0] = AccentTable::head_of(around_key(window, 0));
  for (const std::uint8_t after : kWindows[kKind].after) {
    if (after != 0) look.heads[after] = AccentTable::head_of(around_key(window, after));
  }
  return look;
}

constexpr int length_of(const Window& window) noexcept { return std::max(window.after[0], window.after[1]); }

float sum_of(FourFloats four) noexcept { return ((four[0] + four[1]) + four[2]) + four[3]; }

}  // namespace

std::span<const AccentChain::Node> AccentChain::weigh(const AccentUnit* first, std::size_t size) {
  start(first, size);
  look_around(first, size);
  data_.table.add(looks_, rows_.data());
  choose();
  look_at_pairs();
  data_.table.add(looks_, pair_rows_.data());
  weigh_pairs();
  for (std::size_t i = 0; i < nodes_.size(); ++i) forward(i);
  for (std::size_t i = nodes_.size(); i-- > 0;) backward(i);
  return nodes_;
}

void AccentChain::start(const AccentUnit* first, std::size_t size) {
  nodes_.resize(size);
  if (rows_.size() < size + 2 * kReach) rows_.resize(size + 2 * kReach);
  for (std::size_t i = 0; i < size; ++i) {
    nodes_[i].unit = first + i;
    data_.starts.copy(first + i, rows_[i + kReach]);
  }
}

void AccentChain::look_around(const AccentUnit* first, std::size_t size) {
  looks_.resize((kWindowKinds + 1) * (size + kReach));
  pair_windows_.resize(2 * (size + kReach));
  AccentLook* to = looks_.data();
  for (std::size_t row = 0; row < size + kReach; ++row) {
    const AccentUnit* const begin = first + row - kReach;
    const auto look = [&]<std::size_t kKind>() {
      const std::uint64_t window = window_hash(begin, kKind);
      *to = look_of<kKind>(window, row);
      if (row + length_of(kWindows[kKind]) >= kReach) ++to;  // others hold nothing of the run
      return window;
    };
    pair_windows_[2 * row] = look.template operator()<kTwoWords>();
    look.template operator()<1>();
    look.template operator()<2>();
    pair_windows_[2 * row + 1] = look.template operator()<kThreeWords>();
  }
  for (std::size_t row = kReach; row < size + kReach; ++row) {
    const AccentUnit* const unit = first + row - kReach;
    const std::uint64_t key = shapes_key(unit->symbol, unit[-1].shape, unit->shape, unit[1].shape);
    *to = {window_of(key), static_cast<std::uint32_t>(row), AccentLook::kNothing};
    to->heads[0] = AccentTable::head_of(key);
    to += AccentStarts::hold_shapes(unit) ? 0 : 1;
  }
  looks_.resize(static_cast<std::size_t>(to - looks_.data()));
}

void AccentChain::choose() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    Node& node = nodes_[i];
    if (node.unit->accented) {
      node.size = 1;
      node.candidates = {node.unit->spelling};
      node.unary = Values{1};
    } else {
      choose_best(node, rows_[i + kReach]);
    }
  }
}

// The best ones within reach, the best of all first; equals in the order of the lexicon.
void AccentChain::choose_best(Node& node, const ScoreRow& row) noexcept {
  const std::size_t count = data_.lexicon.count(node.unit->set);
  constexpr std::size_t kFew = kMostCandidates / 2;
  const auto [top, within] = count <= kFew ? best_of<kFew>(row, count, kReachOfBeam)
                                           : best_of<kMostCandidates>(row, count, kReachOfBeam);
  node.size = 1;
  node.candidates = {static_cast<std::uint8_t>(std::countr_zero(within))};
  node.unary = Values{1};
  if ((within & (within - 1)) != 0) rank(node, row, top, within);
}

static_assert(kRankedTogether == AccentChain::kWidth);

void AccentChain::rank(Node& node, const ScoreRow& row, Score top, std::uint32_t within) noexcept {
  std::array<Ranked, kRankedTogether> best;
  for (Ranked& one : best) one = next_ranked(row, within);
  sort(best);
  for (; within != 0;) {  // hardly ever
    const Ranked more = next_ranked(row, within);
    best.back() = std::max(best.back(), more);
    sort(best);
  }
  node.size = 0;
  Values differences{};
  for (std::size_t k = 0; k < kWidth; ++k) {
    const bool some = best[k] != kNobody;
    node.size += some ? 1 : 0;
    node.candidates[k] = some ? candidate_of(best[k]) : std::uint8_t{0};
    differences[k] = to_nats(row[node.candidates[k]] - top);
  }
  const Values values = quick_exp(differences);
  for (std::size_t k = 0; k < kWidth; ++k) node.unary[k] = k < node.size ? values[k] : 0;
}

void AccentChain::look_at_pairs() {
  looks_.clear();
  find_open();
  if (pair_rows_.size() < kWidth * open_.size()) pair_rows_.resize(kWidth * open_.size());
  for (std::size_t at = 0; at < open_.size(); ++at) {
    const std::size_t i = open_[at];
    for (std::size_t j = 0; j < kWidth; ++j) {
      for (const std::uint8_t candidate : nodes_[i].candidates) pair_rows_[kWidth * at + j][candidate] = 0;
    }
    for (const Around& pair : kAfterSpelling) look_at_pair(pair, i, kWidth * at);
  }
}

void AccentChain::find_open() {
  open_.resize(nodes_.size());
  std::size_t open = 0;
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    open_[open] = static_cast<std::uint32_t>(i);
    open += settled(i) ? 0 : 1;
  }
  open_.resize(open);
}

// What the candidates on the left find goes to the rows from `row` on.
void AccentChain::look_at_pair(const Around& pair, std::size_t i, std::size_t row) {
  const Node& left = nodes_[i - 1];
  const std::span<const std::uint64_t> hashes = data_.lexicon.hashes(left.unit->set);
  const std::size_t begin = i + kReach - pair.own;
  const std::uint64_t window = pair_windows_[2 * begin + (pair.window == kThreeWords ? 1 : 0)];
  AccentLook look{window_of(window), static_cast<std::uint32_t>(row), AccentLook::kNothing};
  for (std::size_t j = 0; j < kWidth; ++j) {
    const std::uint64_t key = after_spelling(window, pair.own, hashes[left.candidates[j]]);
    const auto taken = static_cast<std::uint16_t>(j < left.size ? 0xFFFF : 0);
    look.heads[j] =
        static_cast<std::uint16_t>((AccentTable::head_of(key) & taken) | (look.heads[j] & ~taken));
  }
  if (!look.alike()) {
    looks_.push_back(look);
    return;
  }
  for (std::size_t j = 0; j < kWidth; ++j) {  // one by one: two spellings look the same to the table
    looks_.push_back({look.window, look.row, AccentLook::kNothing});
    looks_.back().heads[j] = look.heads[j];
  }
}

void AccentChain::weigh_pairs() noexcept {
  if (pairs_.size() < nodes_.size()) pairs_.resize(nodes_.size());
  constexpr Values kMost = Values{} + kMostPairScore;
  for (std::size_t at = 0; at < open_.size(); ++at) {
    const std::size_t i = open_[at];
    const auto [a, b, c, d] = nodes_[i].candidates;
    for (std::size_t j = 0; j < kWidth; ++j) {
      const ScoreRow& row = pair_rows_[kWidth * at + j];
      const FourIntegers scores = {row[a], row[b], row[c], row[d]};
      Values nats = __builtin_convertvector(scores, Values) / kScoresOfNat * kPairFactor;
      nats = nats > kMost ? kMost : nats;
      nats = nats < -kMost ? -kMost : nats;
      pairs_[i][j] = quick_exp(nats);
    }
  }
}

void AccentChain::forward(std::size_t i) noexcept {
  Node& node = nodes_[i];
  if (i > 0 && settled(i)) {
    node.scale = 1;
    node.forward = Values{1};
    return;
  }
  Values sums = node.unary;
  if (i > 0) {
    Values before{};
    for (std::size_t j = 0; j < kWidth; ++j) before += nodes_[i - 1].forward[j] * pairs_[i][j];
    sums = before * node.unary;
  }
  node.scale = 1 / sum_of(sums);
  node.forward = node.size == 1 ? Values{1} : sums * node.scale;
}

void AccentChain::backward(std::size_t i) noexcept {
  Node& node = nodes_[i];
  node.backward = Values{} + 1;
  if (i + 1 == nodes_.size() || node.size == 1) return;
  const Node& next = nodes_[i + 1];
  for (std::size_t j = 0; j < kWidth; ++j)
    node.backward[j] = sum_of(pairs_[i + 1][j] * next.unary * next.backward) * next.scale;
}

}  // namespace ykien::detail

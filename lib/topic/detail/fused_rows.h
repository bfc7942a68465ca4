// From lists of rows to their sum. Part of fused.h.

namespace YKIEN_FUSED {

// kBlocks of eight floats a row, where they are known while compiling; 0: ask the tables.
template <std::size_t kBlocks>
class RowSum {
 public:
  explicit RowSum(const detail::FusedTables& tables) noexcept : tables_(tables) {}

  // Asks the memory for the rows of a list that is added next.
  void ask_for(std::span<const std::uint32_t> list) const noexcept {
    const detail::Eight* const rows = tables_.rows.data();
    for (const std::uint32_t number : list) __builtin_prefetch(rows + number * blocks());
  }

  // Adds each row of the list, kRowStep or a multiple of that, times its tf. `counts` by row, all 0 before
  // and after. An n-gram's count is taken with its first row, so that the others add zeros.
  template <typename Count>
  void add(std::span<const std::uint32_t> list, Count* counts) noexcept {
    for (std::size_t i = 0; i < list.size(); i += detail::kRowStep) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j < detail::kRowStep; ++j) ++counts[list[i + j]];
    }
    Sums sums = sums_;  // in registers, as these are, which counts of eight bits might overwrite otherwise
    const detail::Eight* const rows = tables_.rows.data();
    const std::size_t row_blocks = blocks();
    for (std::size_t i = 0; i < list.size(); i += detail::kRowStep) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j < detail::kRowStep; ++j)
        add_row(rows + list[i + j] * row_blocks, counts[list[i + j]], sums[j % kChains]);
    }
    sums_ = sums;
  }

  // tables.stride numbers.
  void store(float* sums) noexcept {
    for (std::size_t width = kChains / 2; width != 0; width /= 2) {
      for (std::size_t chain = 0; chain < width; ++chain) {
        for (std::size_t b = 0; b < blocks(); ++b) sums_[chain].blocks[b] += sums_[chain + width].blocks[b];
      }
    }
    std::memcpy(sums, sums_[0].blocks, blocks() * sizeof(Floats));
  }

 private:
  using Floats = detail::Eight::Floats;
  struct Sum {
    Floats blocks[kBlocks != 0 ? kBlocks : kMostTopics / 8 + 1];
  };
  // Sums that do not wait for each other. As many for every instruction set, so that all give the same bits.
  static constexpr std::size_t kChains = kBlocks == 1 ? 4 : kBlocks == 2 ? 2 : 1;
  static_assert(detail::kRowStep == 4 && detail::kRowStep % kChains == 0);
  using Sums = std::array<Sum, kChains>;

  std::size_t blocks() const noexcept { return kBlocks != 0 ? kBlocks : tables_.stride / 8; }

  template <typename Count>
  [[gnu::always_inline]] void add_row(const detail::Eight* row, Count& count, Sum& sum) const noexcept {
    const std::size_t times = std::exchange(count, Count{0});
    if constexpr (sizeof(Count) > 1) {  // 8 bits count no further than the tables
      if (times >= detail::kTermFrequencies) [[unlikely]]
        return add_often(row, times, sum);
    }
    add_times(row, tables_.tfs[times], tables_.last_tfs[times].floats, sum);
  }

  [[gnu::noinline]] void add_often(const detail::Eight* row, std::size_t times, Sum& sum) const noexcept {
    detail::Eight last_tf;
    tables_.last_tf(static_cast<std::uint32_t>(times), last_tf);
    add_times(row, tables_.tf(static_cast<std::uint32_t>(times)), last_tf.floats, sum);
  }

  void add_times(const detail::Eight* row, float tf, const Floats& last_tf, Sum& sum) const noexcept {
    const std::size_t last = blocks() - 1;
    for (std::size_t b = 0; b < last; ++b) sum.blocks[b] += row[b].floats * tf;
    sum.blocks[last] += row[last].floats * last_tf;
  }

  const detail::FusedTables& tables_;
  Sums sums_ = {};
};

}  // namespace YKIEN_FUSED

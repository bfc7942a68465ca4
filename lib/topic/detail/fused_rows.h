// From lists of rows to their sum. Part of fused.h.

namespace YKIEN_FUSED {

// kBlocks of eight floats a row, where they are known while compiling; 0: ask the tables.
template <std::size_t kBlocks>
class RowSum {
 public:
  explicit RowSum(const detail::FusedTables& tables) noexcept : tables_(tables) {}

  // Adds each row of the list as it is.
  void add_once(std::span<const std::uint32_t> rows) noexcept {
    add_each(rows, [this](std::uint32_t number, Sum& sum) {
      const detail::Eight* const row = tables_.row(number, blocks());
      for (std::size_t b = 0; b < blocks(); ++b) sum.blocks[b] += row[b].floats;
    });
  }

  // Adds each row of the list times its tf. `counts` by row, all 0 before and after. An n-gram's count is
  // taken with its first row, so that the others add zeros.
  template <typename Count>
  void add_often(std::span<const std::uint32_t> rows, Count* counts) noexcept {
    for (const std::uint32_t row : rows) ++counts[row];
    add_each(rows, [this, counts](std::uint32_t number, Sum& sum) {
      const std::uint32_t times = counts[number];
      counts[number] = 0;
      const detail::Eight* const row = tables_.row(number, blocks());
      if (times < detail::kTermFrequencies) [[likely]] {
        return add_times(row, tables_.tfs[times], tables_.last_tfs[times].floats, sum);
      }
      detail::Eight last_tf;
      tables_.last_tf(times, last_tf);
      add_times(row, tables_.tf(times), last_tf.floats, sum);
    });
  }

  // tables.stride numbers.
  void store(float* sums) noexcept {
    for (std::size_t width = kChains / 2; width != 0; width /= 2) {
      for (std::size_t chain = 0; chain < width; ++chain) {
        for (std::size_t b = 0; b < blocks(); ++b) sums_[chain].blocks[b] += sums_[chain + width].blocks[b];
      }
    }
    std::memcpy(sums, sums_[0].blocks, tables_.stride * sizeof(float));
  }

 private:
  using Floats = detail::Eight::Floats;
  struct Sum {
    Floats blocks[kBlocks != 0 ? kBlocks : kMostTopics / 8 + 1];
  };
  // Sums that do not wait for each other. As many for every instruction set, so that all give the same bits.
  static constexpr std::size_t kChains = kBlocks == 1 ? 4 : kBlocks == 2 ? 2 : 1;
  using Sums = std::array<Sum, kChains>;

  std::size_t blocks() const noexcept { return kBlocks != 0 ? kBlocks : tables_.stride / 8; }

  // Row i goes to sum i % kChains.
  template <typename Add>
  void add_each(std::span<const std::uint32_t> rows, Add add) noexcept {
    Sums sums = sums_;  // in registers
    std::size_t i = 0;
    for (; i + kChains <= rows.size(); i += kChains) {
      add(rows[i], sums[0]);
      if constexpr (kChains > 1) add(rows[i + 1], sums[1]);
      if constexpr (kChains > 2) add(rows[i + 2], sums[2]), add(rows[i + 3], sums[3]);
    }
    for (; i < rows.size(); ++i) add(rows[i], sums[0]);
    sums_ = sums;
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

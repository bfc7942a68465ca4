// From lists of rows to their sum. Part of fused.h.

namespace YKIEN_FUSED {

// kBlocks of eight floats a row, where they are known while compiling; 0: ask the tables.
template <std::size_t kBlocks>
class RowSum {
 public:
  explicit RowSum(const detail::FusedTables& tables) noexcept : tables_(tables) { clear(sums_); }

  // Asks the memory for the rows of a list that is added next.
  void ask_for(std::span<const std::uint32_t> list) const noexcept {
    const detail::Eight* const rows = tables_.rows.data();
#pragma GCC unroll 4
    for (const std::uint32_t number : list) __builtin_prefetch(rows + number * blocks());
  }

  // Adds each row of the list, kRowStep or a multiple of that, times its tf: with every row what the tf of
  // its n-gram grows by, so that one pass counts and adds. `counts` by row, in bytes of tf_steps, all 0
  // before and after.
  void add(std::span<const std::uint32_t> list, std::uint16_t* counts) noexcept {
    Sums sums;  // in registers
    clear(sums);
    const detail::Eight* const rows = tables_.rows.data();
    const char* const steps = reinterpret_cast<const char*>(tables_.tf_steps.data());
    const std::size_t row_blocks = blocks();
    for (std::size_t i = 0; i < list.size(); i += detail::kRowStep) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j < detail::kRowStep; ++j) {
        const std::uint32_t number = list[i + j];
        const std::size_t at = counts[number];
        counts[number] = static_cast<std::uint16_t>(at + sizeof(detail::Tf));
        const auto& step = *reinterpret_cast<const detail::Tf*>(steps + at);
        add_row(rows + number * row_blocks, step, sums[j % kChains]);
      }
    }
    sums_ = sums;
    for (std::size_t i = 0; i < list.size(); i += detail::kRowStep) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j < detail::kRowStep; ++j) counts[list[i + j]] = 0;
    }
  }

  // The same for n-grams however frequent: a count is taken with the first row of its n-gram, so that the
  // others add zeros.
  void add(std::span<const std::uint32_t> list, std::uint32_t* counts) noexcept {
    for (const std::uint32_t number : list) ++counts[number];
    Sums sums = sums_;
    for (std::size_t i = 0; i < list.size(); i += detail::kRowStep) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j < detail::kRowStep; ++j) {
        const std::uint32_t number = list[i + j];
        add_times(tables_.rows.data() + number * blocks(), std::exchange(counts[number], 0),
                  sums[j % kChains]);
      }
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

  // One by one: GCC makes anything else a string instruction, which takes as long as ten rows.
  void clear(Sums& sums) const noexcept {
#pragma GCC unroll 4
    for (std::size_t chain = 0; chain < kChains; ++chain) {
      for (std::size_t b = 0; b < blocks(); ++b) sums[chain].blocks[b] = Floats{};
    }
  }

  std::size_t blocks() const noexcept { return kBlocks != 0 ? kBlocks : tables_.stride / 8; }

  [[gnu::always_inline]] void add_times(const detail::Eight* row, std::uint32_t times,
                                        Sum& sum) const noexcept {
    if (times > detail::kMostCounted) [[unlikely]]
      return add_often(row, times, sum);
    add_row(row, tables_.tfs[times], sum);
  }

  [[gnu::noinline]] void add_often(const detail::Eight* row, std::uint32_t times, Sum& sum) const noexcept {
    detail::Tf tf;
    tables_.find_tf(times, tf);
    add_row(row, tf, sum);
  }

  void add_row(const detail::Eight* row, const detail::Tf& tf, Sum& sum) const noexcept {
    const std::size_t last = blocks() - 1;
    for (std::size_t b = 0; b < last; ++b) sum.blocks[b] += row[b].floats * tf.all.floats;
    sum.blocks[last] += row[last].floats * tf.last.floats;
  }

  const detail::FusedTables& tables_;
  Sums sums_;
};

}  // namespace YKIEN_FUSED

// A small generator of our own: std::shuffle and the std distributions give other numbers on other libraries.
#ifndef YKIEN_BASE_DETAIL_RANDOM_H_
#define YKIEN_BASE_DETAIL_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace ykien::detail {

// SplitMix64 (Steele, Lea and Flood 2014). Period 2^64; not for secrets. One object per thread.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) noexcept : state_(seed) {}

  // 64 uniform bits.
  std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // Uniform on 0 .. bound - 1 without bias, by rejection. bound >= 1.
  std::uint64_t below(std::uint64_t bound) noexcept {
    const std::uint64_t reject = (0 - bound) % bound;
    std::uint64_t bits = next();
    while (bits < reject) bits = next();
    return bits % bound;
  }

  // Uniform on [0, 1), a multiple of 2^-53.
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

// Fisher and Yates: every order equally likely.
template <class T>
void shuffle(std::span<T> items, SplitMix64& random) noexcept {
  for (std::size_t left = items.size(); left > 1; --left) {
    std::swap(items[left - 1], items[static_cast<std::size_t>(random.below(left))]);
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_RANDOM_H_

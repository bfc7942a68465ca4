// From tokens to units, the strings that n-grams are made of: one place for the readable and the fused path.
#ifndef YKIEN_TOPIC_DETAIL_UNITS_H_
#define YKIEN_TOPIC_DETAIL_UNITS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/detail/plain.h"
#include "topic/detail/ngram_index.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

// The reading of a unit that a stream of this kind uses. `buffer` is overwritten and may be viewed by the
// result.
inline std::string_view unit_reading(std::string_view unit, StreamKind kind, std::string& buffer) {
  if (kind == StreamKind::accented) return unit;
  buffer.clear();
  append_plain(unit, buffer);
  return buffer;
}

// What stands before the first unit of a text where FeatureOptions::mark_start is set. No token reads like it.
inline constexpr std::string_view kStartUnit = "<đầu>";

// The n-grams that end at the last unit seen, shortest first: where a stream stands while its units come by.
class NgramChain {
 public:
  // Starts again after a unit that counts in longer n-grams only (kNone: not a known one).
  void start_after(const NgramIndex& index, std::uint32_t unit) {
    length_ = unit == kNone ? 0 : 1;
    if (unit != kNone) chain_[0] = index.child(kNone, unit);
  }

  // Takes the next unit (kNone: not a known one) and calls `sink(feature)` for each n-gram that ends with it
  // and has between min_n and max_n units. max_n <= 8.
  template <typename Sink>
  void next(const NgramIndex& index, std::uint32_t unit, std::uint32_t min_n, std::uint32_t max_n,
            Sink sink) {
    if (unit == kNone) {
      length_ = 0;
      return;
    }
    const std::uint32_t longest = length_ + 1 < max_n ? length_ + 1 : max_n;
    std::array<std::uint32_t, 8> now{};
    for (std::uint32_t n = 1; n <= longest; ++n) {
      const std::uint32_t beginning = n == 1 ? kNone : chain_[n - 2];
      const bool broken = n > 1 && beginning == kNone;  // the beginning is no n-gram of the model
      now[n - 1] = broken ? kNone : index.child(beginning, unit);
      if (now[n - 1] != kNone && n >= min_n) sink(now[n - 1]);
    }
    chain_ = now;
    length_ = longest;
  }

 private:
  std::array<std::uint32_t, 8> chain_{};
  std::uint32_t length_ = 0;  // units seen in a row, at most max_n
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_UNITS_H_

// TextSample: some texts of a table, drawn at random while it is read.
#ifndef YKIEN_PROGRAM_TEXT_SAMPLE_H_
#define YKIEN_PROGRAM_TEXT_SAMPLE_H_

#include <algorithm>
#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include "ykien/study/trends.h"

namespace ykien::program {

// Steele, Lea and Flood (2014), one step: a random order of the rows that needs no memory.
inline std::uint64_t lot(std::uint64_t seed, std::uint64_t row) {
  std::uint64_t z = seed * 0x9E3779B97F4A7C15 + (row + 1) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

// The texts with the smallest lots: a random sample without replacement, whatever the number of rows.
class TextSample {
 public:
  TextSample(std::size_t most, std::uint64_t seed) : most_(most), seed_(seed) {}

  void offer(std::uint32_t row, std::string_view text) {
    const std::uint64_t drawn = lot(seed_, row);
    if (kept_.size() == most_ && (most_ == 0 || drawn >= kept_.top().drawn)) return;
    if (kept_.size() == most_) kept_.pop();
    kept_.push({drawn, {row, std::string(text.substr(0, kLongest))}});
  }

  std::vector<StudyText> take() {
    std::vector<StudyText> texts;
    for (; !kept_.empty(); kept_.pop()) texts.push_back(kept_.top().text);
    std::ranges::sort(texts, {}, &StudyText::row);
    return texts;
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{16} << 10;  // bytes kept of each

  struct Kept {
    std::uint64_t drawn;
    StudyText text;
    bool operator<(const Kept& other) const { return drawn < other.drawn; }
  };

  std::size_t most_;
  std::uint64_t seed_;
  std::priority_queue<Kept> kept_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TEXT_SAMPLE_H_

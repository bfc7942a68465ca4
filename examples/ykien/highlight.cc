#include "highlight.h"

#include <algorithm>
#include <array>

namespace ykien::program {
namespace {

enum class Side { neutral, towards, away };

struct Style {
  std::string_view open;
  std::string_view close;
};

constexpr std::array<Style, 3> kMarks = {{{"", ""}, {"[", "]"}, {"{", "}"}}};
constexpr std::array<Style, 3> kColours = {{{"", ""}, {"\033[1;32m", "\033[0m"}, {"\033[1;31m", "\033[0m"}}};

// The weight of each byte: a mark's, spread over its bytes.
std::vector<float> weights(std::string_view text, const std::vector<Mark>& marks) {
  std::vector<float> sums(text.size(), 0.0F);
  for (const Mark& mark : marks) {
    const std::size_t end = std::min<std::size_t>(mark.range.end, text.size());
    for (std::size_t at = mark.range.begin; at < end; ++at)
      sums[at] += mark.weight / static_cast<float>(mark.range.size());
  }
  return sums;
}

Side side_of(float weight) {
  if (weight == 0) return Side::neutral;
  return weight > 0 ? Side::towards : Side::away;
}

}  // namespace

std::string highlighted(std::string_view text, const std::vector<Mark>& marks, bool colour) {
  const auto& styles = colour ? kColours : kMarks;
  const std::vector<float> sums = weights(text, marks);
  std::string result;
  Side side = Side::neutral;
  for (std::size_t at = 0; at < text.size(); ++at) {
    // Sides change at blanks only, never inside a letter of several bytes.
    const Side now = side_of(sums[at]);
    if (now != side) {
      result += styles[static_cast<std::size_t>(side)].close;
      result += styles[static_cast<std::size_t>(now)].open;
      side = now;
    }
    result += text[at];
  }
  return result += styles[static_cast<std::size_t>(side)].close;
}

}  // namespace ykien::program

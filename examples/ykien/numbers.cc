#include "numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <string>

namespace ykien::program {
namespace {

template <typename Number>
std::optional<Number> number_of(const std::string& text) {
  Number number{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last) return std::nullopt;
  return number;
}

// No name: it would be shown with the type of the option.
CLI::Validator check(const std::function<bool(const std::string&)>& is_right, const std::string& what_is) {
  return {[is_right, what_is](const std::string& text) {
            return is_right(text) ? std::string() : fmt::format("\"{}\" is not {}", text, what_is);
          },
          ""};
}

}  // namespace

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  const bool bounded = most != std::numeric_limits<std::uint64_t>::max();
  const auto is_right = [least, most](const std::string& text) {
    const auto number = number_of<std::uint64_t>(text);
    return number && *number >= least && *number <= most;
  };
  return check(is_right, bounded ? fmt::format("a whole number from {} to {}", least, most)
                                 : fmt::format("a whole number, {} or more", least));
}

CLI::Validator number_between(double low, double high) {
  const auto is_right = [low, high](const std::string& text) {
    const auto number = number_of<double>(text);
    return number && *number >= low && *number <= high;
  };
  return check(is_right, fmt::format("a number from {} to {}", low, high));
}

CLI::Validator positive_number() {
  const auto is_right = [](const std::string& text) {
    const auto number = number_of<double>(text);
    return number && std::isfinite(*number) && *number > 0;
  };
  return check(is_right, "a number above 0");
}

}  // namespace ykien::program

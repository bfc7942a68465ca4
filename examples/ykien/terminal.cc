#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace ykien::program {
namespace {

bool is_set(const char* variable) {
  const char* const value =
      std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nobody sets variables here
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* const term = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe)
  return term != nullptr && std::string_view(term) == "dumb";
}

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool wants_colour(int descriptor) { return is_terminal(descriptor) && !is_set("NO_COLOR") && !is_dumb(); }

std::size_t terminal_width(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

std::string bar(double share, std::size_t width) {
  static constexpr std::array<std::string_view, 8> kParts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double whole = static_cast<double>(8 * width);
  auto eighths = static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * whole));
  if (share > 0) eighths = std::max<std::size_t>(eighths, 1);  // what exists is seen
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  text += kParts[eighths % 8];
  text.append(width - (eighths + 7) / 8, ' ');
  return text;
}

std::string without_controls(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) result[i] = ' ';
    const auto next = static_cast<unsigned char>(i + 1 < result.size() ? result[i + 1] : '\0');
    if (byte == 0xC2 && next >= 0x80 && next < 0xA0) result[i] = result[i + 1] = ' ';
  }
  return result;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return grouped(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace ykien::program

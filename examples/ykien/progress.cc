#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "terminal.h"

namespace ykien::program {
namespace {

using namespace std::chrono_literals;

std::string text_of(std::string_view verb, std::string_view noun, std::uint64_t items, double share,
                    double seconds) {
  std::string text(verb);
  const double rate = static_cast<double>(items) / seconds;
  if (!noun.empty()) text += ": " + counted(items, noun);
  if (!noun.empty() && items > 0) text += fmt::format(", {}/s", grouped(static_cast<std::uint64_t>(rate)));
  if (share <= 0) return text;
  return fmt::format("{} {:3.0f}%  {}, {} left", bar(share, 16), 100 * share, text,
                     duration(seconds * (1 - share) / share));
}

}  // namespace

ProgressLine::ProgressLine(std::string verb, std::string noun, bool wanted)
    : verb_(std::move(verb)), noun_(std::move(noun)), wanted_(wanted && is_terminal(STDERR_FILENO)) {}

ProgressLine::~ProgressLine() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::set(std::uint64_t items, std::uint64_t done, std::uint64_t total) {
  items_ = items;
  done_ = done;
  total_ = total;
}

void ProgressLine::draw_if_due() {
  if (!wanted_) return;
  const Clock::time_point now = Clock::now();
  if (now - start_ < 500ms || (drawn_ && now - drawn_at_ < 100ms)) return;
  drawn_at_ = now;
  const double share =
      total_ == 0 ? 0 : std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
  draw(text_of(verb_, noun_, items_, share, std::chrono::duration<double>(now - start_).count()));
}

void ProgressLine::draw(std::string_view text) {
  drawn_ = true;
  // A line that wraps could not be overwritten. Bytes are at least as many as columns.
  std::size_t most = terminal_width(STDERR_FILENO) - 1;
  std::size_t end = 0;
  for (; end < text.size() && most > 0; --most) {
    for (++end; end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;) ++end;
  }
  std::fputs(fmt::format("\r{}\033[K", text.substr(0, end)).c_str(), stderr);
}

std::string duration(double seconds) {
  const auto all = static_cast<std::uint64_t>(std::lround(std::clamp(seconds, 0.0, 1e9)));
  if (all < 60) return fmt::format("{} s", all);
  if (all < 3600) return fmt::format("{} min {:02} s", all / 60, all % 60);
  return fmt::format("{} h {:02} min", all / 3600, all / 60 % 60);
}

}  // namespace ykien::program

// ProgressLine: one line on standard error that says how far a long run has come.
#ifndef YKIEN_PROGRAM_PROGRESS_H_
#define YKIEN_PROGRAM_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ykien::program {

// Shows nothing unless standard error is a terminal, and nothing in the first half second. One thread.
class ProgressLine {
 public:
  // verb and noun as in "classifying", "row"; an empty noun: only the share is shown.
  ProgressLine(std::string verb, std::string noun, bool wanted);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();  // clears the line

  // `items` done so far; done of total in some unit that tells the share of the work (total 0: unknown).
  void set(std::uint64_t items, std::uint64_t done, std::uint64_t total);
  // To be called often: draws at most ten times a second.
  void draw_if_due();

 private:
  using Clock = std::chrono::steady_clock;

  void draw(std::string_view text);

  std::string verb_;
  std::string noun_;
  bool wanted_;
  std::uint64_t items_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_at_ = start_;
};

// "12 s", "3 min 05 s", "2 h 07 min".
std::string duration(double seconds);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_PROGRESS_H_

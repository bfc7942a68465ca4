// Shares and differences with their intervals as small SVGs, one in a row of a table: the figures stand
// beside them in the row, so nothing of it is read aloud.
#ifndef YKIEN_STUDY_REPORT_INTERVAL_PLOT_H_
#define YKIEN_STUDY_REPORT_INTERVAL_PLOT_H_

#include <optional>

#include "study/report/page.h"

namespace ykien::detail {

// A figure and its interval; none where nothing can be defended.
struct Ranged {
  double value = 0.0;
  Interval interval;
};

// One scale for all rows of a table, from `low` to `high`.
class IntervalPlot {
 public:
  // Shares, from 0 to a round number at or above `most`.
  static IntervalPlot of_shares(double most);
  // Differences, as far to the left of 0 as to the right.
  static IntervalPlot of_differences(double most);

  void draw_axis(Page& page) const;
  // a: a dot on a line; b below it: a square on a dashed line, so that they differ without colour too.
  void draw_pair(Page& page, const std::optional<Ranged>& a, const std::optional<Ranged>& b) const;
  void draw_one(Page& page, const std::optional<Ranged>& one) const;

 private:
  IntervalPlot(double low, double high) : low_(low), high_(high) {}

  double x(double value) const;
  void open(Page& page, double height) const;
  void draw_line(Page& page, std::string_view kind, const Ranged& one, double y) const;

  double low_;
  double high_;
};

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_REPORT_INTERVAL_PLOT_H_

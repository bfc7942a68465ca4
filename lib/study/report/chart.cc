#include "study/report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ykien::detail {
namespace {

constexpr double kWidth = 640;  // of a chart that stands beside another
constexpr double kWideWidth = 1100;
constexpr double kLeft = 52;
constexpr double kRight = 12;
constexpr double kTop = 20;
constexpr double kBottom = 26;
constexpr double kLabelRoom = 96;      // under the axis, for each name
constexpr std::size_t kMostDots = 70;  // above, points would run into each other

// Where things stand on one chart.
class Frame {
 public:
  Frame(const TrendReport& report, double width, double height, double end)
      : report_(report), width_(width), height_(height), end_(end) {}

  double x(std::size_t period) const { return edge(static_cast<double>(period) + 0.5); }
  double y(double value) const {
    return kTop + (1 - std::min(value, end_) / end_) * (height_ - kTop - kBottom);
  }
  double bottom() const { return height_ - kBottom; }
  // The left edge of a period.
  double edge(double period) const {
    return kLeft + (width_ - kLeft - kRight) * period / static_cast<double>(report_.periods.size());
  }
  // Of a day inside the time studied; negative outside.
  double at(Day day) const {
    const auto found = std::ranges::upper_bound(report_.periods, day, {}, &Period::begin);
    if (found == report_.periods.begin() || day >= report_.periods.back().end) return -1;
    const Period& period = *(found - 1);
    const double part = static_cast<double>((day - period.begin).count()) /
                        static_cast<double>((period.end - period.begin).count());
    return edge(static_cast<double>(found - 1 - report_.periods.begin()) + part);
  }

  void open(Page& page, const BothLanguages& label) const {
    page.raw(fmt::format("<svg viewBox=\"0 0 {} {}\" data-frame=\"{} {} {} {}\" role=img", width_, height_,
                         kLeft, kRight, kTop, kBottom))
        .label(label)
        .raw(">");
  }

  void draw_axes(Page& page, bool shares) const {
    for (int i = 0; i <= 4; ++i) {
      const double value = end_ * i / 4;
      page.raw(fmt::format("<path class=g d=\"M{} {:.1f}H{}\"/>", kLeft, y(value), width_ - kRight));
      const std::string said =
          shares ? fmt::format("{:.{}f}%", 100 * value, end_ < 0.1 ? 1 : 0) : fmt::format("{:.0f}", value);
      page.raw(fmt::format("<text class=\"y n\" x={} y={:.1f}>{}</text>", kLeft - 6, y(value) + 4,
                           page.localized(said)));
    }
    const auto most = static_cast<std::size_t>((width_ - kLeft) / kLabelRoom);
    const std::size_t step = (report_.periods.size() + most - 1) / most;
    for (std::size_t p = 0; p < report_.periods.size(); p += step) {
      page.raw(fmt::format("<text class=x x={:.1f} y={:.1f}>{}</text>", x(p), height_ - 7,
                           report_.periods[p].label.substr(0, 10)));
    }
  }

  // Events: a solid line with the event's number. Changes: a dashed line with a triangle.
  void draw_marks(Page& page) const {
    for (const ReportChange& change : report_.changes) {
      const double where = edge(static_cast<double>(change.period));
      page.raw(
          fmt::format("<path class=c d=\"M{0:.1f} {1}V{2}\"/><path class=ct d=\"M{3:.1f} {4}h9l-4.5 7z\"/>",
                      where, kTop, bottom(), where - 4.5, kTop - 8));
    }
    for (std::size_t i = 0; i < report_.events.size(); ++i) {
      const double where = at(report_.events[i].day);
      if (where < 0) continue;
      page.raw(fmt::format("<path class=e d=\"M{0:.1f} {1}V{2}\"/><text class=el x={0:.1f} y={3}>{4}</text>",
                           where, kTop, bottom(), kTop - 4, i + 1));
    }
  }

 private:
  const TrendReport& report_;
  double width_;
  double height_;
  double end_;
};

// Runs of periods whose shares are known, as [first, last].
std::vector<std::array<std::size_t, 2>> known_runs(const ReportSeries& series, std::size_t topic,
                                                   std::size_t topics) {
  std::vector<std::array<std::size_t, 2>> runs;
  for (std::size_t p = 0; p < series.rows.size(); ++p) {
    if (!series.cells[p * topics + topic].estimated) continue;
    if (!runs.empty() && runs.back()[1] + 1 == p)
      runs.back()[1] = p;
    else
      runs.push_back({p, p});
  }
  return runs;
}

class ShareLines {
 public:
  ShareLines(const Frame& frame, const ReportSeries& series, std::size_t topic, std::size_t topics)
      : frame_(frame), series_(series), topic_(topic), topics_(topics) {}

  void draw(Page& page) const {
    const auto runs = known_runs(series_, topic_, topics_);
    for (const auto& run : runs) draw_band(page, run[0], run[1]);
    draw_raw(page);
    for (const auto& run : runs) draw_share(page, run[0], run[1]);
    if (series_.rows.size() <= kMostDots) draw_dots(page, runs);
  }

 private:
  const ReportCell& cell(std::size_t period) const { return series_.cells[period * topics_ + topic_]; }

  // A run of one period has no width: its band is a whisker.
  void draw_band(Page& page, std::size_t first, std::size_t last) const {
    if (first == last) {
      page.raw(fmt::format("<path class=w d=\"M{:.1f} {:.1f}V{:.1f}\"/>", frame_.x(first),
                           frame_.y(cell(first).interval.low), frame_.y(cell(first).interval.high)));
      return;
    }
    std::string path;
    for (std::size_t p = first; p <= last; ++p) add(path, p, cell(p).interval.high);
    for (std::size_t p = last + 1; p-- > first;) add(path, p, cell(p).interval.low);
    page.raw(fmt::format("<path class=b d=\"M{}z\"/>", path.substr(1)));
  }

  void draw_share(Page& page, std::size_t first, std::size_t last) const {
    std::string path;
    for (std::size_t p = first; p <= last; ++p) add(path, p, cell(p).share);
    page.raw(fmt::format("<path class=s d=\"M{}\"/>", path.substr(1)));
  }

  void draw_raw(Page& page) const {
    std::string path;
    bool pen_down = false;
    for (std::size_t p = 0; p < series_.rows.size(); ++p) {
      if (series_.rows[p] > 0)
        path += fmt::format("{}{:.1f} {:.1f}", pen_down ? 'L' : 'M', frame_.x(p), frame_.y(cell(p).raw));
      pen_down = series_.rows[p] > 0;
    }
    if (!path.empty()) page.raw(fmt::format("<path class=q d=\"{}\"/>", path));
  }

  void draw_dots(Page& page, const std::vector<std::array<std::size_t, 2>>& runs) const {
    for (const auto& run : runs) {
      for (std::size_t p = run[0]; p <= run[1]; ++p)
        page.raw(fmt::format("<circle class=d cx={:.1f} cy={:.1f} r=2.4 />", frame_.x(p),
                             frame_.y(cell(p).share)));
    }
  }

  void add(std::string& path, std::size_t period, double value) const {
    path += fmt::format("L{:.1f} {:.1f}", frame_.x(period), frame_.y(value));
  }

  const Frame& frame_;
  const ReportSeries& series_;
  std::size_t topic_;
  std::size_t topics_;
};

double highest(const ReportSeries& series, std::size_t topic, std::size_t topics) {
  double most = 0;
  for (std::size_t p = 0; p < series.rows.size(); ++p) {
    const ReportCell& cell = series.cells[p * topics + topic];
    most = std::max({most, cell.raw, cell.estimated ? cell.interval.high : 0.0});
  }
  return most;
}

}  // namespace

double axis_end(double most) noexcept {
  for (const double end : {0.01, 0.02, 0.04, 0.08, 0.12, 0.2, 0.32, 0.4, 0.6, 0.8}) {
    if (most <= end) return end;
  }
  return 1;
}

void draw_shares(Page& page, const TrendReport& report, const ReportSeries& series, std::size_t topic) {
  const std::size_t topics = report.topics.size();
  const Frame frame(report, kWidth, 210, axis_end(highest(series, topic, topics)));
  const Topic& named = report.topics[topic];
  frame.open(page, {"Biểu đồ tỷ lệ của nhóm " + named.name +
                        " theo từng kỳ, có khoảng tin cậy; số liệu ở bảng bên dưới",
                    "Chart of the share of " + named.english +
                        " by period with its interval; the table below has the figures"});
  frame.draw_axes(page, true);
  frame.draw_marks(page);
  ShareLines(frame, series, topic, topics).draw(page);
  page.raw("</svg>");
}

void draw_rows(Page& page, const TrendReport& report, const ReportSeries& series) {
  const std::size_t most = std::max<std::size_t>(4, *std::ranges::max_element(series.rows));
  const double unit = std::pow(10, std::floor(std::log10(static_cast<double>(most)))) / 2;
  const double end = std::max(4.0, 4 * unit * std::ceil(static_cast<double>(most) / (4 * unit)));
  const Frame frame(report, kWideWidth, 170, end);
  frame.open(page, {"Biểu đồ số ý kiến theo từng kỳ; số liệu ở bảng bên dưới",
                    "Chart of the number of rows by period; the table below has the figures"});
  frame.draw_axes(page, false);
  frame.draw_marks(page);
  for (std::size_t p = 0; p < series.rows.size(); ++p) {
    const double left = frame.edge(static_cast<double>(p));
    const double width = frame.edge(static_cast<double>(p) + 0.8) - left;
    const double top = frame.y(static_cast<double>(series.rows[p]));
    page.raw(fmt::format("<rect class=h x={:.1f} y={:.1f} width={:.1f} height={:.1f} />", left + width / 8,
                         top, width, frame.bottom() - top));
  }
  page.raw("</svg>");
}

}  // namespace ykien::detail

#include "study/report/interval_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "study/report/chart.h"

namespace ykien::detail {
namespace {

constexpr double kWidth = 240;
constexpr double kMargin = 26;  // half of an axis label
constexpr double kRowHeight = 54;
constexpr double kAxisHeight = 18;
constexpr double kHalfDot = 4.2;

constexpr std::array kTicks{0.0, 0.5, 1.0};  // parts of the scale

}  // namespace

IntervalPlot IntervalPlot::of_shares(double most) { return {0.0, axis_end(most)}; }
IntervalPlot IntervalPlot::of_differences(double most) { return {-axis_end(most), axis_end(most)}; }

double IntervalPlot::x(double value) const {
  const double part = (std::clamp(value, low_, high_) - low_) / (high_ - low_);
  return kMargin + part * (kWidth - 2 * kMargin);
}

void IntervalPlot::open(Page& page, double height) const {
  page.raw(fmt::format("<svg class=ranges viewBox=\"0 0 {} {}\" aria-hidden=true>", kWidth, height));
}

void IntervalPlot::draw_axis(Page& page) const {
  open(page, kAxisHeight);
  for (const double part : kTicks) {
    const double value = low_ + part * (high_ - low_);
    const std::string said =
        fmt::format("{}{:.{}f}%", low_ < 0 && value > 0 ? "+" : "", 100 * value, high_ < 0.1 ? 1 : 0);
    page.raw(fmt::format("<text class=\"x n\" x={:.1f} y=13>{}</text>", x(value), page.localized(said)));
  }
  page.raw("</svg>");
}

void IntervalPlot::draw_line(Page& page, std::string_view kind, const Ranged& one, double y) const {
  page.raw(fmt::format("<path class=\"{}\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", kind, x(one.interval.low), y,
                       x(one.interval.high)));
}

void IntervalPlot::draw_pair(Page& page, const std::optional<Ranged>& a,
                             const std::optional<Ranged>& b) const {
  open(page, kRowHeight);
  for (const double part : kTicks)
    page.raw(fmt::format("<path class=g d=\"M{:.1f} 0V{}\"/>", x(low_ + part * (high_ - low_)), kRowHeight));
  if (a) {
    draw_line(page, "ra", *a, kRowHeight * 0.3);
    page.raw(
        fmt::format("<circle class=da cx={:.1f} cy={:.1f} r={} />", x(a->value), kRowHeight * 0.3, kHalfDot));
  }
  if (b) {
    draw_line(page, "rb", *b, kRowHeight * 0.7);
    page.raw(fmt::format("<rect class=db x={:.1f} y={:.1f} width={:.1f} height={:.1f} />",
                         x(b->value) - kHalfDot, kRowHeight * 0.7 - kHalfDot, 2 * kHalfDot, 2 * kHalfDot));
  }
  page.raw("</svg>");
}

void IntervalPlot::draw_one(Page& page, const std::optional<Ranged>& one) const {
  open(page, kRowHeight);
  page.raw(fmt::format("<path class=zero d=\"M{:.1f} 0V{}\"/>", x(0.0), kRowHeight));
  if (one) {
    draw_line(page, "ro", *one, kRowHeight / 2);
    page.raw(
        fmt::format("<circle class=do cx={:.1f} cy={:.1f} r={} />", x(one->value), kRowHeight / 2, kHalfDot));
  }
  page.raw("</svg>");
}

}  // namespace ykien::detail

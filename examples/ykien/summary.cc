#include "summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "json.h"
#include "occurrences.h"
#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kBar = 16;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void Summary::add(const RowBatch& batch) {
  for (const RowResult& result : batch.results) {
    const std::uint64_t line = batch.info(result.row).line;
    ++rows_;
    needs_review_ += result.needs_review ? 1 : 0;
    if (result.ill_formed && result.request.number <= 1) ill_formed_.add(line);
    if (result.topic == RowResult::kNone) {
      without_text_.add(line);
    } else {
      ++topics_[result.topic].rows;
      topics_[result.topic].needs_review += result.needs_review ? 1 : 0;
    }
  }
}

std::uint64_t Summary::failed() const noexcept {
  return report_.invalid.count + report_.unterminated_quotes.count + report_.stray_over_lines.count +
         ill_formed_.count;
}

std::string Summary::topic_lines() const {
  std::vector<std::size_t> order(topics_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [this](std::size_t topic) { return topics_[topic].rows; });
  std::string text =
      fmt::format("{:>9}  {:>6}  {:{}}  {:>9}  topic\n", "rows", "share", "", kBar, "to review");
  for (const std::size_t topic : order) {
    const TopicCount& count = topics_[topic];
    const double part = share(count.rows, rows_ - without_text_.count);
    text +=
        fmt::format("{:>9}  {:5.1f}%  {}  {:>9}  {} ({})\n", grouped(count.rows), 100 * part, bar(part, kBar),
                    grouped(count.needs_review), model_.topics()[topic].name, model_.topics()[topic].id);
  }
  return text;
}

std::string Summary::trouble_lines() const {
  std::string text = trouble_line(without_text_, "without text: no topic");
  text += trouble_line(report_.ragged, "with more or fewer fields than the header: kept");
  text += trouble_line(report_.unterminated_quotes, "with a quote that is never closed: kept, to review");
  text +=
      trouble_line(report_.stray_over_lines,
                   "of several lines with a stray quote, which may hold rows of its own: kept, to review; "
                   "write \"\" for a quote in a quoted cell");
  text += trouble_line(report_.stray_quotes,
                       "with a stray quote: kept as text; write \"\" for a quote in a quoted cell");
  text += trouble_line(report_.invalid, "that cannot be read: kept, to review");
  text += trouble_line(ill_formed_, "with bytes that are not UTF-8: kept, to review; save the file as UTF-8");
  return text;
}

std::string Summary::text(const std::string& name) const {
  return fmt::format("{}{}: {}, {} to review\n{}", topic_lines(), name, counted(rows_, "row"),
                     grouped(needs_review_), trouble_lines());
}

std::string Summary::json() const {
  Json topics = Json::array();
  for (std::size_t topic = 0; topic < topics_.size(); ++topic) {
    const TopicCount& count = topics_[topic];
    topics.push_back({{"id", model_.topics()[topic].id},
                      {"name", model_.topics()[topic].name},
                      {"rows", count.rows},
                      {"share", rounded(share(count.rows, rows_ - without_text_.count))},
                      {"needs_review", count.needs_review}});
  }
  const Json all = {{"rows", rows_},
                    {"needs_review", needs_review_},
                    {"topics", topics},
                    {"without_text", json_of(without_text_)},
                    {"ragged", json_of(report_.ragged)},
                    {"unterminated_quotes", json_with_ends(report_.unterminated_quotes)},
                    {"stray_over_lines", json_with_ends(report_.stray_over_lines)},
                    {"stray_quotes", json_with_ends(report_.stray_quotes)},
                    {"unreadable", json_of(report_.invalid)},
                    {"not_utf8", json_of(ill_formed_)}};
  return json_text(all);
}

}  // namespace ykien::program

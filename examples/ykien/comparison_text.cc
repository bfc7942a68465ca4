// The comparison as tables for people.
#include <fmt/format.h>

#include <algorithm>

#include "comparison.h"
#include "study_figures.h"
#include "terminal.h"

namespace ykien::program {
namespace {

// Letters, not bytes: marks of composed Vietnamese letters take no column of their own.
std::size_t columns_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns_of(text)), ' ');
}

std::string percent(double share) { return fmt::format("{:5.1f}", 100 * share); }

std::string range(const Interval& interval) {
  return fmt::format("{:5.1f} - {:5.1f}", 100 * interval.low, 100 * interval.high);
}

// A line for each topic: both shares and their difference, in %.
std::string share_line(const std::string& topic, double share_a, const Interval& a, double share_b,
                       const Interval& b, double difference, const Interval& interval, double log_q) {
  return fmt::format("  {}  {} ({})  {} ({})  {:+6.1f} ({})  {:>8}\n", topic, percent(share_a), range(a),
                     percent(share_b), range(b), 100 * difference, range(interval), p_text(log_q));
}

std::size_t topic_width(const Comparison& comparison) {
  std::size_t width = 5;
  for (const std::string& topic : comparison.topics) width = std::max(width, columns_of(topic));
  return width;
}

std::string share_head(const std::string& title, const Comparison& comparison, std::size_t width) {
  return fmt::format("\n{} in %, {:g}% intervals{}\n  {}  {:>22}  {:>22}  {:>23}  {:>8}\n", title,
                     100 * comparison.level, comparison.joint ? " of all topics together" : "",
                     padded("topic", width), "A", "B", "B - A", "q");
}

std::string counted_lines(const Comparison& comparison) {
  const std::size_t width = topic_width(comparison);
  std::string text = share_head(
      comparison.counted_by_model ? "Shares of topics as counted, errors and all," : "Shares of topics",
      comparison, width);
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) {
    const TopicComparison& one = comparison.shares[k];
    text += share_line(padded(comparison.topics[k], width), one.share_a, one.interval_a, one.share_b,
                       one.interval_b, one.difference, one.difference_interval, one.log_q);
  }
  return text;
}

std::string corrected_lines(const Comparison& comparison) {
  const std::size_t width = topic_width(comparison);
  std::string text = share_head("Shares of topics corrected for the model's errors,", comparison, width);
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) {
    const CorrectedComparison& one = comparison.corrected[k];
    const std::string topic = padded(comparison.topics[k], width);
    text += one.difference.cautions.refuses()
                ? fmt::format("  {}  no figure can be defended\n", topic)
                : share_line(topic, one.a.share, one.a.interval, one.b.share, one.b.interval,
                             one.difference.difference, one.difference.interval, one.log_q);
  }
  return text;
}

std::string word_lines(const std::string& title, const std::vector<DistinctiveWord>& words,
                       const TopicGroup& group) {
  if (words.empty()) return "\n" + title + ": none that chance would not give\n";
  std::size_t width = 4;
  for (const DistinctiveWord& word : words) width = std::max(width, columns_of(word.text));
  std::string text =
      fmt::format("\n{}\n  {}  {:>13}  {:>17}  {:>6}  {:>21}  {:>9}  {:>6}  {}\n", title,
                  padded("word", width), "rows", "times", "log2", "odds ratio", "q by rows", "z", "lines");
  for (const DistinctiveWord& word : words) {
    const Keyness& rows = word.by_texts;
    const Keyness& tokens = word.by_tokens;
    text += fmt::format(
        "  {}  {:>6} {:>6}  {:>8} {:>8}  {:6.2f}  {:6.2f} {:>6.2f} - {:<6.2f} {:>8}  {:6.2f}  {}\n",
        padded(word.text, width), rows.counts.target, rows.counts.reference, tokens.counts.target,
        tokens.counts.reference, rows.log_ratio, rows.odds.ratio, rows.odds.interval.low,
        rows.odds.interval.high, p_text(rows.log_q), tokens.z, example_lines(group, word.examples));
  }
  return text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  std::string text =
      fmt::format("A: {}, {}\nB: {}, {}\n", comparison.a.name, counted(comparison.a.rows(), "row"),
                  comparison.b.name, counted(comparison.b.rows(), "row"));
  if (!comparison.corrected.empty()) text += corrected_lines(comparison);
  if (!comparison.topics.empty()) text += counted_lines(comparison);
  text += word_lines("Words that A uses in more rows (A, B)", comparison.words_a, comparison.a);
  text += word_lines("Words that B uses in more rows (B, A)", comparison.words_b, comparison.b);
  return text;
}

}  // namespace ykien::program

#include "comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "occurrences.h"
#include "study_figures.h"
#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kFewRows = 30;

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

std::string share_lines(const Comparison& comparison) {
  std::size_t width = 5;
  for (const std::string& topic : comparison.topics) width = std::max(width, columns_of(topic));
  std::string text =
      fmt::format("\nShares of topics in %, {:g}% intervals\n  {}  {:>22}  {:>22}  {:>23}  {:>8}\n",
                  100 * comparison.level, padded("topic", width), "A", "B", "B - A", "q");
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) {
    const TopicComparison& one = comparison.shares[k];
    text +=
        fmt::format("  {}  {} ({})  {} ({})  {:+6.1f} ({})  {:>8}\n", padded(comparison.topics[k], width),
                    percent(one.share_a), range(one.interval_a), percent(one.share_b), range(one.interval_b),
                    100 * one.difference, range(one.difference_interval), p_text(one.log_q));
  }
  return text;
}

std::string example_lines(const TopicGroup& group, const std::vector<std::uint32_t>& examples) {
  std::string text;
  for (const std::uint32_t example : examples) {
    const auto place = std::ranges::lower_bound(group.texts, example) - group.texts.begin();
    text += fmt::format("{}{}", text.empty() ? "" : ", ", group.lines[static_cast<std::size_t>(place)]);
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

Json keyness_json(const Keyness& one) {
  return {{"target", one.counts.target},
          {"reference", one.counts.reference},
          {"target_total", one.counts.target_total},
          {"reference_total", one.counts.reference_total},
          {"g2", number_json(one.g2)},
          {"ln_p", number_json(one.log_p)},
          {"ln_q", number_json(one.log_q)},
          {"log2_ratio", number_json(one.log_ratio)},
          {"odds_ratio", number_json(one.odds.ratio)},
          {"odds_ratio_interval", interval_json(one.odds.interval)},
          {"z", number_json(one.z)}};
}

Json words_json(const std::vector<DistinctiveWord>& words, const TopicGroup& group) {
  Json list = Json::array();
  for (const DistinctiveWord& word : words) {
    list.push_back({{"word", word.text},
                    {"by_rows", keyness_json(word.by_texts)},
                    {"by_tokens", keyness_json(word.by_tokens)},
                    {"example_lines", example_lines(group, word.examples)}});
  }
  return list;
}

Json share_json(const Comparison& comparison, std::size_t k) {
  const TopicComparison& one = comparison.shares[k];
  return {{"topic", comparison.topics[k]},
          {"name", comparison.topic_names[k]},
          {"rows_a", comparison.count_a(k)},
          {"rows_b", comparison.count_b(k)},
          {"share_a", rounded(one.share_a)},
          {"interval_a", interval_json(one.interval_a)},
          {"share_b", rounded(one.share_b)},
          {"interval_b", interval_json(one.interval_b)},
          {"difference", rounded(one.difference)},
          {"difference_interval", interval_json(one.difference_interval)},
          {"ln_p", number_json(one.log_p)},
          {"ln_q", number_json(one.log_q)}};
}

std::string figure(double value) { return fmt::format("{:.6g}", value); }

std::vector<std::string> share_row(const Comparison& comparison, std::size_t k) {
  const TopicComparison& one = comparison.shares[k];
  return {"share",
          comparison.topics[k],
          "",
          figure(comparison.count_a(k)),
          figure(static_cast<double>(comparison.a.rows())),
          figure(comparison.count_b(k)),
          figure(static_cast<double>(comparison.b.rows())),
          figure(one.share_a),
          figure(one.interval_a.low),
          figure(one.interval_a.high),
          figure(one.share_b),
          figure(one.interval_b.low),
          figure(one.interval_b.high),
          "difference",
          figure(one.difference),
          figure(one.difference_interval.low),
          figure(one.difference_interval.high),
          figure(one.log_p),
          figure(one.log_q),
          ""};
}

double part(double count, double total) { return total > 0 ? count / total : 0; }

// A word, with the counts of A first whichever group it is distinctive of.
std::vector<std::string> word_row(const DistinctiveWord& word, const Keyness& way, const char* kind,
                                  bool of_a, double level) {
  const WordCounts& own = way.counts;
  const WordCounts counts =
      of_a ? own : WordCounts{own.reference, own.target, own.reference_total, own.target_total};
  const Interval a = wilson(counts.target, counts.target_total, level);
  const Interval b = wilson(counts.reference, counts.reference_total, level);
  return {kind,
          of_a ? "A" : "B",
          word.text,
          figure(counts.target),
          figure(counts.target_total),
          figure(counts.reference),
          figure(counts.reference_total),
          figure(part(counts.target, counts.target_total)),
          figure(a.low),
          figure(a.high),
          figure(part(counts.reference, counts.reference_total)),
          figure(b.low),
          figure(b.high),
          "odds ratio",
          figure(way.odds.ratio),
          figure(way.odds.interval.low),
          figure(way.odds.interval.high),
          figure(way.log_p),
          figure(way.log_q),
          figure(way.z)};
}

}  // namespace

double Comparison::count(const TopicGroup& group, std::size_t topic) const {
  const auto found = group.topics.find(topics[topic]);
  return found == group.topics.end() ? 0.0 : found->second;
}

std::vector<std::string> Comparison::warnings() const {
  std::vector<std::string> list;
  for (const TopicGroup* group : {&a, &b}) {
    if (group->rows() == 0)
      list.push_back(group->name + ": no row can be used, so that nothing can be compared");
    else if (group->rows() < kFewRows)
      list.push_back(
          fmt::format("{}: only {}, the intervals are wide", group->name, counted(group->rows(), "row")));
  }
  if (counted_by_model && a.rows() > 0 && b.rows() > 0)
    list.push_back(
        "the topics were decided by a model: its errors are in the shares, and the intervals cover the "
        "choice of rows "
        "alone");
  return list;
}

std::string comparison_text(const Comparison& comparison) {
  std::string text =
      fmt::format("A: {}, {}\nB: {}, {}\n", comparison.a.name, counted(comparison.a.rows(), "row"),
                  comparison.b.name, counted(comparison.b.rows(), "row"));
  if (!comparison.topics.empty()) text += share_lines(comparison);
  text += word_lines("Words that A uses in more rows (A, B)", comparison.words_a, comparison.a);
  text += word_lines("Words that B uses in more rows (B, A)", comparison.words_b, comparison.b);
  return text;
}

Json comparison_json(const Comparison& comparison) {
  Json shares = Json::array();
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) shares.push_back(share_json(comparison, k));
  return {{"rows_a", comparison.a.rows()},
          {"rows_b", comparison.b.rows()},
          {"level", comparison.level},
          {"method", comparison.counted_by_model ? "classify and count" : "counted labels"},
          {"topics", shares},
          {"words_a", words_json(comparison.words_a, comparison.a)},
          {"words_b", words_json(comparison.words_b, comparison.b)},
          {"warnings", comparison.warnings()}};
}

std::vector<std::vector<std::string>> comparison_rows(const Comparison& comparison) {
  std::vector<std::vector<std::string>> rows{{"kind",         "topic_or_group", "word",         "count_a",
                                              "total_a",      "count_b",        "total_b",      "share_a",
                                              "share_a_low",  "share_a_high",   "share_b",      "share_b_low",
                                              "share_b_high", "effect",         "effect_value", "effect_low",
                                              "effect_high",  "ln_p",           "ln_q",         "z"}};
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) rows.push_back(share_row(comparison, k));
  for (const bool of_a : {true, false}) {
    for (const DistinctiveWord& word : of_a ? comparison.words_a : comparison.words_b) {
      rows.push_back(word_row(word, word.by_texts, "word by rows", of_a, comparison.level));
      rows.push_back(word_row(word, word.by_tokens, "word by tokens", of_a, comparison.level));
    }
  }
  return rows;
}

}  // namespace ykien::program

// The comparison as rows of a tidy table.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "comparison.h"

namespace ykien::program {
namespace {

constexpr std::array<const char*, 22> kColumns = {
    "kind",       "topic_or_group", "word",         "count_a",     "total_a",
    "count_b",    "total_b",        "share_a",      "share_a_low", "share_a_high",
    "share_b",    "share_b_low",    "share_b_high", "effect",      "effect_value",
    "effect_low", "effect_high",    "ln_p",         "ln_q",        "z",
    "method",     "flags"};

// All others hold numbers.
constexpr std::array<std::string_view, 6> kWords = {"kind",   "topic_or_group", "word",
                                                    "effect", "method",         "flags"};

std::string figure(double value) { return fmt::format("{:.6g}", value); }

// Both groups of one topic, counted or corrected; empty cells where no figure can be defended.
std::vector<std::string> share_row(const Comparison& comparison, std::size_t k, bool corrected) {
  const TopicComparison& counted = comparison.shares[k];
  std::vector<std::string> row{corrected ? "corrected share" : "share",
                               comparison.topics[k],
                               "",
                               figure(comparison.count_a(k)),
                               figure(static_cast<double>(comparison.a.rows())),
                               figure(comparison.count_b(k)),
                               figure(static_cast<double>(comparison.b.rows()))};
  const auto add = [&row](std::initializer_list<double> values, bool known = true) {
    for (const double value : values) row.push_back(known ? figure(value) : "");
  };
  if (!corrected) {
    add({counted.share_a, counted.interval_a.low, counted.interval_a.high, counted.share_b,
         counted.interval_b.low, counted.interval_b.high});
    row.emplace_back("difference");
    add({counted.difference, counted.difference_interval.low, counted.difference_interval.high, counted.log_p,
         counted.log_q});
    row.insert(row.end(), {"", comparison.counted_by_model ? "CC" : "", ""});
    return row;
  }
  const CorrectedComparison& one = comparison.corrected[k];
  const ShareDifference& difference = one.difference;
  const bool known = !difference.cautions.refuses();
  add({one.a.share, one.a.interval.low, one.a.interval.high, one.b.share, one.b.interval.low,
       one.b.interval.high},
      known);
  row.emplace_back("difference");
  add({difference.difference, difference.interval.low, difference.interval.high, difference.log_p, one.log_q},
      known);
  row.insert(row.end(), {"", known ? one.a.method : "", caution_names(difference.cautions)});
  return row;
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
          figure(way.z),
          "",
          ""};
}

}  // namespace

std::vector<std::vector<std::string>> comparison_rows(const Comparison& comparison) {
  std::vector<std::vector<std::string>> rows{{kColumns.begin(), kColumns.end()}};
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) {
    if (!comparison.corrected.empty()) rows.push_back(share_row(comparison, k, true));
    rows.push_back(share_row(comparison, k, false));
  }
  for (const bool of_a : {true, false}) {
    for (const DistinctiveWord& word : of_a ? comparison.words_a : comparison.words_b) {
      rows.push_back(word_row(word, word.by_texts, "word by rows", of_a, comparison.level));
      rows.push_back(word_row(word, word.by_tokens, "word by tokens", of_a, comparison.level));
    }
  }
  return rows;
}

std::vector<std::size_t> comparison_number_columns() {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (std::ranges::find(kWords, kColumns[i]) == kWords.end()) numbers.push_back(i);
  }
  return numbers;
}

}  // namespace ykien::program

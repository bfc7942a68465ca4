// The comparison as one object for programs.
#include "comparison.h"
#include "study_figures.h"

namespace ykien::program {
namespace {

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

// Null where no figure can be defended.
Json corrected_json(const CorrectedComparison& one) {
  const bool known = !one.difference.cautions.refuses();
  const auto number = [known](double value) { return known ? number_json(value) : Json(nullptr); };
  const auto interval = [known](const Interval& value) {
    return known ? interval_json(value) : Json(nullptr);
  };
  return {{"share_a", number(one.a.share)},
          {"interval_a", interval(one.a.interval)},
          {"share_b", number(one.b.share)},
          {"interval_b", interval(one.b.interval)},
          {"difference", number(one.difference.difference)},
          {"difference_interval", interval(one.difference.interval)},
          {"ln_p", number(one.difference.log_p)},
          {"ln_q", number(one.log_q)},
          {"method", known ? Json(one.a.method) : Json(nullptr)},
          {"flags", caution_names(one.difference.cautions)}};
}

Json share_json(const Comparison& comparison, std::size_t k) {
  const TopicComparison& one = comparison.shares[k];
  Json json{{"topic", comparison.topics[k]},
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
  if (!comparison.corrected.empty()) json["corrected"] = corrected_json(comparison.corrected[k]);
  return json;
}

}  // namespace

Json comparison_json(const Comparison& comparison) {
  Json shares = Json::array();
  for (std::size_t k = 0; k < comparison.topics.size(); ++k) shares.push_back(share_json(comparison, k));
  return {{"rows_a", comparison.a.rows()},
          {"rows_b", comparison.b.rows()},
          {"level", comparison.level},
          {"joint", comparison.joint},
          {"method", comparison.counted_by_model ? "classify and count, and corrected" : "counted labels"},
          {"several_topics_a_row", comparison.multi_label},
          {"validation",
           comparison.validation.english.empty() ? Json(nullptr) : Json(comparison.validation.english)},
          {"topics", shares},
          {"words_a", words_json(comparison.words_a, comparison.a)},
          {"words_b", words_json(comparison.words_b, comparison.b)},
          {"warnings", comparison.warnings()}};
}

}  // namespace ykien::program

// The comparison as a report in two languages.
#include "comparison.h"

namespace ykien::program {
namespace {

std::vector<ReportCount> counts_of(const TopicGroup& group) {
  const auto count = [](const table::Occurrences& rows) { return static_cast<std::size_t>(rows.count); };
  return {
      {"unreadable", {"Để riêng: dòng hỏng", "Set aside: the row cannot be read"}, count(group.unreadable)},
      {"without_text", {"Để riêng: không có nội dung", "Set aside: no text"}, count(group.without_text)},
      {"without_topic", {"Để riêng: không có nhóm", "Set aside: no topic"}, count(group.without_topic)},
      {"rows_compared", {"Được so sánh", "Compared"}, group.rows()}};
}

ComparedGroup group_of(const TopicGroup& group, const TopicGroup& other,
                       const std::vector<DistinctiveWord>& words) {
  const auto text_of = [&group](std::uint32_t text) {
    return std::string_view(group.kept[group.place_of(text)]);
  };
  return {group.name, group.rows(), counts_of(group), word_list(words, group.rows(), other.rows(), text_of)};
}

// "/options/level" -> "0.95": the manifest line by line.
std::vector<Fact> facts_of(const Json& manifest) {
  std::vector<Fact> facts;
  const Json flat = manifest.flatten();
  for (const auto& [place, value] : flat.items()) {
    std::string text = value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
    if (!text.empty()) facts.push_back({place.substr(1), std::move(text)});
  }
  return facts;
}

}  // namespace

ComparisonReport comparison_report(const Comparison& comparison, const Json& manifest) {
  ComparisonReport report;
  report.a = group_of(comparison.a, comparison.b, comparison.words_a);
  report.b = group_of(comparison.b, comparison.a, comparison.words_b);
  for (std::size_t k = 0; k < comparison.topics.size(); ++k)
    report.topics.push_back({comparison.topics[k], comparison.topic_names[k], comparison.topic_english[k]});
  report.counted = comparison.shares;
  report.corrected = comparison.corrected;
  report.validation = comparison.validation;
  report.level = comparison.level;
  report.joint = comparison.joint;
  report.adjustment = comparison.adjustment;
  report.multi_label = comparison.multi_label;
  report.notices = comparison.notices();
  report.manifest = facts_of(manifest);
  return report;
}

}  // namespace ykien::program

#include "comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kFewRows = 30;

// The topics of which a caution holds, by name; of all: a word for that.
BothLanguages topics_with(const Comparison& comparison, Caution caution) {
  BothLanguages names;
  std::size_t found = 0;
  const auto add = [](std::string& list, const std::string& name, const std::string& otherwise) {
    list += (list.empty() ? "" : ", ") + (name.empty() ? otherwise : name);
  };
  for (std::size_t k = 0; k < comparison.corrected.size(); ++k) {
    if (!comparison.corrected[k].difference.cautions.has(caution)) continue;
    ++found;
    add(names.vietnamese, comparison.topic_names[k], comparison.topics[k]);
    add(names.english, comparison.topic_english[k], comparison.topics[k]);
  }
  if (found > 1 && found == comparison.corrected.size()) return {"mọi nhóm", "all topics"};
  return names;
}

// One notice for everything that holds of some corrected difference, refusals first.
void add_cautions(const Comparison& comparison, std::vector<ReportNotice>& list) {
  for (const bool refusals : {true, false}) {
    for (const Caution caution : all_cautions()) {
      if (Cautions{static_cast<std::uint32_t>(caution)}.refuses() != refusals) continue;
      const BothLanguages topics = topics_with(comparison, caution);
      if (topics.english.empty()) continue;
      list.push_back(
          {std::string(caution_name(caution)),
           refusals,
           {fmt::format("{} ({})", caution_sentence(caution, ReportLanguage::vietnamese), topics.vietnamese),
            fmt::format("{} ({})", caution_sentence(caution, ReportLanguage::english), topics.english)}});
    }
  }
}

// Whether there is enough in a group to compare.
void add_size(const TopicGroup& group, std::vector<ReportNotice>& list) {
  if (group.rows() < kFewRows)
    list.push_back(
        {"few_rows_in_all",
         true,
         {fmt::format("{}: chỉ có {} dòng, khoảng tin cậy rộng.", group.name, group.rows()),
          fmt::format("{}: only {}, the intervals are wide.", group.name, counted(group.rows(), "row"))}});
}

}  // namespace

double Comparison::count_a(std::size_t topic) const {
  return std::round(shares[topic].share_a * static_cast<double>(a.rows()));
}

double Comparison::count_b(std::size_t topic) const {
  return std::round(shares[topic].share_b * static_cast<double>(b.rows()));
}

std::vector<ReportNotice> Comparison::notices() const {
  std::vector<ReportNotice> list;
  for (const TopicGroup* group : {&a, &b}) add_size(*group, list);
  if (multi_label)
    list.push_back(
        {"several_topics",
         false,
         {"Một ý kiến có thể thuộc nhiều nhóm: tổng các tỷ lệ của một bảng không nhất thiết bằng 100%.",
          "A row may have several topics: the shares of a table need not sum to 100%."}});
  if (!counted_by_model) return list;
  if (!same_source)
    list.push_back(
        {"validation_of_another_source",
         true,
         {"Mức nhầm của máy được đo trên dữ liệu khác: nếu ở đây máy nhầm theo cách khác, hoặc ở A khác ở B, "
          "thì tỷ lệ và chênh lệch đã hiệu chỉnh cũng sai theo.",
          "The model's errors were measured on other rows: if it errs otherwise here, or otherwise in A than "
          "in B, corrected shares and differences are wrong with it."}});
  add_cautions(*this, list);
  return list;
}

std::vector<std::string> Comparison::warnings() const {
  std::vector<std::string> list;
  for (const ReportNotice& notice : notices()) list.push_back(notice.text.english);
  return list;
}

std::string example_lines(const TopicGroup& group, const std::vector<std::uint32_t>& examples) {
  std::string text;
  for (const std::uint32_t example : examples) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", group.lines[group.place_of(example)]);
  }
  return text;
}

}  // namespace ykien::program

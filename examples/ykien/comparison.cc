#include "comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kFewRows = 30;

// One sentence for everything that holds of some corrected difference, refusals first.
void add_cautions(const Comparison& comparison, std::vector<std::string>& list) {
  for (const bool refusals : {true, false}) {
    for (const Caution caution : all_cautions()) {
      if (Cautions{static_cast<std::uint32_t>(caution)}.refuses() != refusals) continue;
      std::string topics;
      for (std::size_t k = 0; k < comparison.corrected.size(); ++k) {
        if (!comparison.corrected[k].difference.cautions.has(caution)) continue;
        topics += (topics.empty() ? "" : ", ") + comparison.topics[k];
      }
      if (!topics.empty())
        list.push_back(fmt::format("{} ({})", caution_sentence(caution, ReportLanguage::english), topics));
    }
  }
}

}  // namespace

double Comparison::count_a(std::size_t topic) const {
  return std::round(shares[topic].share_a * static_cast<double>(a.rows()));
}

double Comparison::count_b(std::size_t topic) const {
  return std::round(shares[topic].share_b * static_cast<double>(b.rows()));
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
  if (multi_label)
    list.emplace_back("a row may have several topics: the shares of a table need not sum to 100%");
  if (!counted_by_model || a.rows() == 0 || b.rows() == 0) return list;
  if (!same_source)
    list.emplace_back(
        "the model's errors were measured on other rows: if it errs otherwise here, or otherwise in A than "
        "in B, corrected "
        "shares and differences are wrong with it");
  add_cautions(*this, list);
  return list;
}

std::string example_lines(const TopicGroup& group, const std::vector<std::uint32_t>& examples) {
  std::string text;
  for (const std::uint32_t example : examples) {
    const auto place = std::ranges::lower_bound(group.texts, example) - group.texts.begin();
    text += fmt::format("{}{}", text.empty() ? "" : ", ", group.lines[static_cast<std::size_t>(place)]);
  }
  return text;
}

}  // namespace ykien::program

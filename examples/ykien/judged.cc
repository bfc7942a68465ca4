#include "judged.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "accents.h"
#include "occurrences.h"
#include "ykien/base/error.h"
#include "ykien/topic/classify.h"

namespace ykien::program {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// The number of a topic, or that of none (the number of topics).
std::uint32_t number_of(const Model& model, const std::string& id) {
  const auto topics = model.topics();
  return static_cast<std::uint32_t>(std::ranges::find(topics, id, &Topic::id) - topics.begin());
}

void refuse_unknown(const Model& model, const LabelledTable& table) {
  std::set<std::string> unknown;
  std::uint64_t first_line = 0;
  for (const LabelledRow& row : table.rows) {
    if (number_of(model, row.labels[0]) < model.topics().size()) continue;
    if (unknown.empty()) first_line = row.line;
    if (unknown.size() < 10) unknown.insert(row.labels[0]);
  }
  if (unknown.empty()) return;
  std::string known;
  for (const Topic& topic : model.topics()) known += (known.empty() ? "" : ", ") + topic.id;
  throw Error(
      ErrorCode::not_found, fmt::format("{}:{}", table.name, first_line),
      fmt::format("labels that the model does not have: {} (it has {})", fmt::join(unknown, ", "), known),
      "use another --label or --model, or --ignore-unknown");
}

class Judge {
 public:
  explicit Judge(const Model& model) : model_(model), classifier_(model, built_in_accents()) {}

  void row(const LabelledRow& row) {
    const std::uint32_t truth = number_of(model_, row.labels[0]);
    if (truth == model_.topics().size()) return result.unknown.add(row.line);
    const Decision decision = classifier_.classify(row.text, workspace_);
    result.truth.push_back(truth);
    result.decided.push_back(decision.topic());
    const auto probabilities = decision.probabilities();
    result.probabilities.insert(result.probabilities.end(), probabilities.begin(), probabilities.end());
    if (!decision.needs_review()) {
      ++result.sure;
      result.sure_and_right += decision.topic() == truth ? 1 : 0;
    }
    compare_labels(row, decision);
  }

  Judged result;

 private:
  void compare_labels(const LabelledRow& row, const Decision& decision) {
    for (std::size_t i = 0; i < row.labels.size(); ++i) {
      const std::uint32_t label = number_of(model_, row.labels[i]);
      result.right_in_any += decision.topic() == label ? 1 : 0;
      if (i == 0 || label == model_.topics().size()) continue;
      ++result.secondary.labelled;
      result.secondary.hits += std::ranges::count(decision.secondary(), label) > 0 ? 1 : 0;
    }
    result.secondary.given += decision.secondary().size();
  }

  const Model& model_;
  const Classifier classifier_;
  Workspace workspace_;
};

}  // namespace

double SecondaryCounts::precision() const noexcept { return ratio(hits, given); }
double SecondaryCounts::recall() const noexcept { return ratio(hits, labelled); }

std::string Judged::left_out() const {
  return trouble_line(unknown, "with a topic that the model does not have: left out");
}

Judged judge(const Model& model, const LabelledTable& table, bool ignore_unknown) {
  if (!ignore_unknown) refuse_unknown(model, table);
  Judge judge(model);
  for (const LabelledRow& row : table.rows) judge.row(row);
  if (!judge.result.truth.empty()) return std::move(judge.result);
  throw Error(ErrorCode::format, table.name, "the model has the topic of no row",
              "use another --label or --model");
}

}  // namespace ykien::program

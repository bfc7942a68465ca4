#include "study_validation.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal.h"
#include "validation_file.h"
#include "ykien/base/error.h"

namespace ykien::program {
namespace {

constexpr std::size_t kLeastLabelled = 100;  // human labels, to correct with them
constexpr std::size_t kLeastOfTopic = 5;     // of them, of each topic that is not rare
constexpr double kRareShare = 0.02;          // of the rows decided for a topic
constexpr std::size_t kSeveralPart = 100;    // 1 labelled row in so many with several topics is no slip

// The labelled rows as validation. Where some were likelier to be picked than others they would not be a fair
// sample of the errors: then they serve DSL alone.
ValidationRows labelled_rows(const StudyInput& input) {
  const std::size_t topics = input.topics.size();
  ValidationRows rows;
  std::vector<std::uint32_t> place(input.label.size());
  for (std::size_t row = 0; row < input.label.size() && input.inclusion.empty(); ++row) {
    if (input.label[row] == kNoHumanLabel) continue;
    place[row] = static_cast<std::uint32_t>(rows.label.size());
    rows.label.push_back(static_cast<std::uint32_t>(input.label[row]));
    const auto first = input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    rows.posterior.insert(rows.posterior.end(), first, first + static_cast<std::ptrdiff_t>(topics));
  }
  if (input.inclusion.empty()) {
    for (const FurtherLabel& label : input.further_labels)
      rows.further.push_back({place[label.row], label.topic});
  }
  rows.same_source = true;
  rows.source = {
      fmt::format("{} ý kiến trong chính tệp này đã được người gán nhãn.", rows.label.size()),
      fmt::format("{} of this very file that people labelled.", counted(rows.label.size(), "row"))};
  return rows;
}

// Whether human labels tell enough of the errors: many, and some of each topic that is not rare.
bool are_enough(const StudyInput& input, const ValidationRows& rows) {
  if (rows.label.size() < kLeastLabelled) return false;
  const std::size_t topics = input.topics.size();
  std::vector<std::size_t> decided(topics);
  for (std::size_t row = 0; row < input.period.size(); ++row) {
    const auto first = input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    ++decided[static_cast<std::size_t>(std::max_element(first, first + static_cast<std::ptrdiff_t>(topics)) -
                                       first)];
  }
  for (std::uint32_t k = 0; k < topics; ++k) {
    const bool rare = static_cast<double>(decided[k]) < kRareShare * static_cast<double>(input.period.size());
    const auto labels =
        std::ranges::count(rows.label, k) + std::ranges::count(rows.further, k, &FurtherLabel::topic);
    if (!rare && static_cast<std::size_t>(labels) < kLeastOfTopic) return false;
  }
  return true;
}

// Rows that have a further label: those of one row stand together.
std::size_t rows_of(const std::vector<FurtherLabel>& labels) {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    rows += i == 0 || labels[i].row != labels[i - 1].row ? 1 : 0;
  return rows;
}

}  // namespace

StudyValidation study_validation(const std::string& validation, const std::string& model_path,
                                 const Model& model, const StudyInput& input) {
  StudyValidation chosen;
  ValidationRows labelled = labelled_rows(input);
  if (validation.empty() && are_enough(input, labelled)) {
    chosen.rows = std::move(labelled);
    return chosen;
  }
  ValidationFile file =
      validation.empty() ? validation_of_model(model_path, model) : read_validation(validation, model);
  if (validation.empty()) chosen.too_few_labels = labelled.label.size();
  chosen.checksum = std::move(file.checksum);
  chosen.rows = std::move(file.rows);
  return chosen;
}

bool are_several(std::size_t rows_of_several, std::size_t rows) {
  return rows_of_several * kSeveralPart > rows;
}

bool have_several_topics(const ValidationRows& rows) {
  return are_several(rows_of(rows.further), rows.label.size());
}

bool counts_all(const std::string& count, const ValidationRows& validation) {
  if (count == "first") return false;
  if (have_several_topics(validation)) return true;
  const bool known = validation.same_source || validation.label.empty();
  if (count == "all" && !known) {
    throw Error(
        ErrorCode::usage, "--count all",
        "the validation rows have one topic each: how well a row's other topics are found is not known",
        "give --validation rows with all their topics, or leave --count out");
  }
  return count == "all";
}

void tell_only_first(const StudyInput& input, TrendReport& report) {
  const auto unlabelled = static_cast<std::size_t>(std::ranges::count(input.label, kNoHumanLabel));
  const bool several = are_several(rows_of(input.further_labels), input.label.size() - unlabelled);
  if (input.multi_label || !several) return;
  report.notices.push_back(
      {"only_first_topic",
       false,
       {"Có ý kiến được người gán nhiều nhóm, nhưng dữ liệu kiểm tra chỉ có một nhóm mỗi dòng: mỗi ý kiến "
        "được tính cho nhóm đầu tiên.",
        "People gave some rows several topics, but the validation rows have one each: a row counts for its "
        "first topic."}});
}

void tell_too_few_labels(std::size_t labels, TrendReport& report) {
  report.notices.push_back({"too_few_human_labels",
                            false,
                            {fmt::format("Có {} nhãn do người gán, chưa đủ để đo máy nhầm thế nào (cần {}, "
                                         "và {} cho mỗi nhóm không hiếm).",
                                         labels, kLeastLabelled, kLeastOfTopic),
                             fmt::format("There are {} human labels, too few to measure the classifier's "
                                         "errors with ({} are needed, and {} of each "
                                         "topic that is not rare).",
                                         labels, kLeastLabelled, kLeastOfTopic)}});
}

}  // namespace ykien::program

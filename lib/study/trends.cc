#include "ykien/study/trends.h"

#include <algorithm>
#include <cmath>

#include "base/detail/counted.h"
#include "study/detail/trend_parts.h"
#include "ykien/base/error.h"

namespace ykien {
namespace {

constexpr std::size_t kFewRows = 30;

void require(bool holds, const char* what) {
  if (!holds) throw Error(ErrorCode::usage, "trends", what);
}

void check_further(const std::vector<FurtherLabel>& labels, std::size_t rows, std::size_t topics) {
  require(
      std::ranges::all_of(labels, [&](const FurtherLabel& l) { return l.row < rows && l.topic < topics; }),
      "a further label belongs to no row or no topic");
}

void check(const StudyInput& input) {
  const std::size_t n = input.period.size();
  const std::size_t topics = input.topics.size();
  require(topics > 0 && input.posterior.size() == n * topics,
          "there is not one posterior for each row and topic");
  require(input.stratum.size() == (input.strata.empty() ? 0 : n), "there is not one stratum for each row");
  require(std::ranges::all_of(input.period, [&](std::uint32_t p) { return p < input.periods.size(); }),
          "a period is out of range");
  require(std::ranges::all_of(input.stratum, [&](std::uint32_t s) { return s < input.strata.size(); }),
          "a stratum is out of range");
  require(input.label.empty() || input.label.size() == n, "there is not one human label for each row");
  require(input.inclusion.empty() || input.inclusion.size() == n,
          "there is not one chance of inclusion for each row");
  require(
      std::ranges::all_of(input.label, [&](std::int32_t k) { return k < static_cast<std::int32_t>(topics); }),
      "a human label is out of range");
  check_further(input.further_labels, n, topics);
  check_further(input.validation.further, input.validation.label.size(), topics);
  require(input.presence_threshold >= 0.0 && input.presence_threshold <= 1.0,
          "a threshold lies between 0 and 1");
  require(std::ranges::all_of(input.texts, [&](const StudyText& text) { return text.row < n; }),
          "a text belongs to no row");
  if (n == 0)
    throw Error(ErrorCode::format, "trends", "there is no row to study",
                "look at the rows that were set aside");
}

void tell_of_size(const StudyInput& input, TrendReport& report) {
  if (input.period.size() < kFewRows) {
    detail::add_notice(report, "few_rows_in_all", true,
                       {"Chỉ có " + std::to_string(input.period.size()) + " ý kiến: quá ít để nói về tỷ lệ.",
                        std::string("There ") + (input.period.size() == 1 ? "is" : "are") + " only " +
                            detail::counted(input.period.size(), "row") + ": too few to speak of shares."});
  }
  if (input.periods.size() == 1) {
    detail::add_notice(report, "one_period", true,
                       {"Chỉ có một kỳ, nên không thể nói gì về thay đổi theo thời gian.",
                        "There is only one period, so nothing can be said about change over time."});
  }
}

void tell_of_labels(const StudyInput& input, TrendReport& report) {
  if (!input.multi_label) return;
  detail::add_notice(report, "several_topics", false,
                     {"Một ý kiến có thể thuộc nhiều nhóm: mỗi tỷ lệ là phần ý kiến có nhóm ấy, nên tổng các "
                      "tỷ lệ không nhất thiết "
                      "bằng 100%. Mỗi nhóm được hiệu chỉnh riêng theo mức nhầm của chính nó.",
                      "A row may have several topics: each share is that of the rows which have the topic, "
                      "so the shares need not "
                      "sum to 100%. Each topic is corrected for itself, by its own errors."});
}

void tell_of_validation(const StudyInput& input, TrendReport& report) {
  if (input.validation.label.empty() || input.validation.same_source) return;
  detail::add_notice(
      report, "validation_of_another_source", true,
      {"Mức nhầm của máy được đo trên dữ liệu khác, không phải trên chính các ý kiến này. Nếu ở đây máy nhầm "
       "theo cách khác thì tỷ lệ đã "
       "hiệu chỉnh và khoảng tin cậy cũng sai theo. Hãy gán nhãn một mẫu ngẫu nhiên (ykien sample) rồi chạy "
       "lại với --human-label.",
       "The classifier's errors were measured on other data, not on these rows. If it errs otherwise here, "
       "corrected shares and intervals "
       "are wrong with it. Label a random sample (ykien sample) and run again with --human-label."});
}

}  // namespace

namespace detail {

StudyState::StudyState(const StudyInput& study, const StudyOptions& wanted)
    : input(study),
      options(wanted),
      topics(study.topics.size()),
      counts(study.periods.size() * study.topics.size()),
      rows(study.periods.size()) {
  decided.reserve(input.period.size());
  for (std::size_t row = 0; row < input.period.size(); ++row) {
    const auto first = input.posterior.begin() + static_cast<std::ptrdiff_t>(row * topics);
    const auto best = std::max_element(first, first + static_cast<std::ptrdiff_t>(topics));
    decided.push_back(static_cast<std::uint32_t>(best - first));
    rows[input.period[row]] += 1;
    for (std::size_t k = 0; k < topics; ++k)
      counts[input.period[row] * topics + k] += gives(static_cast<std::uint32_t>(row), k) ? 1 : 0;
  }
}

bool StudyState::gives(std::uint32_t row, std::size_t topic) const {
  if (decided[row] == topic) return true;
  return input.multi_label && input.posterior[row * topics + topic] >= input.presence_threshold;
}

double StudyState::label_level() const {
  const PrevalenceOptions& prevalence = options.prevalence;
  return prevalence.joint ? joint_level(prevalence.level, topics, !input.multi_label) : prevalence.level;
}

void add_notice(TrendReport& report, std::string code, bool serious, BothLanguages text) {
  const auto same = [&code](const ReportNotice& notice) { return notice.code == code; };
  if (std::ranges::any_of(report.notices, same)) return;
  const auto place =
      serious ? std::ranges::find(report.notices, false, &ReportNotice::serious) : report.notices.end();
  report.notices.insert(place, {std::move(code), serious, std::move(text)});
}

}  // namespace detail

double rounded_posterior(double posterior) noexcept {
  return std::max(kPosteriorStep / 2, std::round(posterior / kPosteriorStep) * kPosteriorStep);
}

TrendReport study_trends(const StudyInput& input, const StudyOptions& options) {
  check(input);
  TrendReport report;
  report.title = input.title;
  report.topics = input.topics;
  report.kind = input.periods.kind();
  report.periods.assign(input.periods.all().begin(), input.periods.all().end());
  report.stratum_column = input.stratum_column;
  report.level = options.prevalence.level;
  report.joint = options.prevalence.joint;
  report.events = input.events;
  report.multi_label = input.multi_label;
  tell_of_size(input, report);
  tell_of_labels(input, report);
  tell_of_validation(input, report);
  const detail::StudyState state(input, options);
  detail::add_shares(state, report);
  detail::add_changes(state, report);
  detail::add_effects(state, report);
  detail::add_words(state, report);
  state.tell(1);
  return report;
}

}  // namespace ykien

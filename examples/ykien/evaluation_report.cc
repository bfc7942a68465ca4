#include "evaluation_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "json.h"
#include "terminal.h"

namespace ykien::program {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string interval_text(const Interval& interval) {
  return fmt::format("{:.4f} to {:.4f}", interval.low, interval.high);
}

std::size_t id_width(const Model& model) {
  std::size_t width = 5;
  for (const Topic& topic : model.topics()) width = std::max(width, topic.id.size());
  return width;
}

std::string head_lines(const Evaluation& evaluation) {
  return fmt::format(
      "{}\n  accuracy  {:.4f}  ({})\n  macro-F1  {:.4f}  ({})\n  kappa     {:.4f}\n  log loss  {:.4f}\n"
      "  Brier     {:.4f}\n  ECE       {:.4f}\n",
      counted(evaluation.n, "row"), evaluation.accuracy, interval_text(evaluation.accuracy_interval),
      evaluation.macro_f1, interval_text(evaluation.macro_f1_interval), evaluation.kappa, evaluation.log_loss,
      evaluation.brier, evaluation.ece);
}

std::string topic_lines(const Model& model, const Evaluation& evaluation) {
  const std::size_t width = id_width(model);
  std::string text =
      fmt::format("\n  {:{}}  precision  recall      F1  F1 from - to      rows\n", "topic", width);
  for (std::size_t topic = 0; topic < model.topics().size(); ++topic) {
    const TopicScores& scores = evaluation.per_topic[topic];
    const std::string& id = model.topics()[topic].id;
    text += scores.support == 0
                ? fmt::format("  {:{}}  no row has this topic; {} got it\n", id, width, scores.predicted)
                : fmt::format("  {:{}}     {:.4f}  {:.4f}  {:.4f}  {:.4f} - {:.4f}  {:>6}\n", id, width,
                              scores.precision, scores.recall, scores.f1, scores.f1_interval.low,
                              scores.f1_interval.high, scores.support);
  }
  return text;
}

std::string confusion_lines(const Model& model, const Evaluation& evaluation) {
  const std::size_t topics = model.topics().size();
  const std::size_t width = id_width(model);
  std::string text = "\nTrue topic (row) and decided topic (column, in the same order)\n";
  for (std::size_t row = 0; row < topics; ++row) {
    text += fmt::format("  {:{}}", model.topics()[row].id, width);
    for (std::size_t column = 0; column < topics; ++column) {
      text += fmt::format(" {:>5}", evaluation.confusion[row * topics + column]);
    }
    text += '\n';
  }
  return text;
}

std::string coverage_lines(const Evaluation& evaluation) {
  std::string text = "\nAccuracy among the surest\n";
  for (const CoveragePoint& point : evaluation.coverage) {
    text += fmt::format("  {:4.0f}%  {:>6}  {:.4f}\n", 100 * point.share, point.rows, point.accuracy);
  }
  return text;
}

std::string review_lines(const Judged& judged) {
  const std::size_t n = judged.truth.size();
  std::string text = fmt::format("\nWithout review: {} of {} rows ({:.1f}%), accuracy {:.4f}\n", judged.sure,
                                 n, 100 * ratio(judged.sure, n), ratio(judged.sure_and_right, judged.sure));
  if (judged.secondary.labelled == 0) return text;
  return text + fmt::format(
                    "Decided topic among all labels of the row: {:.4f}\n"
                    "Secondary topics: {} labelled, {} given, precision {:.4f}, recall {:.4f}\n",
                    ratio(judged.right_in_any, n), judged.secondary.labelled, judged.secondary.given,
                    judged.secondary.precision(), judged.secondary.recall());
}

Json pair(const Interval& interval) { return Json::array({interval.low, interval.high}); }

Json topics_json(const Model& model, const Evaluation& evaluation) {
  Json object = Json::object();
  for (std::size_t topic = 0; topic < model.topics().size(); ++topic) {
    const TopicScores& scores = evaluation.per_topic[topic];
    object[model.topics()[topic].id] = {{"precision", scores.precision},
                                        {"recall", scores.recall},
                                        {"f1", scores.f1},
                                        {"support", scores.support},
                                        {"predicted", scores.predicted}};
  }
  return object;
}

Json confusion_json(const Model& model, const Evaluation& evaluation) {
  const std::size_t topics = model.topics().size();
  Json object = Json::object();
  for (std::size_t row = 0; row < topics; ++row) {
    Json decided = Json::object();
    for (std::size_t column = 0; column < topics; ++column) {
      decided[model.topics()[column].id] = evaluation.confusion[row * topics + column];
    }
    object[model.topics()[row].id] = decided;
  }
  return object;
}

Json intervals_json(const Model& model, const Evaluation& evaluation) {
  Json f1 = Json::object();
  for (std::size_t topic = 0; topic < model.topics().size(); ++topic) {
    f1[model.topics()[topic].id] = pair(evaluation.per_topic[topic].f1_interval);
  }
  return {{"level", EvaluateOptions().level},
          {"accuracy", pair(evaluation.accuracy_interval)},
          {"macro_f1", pair(evaluation.macro_f1_interval)},
          {"f1", f1}};
}

Json coverage_json(const Evaluation& evaluation) {
  Json list = Json::array();
  for (const CoveragePoint& point : evaluation.coverage) {
    list.push_back({{"share", point.share},
                    {"rows", point.rows},
                    {"confidence", point.confidence},
                    {"accuracy", point.accuracy}});
  }
  return list;
}

Json reliability_json(const Evaluation& evaluation) {
  Json list = Json::array();
  for (const ReliabilityBin& bin : evaluation.reliability) {
    list.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"rows", bin.rows},
                    {"confidence", bin.confidence},
                    {"accuracy", bin.accuracy}});
  }
  return list;
}

Json review_json(const Judged& judged) {
  return {{"rows_without", judged.sure},
          {"share_without", ratio(judged.sure, judged.truth.size())},
          {"accuracy_without", ratio(judged.sure_and_right, judged.sure)}};
}

Json secondary_json(const SecondaryCounts& counts) {
  return {{"labelled", counts.labelled},
          {"given", counts.given},
          {"hits", counts.hits},
          {"precision", counts.precision()},
          {"recall", counts.recall()}};
}

}  // namespace

std::string evaluation_text(const Model& model, const Judged& judged, const Evaluation& evaluation) {
  return head_lines(evaluation) + topic_lines(model, evaluation) + confusion_lines(model, evaluation) +
         coverage_lines(evaluation) + review_lines(judged);
}

std::string evaluation_json(const Model& model, const Judged& judged, const Evaluation& evaluation) {
  return json_text({{"n", evaluation.n},
                    {"accuracy", evaluation.accuracy},
                    {"macro_f1", evaluation.macro_f1},
                    {"micro_f1", evaluation.micro_f1},
                    {"weighted_f1", evaluation.weighted_f1},
                    {"kappa", evaluation.kappa},
                    {"log_loss", evaluation.log_loss},
                    {"brier", evaluation.brier},
                    {"ece", evaluation.ece},
                    {"per_topic", topics_json(model, evaluation)},
                    {"intervals", intervals_json(model, evaluation)},
                    {"confusion", confusion_json(model, evaluation)},
                    {"coverage", coverage_json(evaluation)},
                    {"reliability", reliability_json(evaluation)},
                    {"review", review_json(judged)},
                    {"accuracy_any_label", ratio(judged.right_in_any, evaluation.n)},
                    {"secondary", secondary_json(judged.secondary)},
                    {"unknown_topic", judged.unknown.count},
                    {"model", model.checksum()}});
}

}  // namespace ykien::program

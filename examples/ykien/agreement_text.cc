// Agreement for people and for programs.
#include <fmt/format.h>

#include <algorithm>

#include "agreement.h"
#include "occurrences.h"
#include "study_figures.h"
#include "terminal.h"
#include "ykien/base/version.h"

namespace ykien::program {
namespace {

std::string figure_line(const Figure& figure, std::size_t width) {
  const Agreement& one = figure.agreement;
  if (!one.defined)
    return fmt::format("  {:{}}  not defined: {}\n", figure.name, width,
                       one.items == 0 ? "no row has two labels" : "all gave one and the same label");
  return fmt::format("  {:{}}  {:7.4f}  {:7.4f} to {:7.4f}  {:>7}\n", figure.name, width, one.value,
                     one.interval.low, one.interval.high, one.items);
}

std::string disagreement_lines(const LabelColumns& table, const std::vector<Disagreed>& list,
                               std::size_t top) {
  if (list.empty()) return "\nNo disagreement.\n";
  const bool two = table.columns.size() == 2;
  const std::string one = two ? table.columns[0] : "one";
  const std::string other = two ? table.columns[1] : "another";
  std::size_t left = one.size();
  std::size_t right = other.size();
  const std::size_t shown = std::min(top, list.size());
  for (std::size_t i = 0; i < shown; ++i)
    left = std::max(left, list[i].one.size()), right = std::max(right, list[i].other.size());
  std::string text =
      fmt::format("\nDisagreement\n  {:{}}  {:{}}  {:>6}  first lines\n", one, left, other, right, "rows");
  for (std::size_t i = 0; i < shown; ++i) {
    std::string lines;
    for (std::size_t k = 0; k < std::min<std::size_t>(5, list[i].rows.lines.size()); ++k)
      lines += fmt::format("{}{}", k == 0 ? "" : ", ", list[i].rows.lines[k]);
    text += fmt::format("  {:{}}  {:{}}  {:>6}  {}\n", list[i].one, left, list[i].other, right,
                        list[i].rows.count, lines);
  }
  if (list.size() > shown) text += fmt::format("  and {} more\n", counted(list.size() - shown, "pair"));
  return text;
}

Json figure_json(const Figure& figure) {
  const Agreement& one = figure.agreement;
  Json json{
      {"measure", figure.id}, {"columns", figure.columns}, {"rows", one.items}, {"left_out", one.left_out}};
  json["value"] = one.defined ? Json(rounded(one.value)) : Json(nullptr);
  json["interval"] = one.defined ? interval_json(one.interval) : Json(nullptr);
  json["observed_disagreement"] = one.defined ? Json(rounded(one.observed)) : Json(nullptr);
  json["expected_disagreement"] = one.defined ? Json(rounded(one.expected)) : Json(nullptr);
  return json;
}

Json manifest_json(const LabelColumns& table, const AgreeOptions& options) {
  return {{"program", "ykien"},
          {"version", YKIEN_VERSION},
          {"command", "agree"},
          {"inputs", Json::array({{{"path", options.input.path},
                                   {"sha256", table.checksum},
                                   {"rows", table.rows()},
                                   {"unreadable", json_of(table.unreadable)}}})},
          {"options",
           {{"columns", table.columns},
            {"multi_label", options.multi_label},
            {"order", options.order},
            {"level", options.agreement.level},
            {"resamples", options.agreement.resamples}}},
          {"seed", options.agreement.seed}};
}

}  // namespace

std::string agreement_text(const LabelColumns& table, const std::vector<Figure>& figures,
                           const std::vector<Disagreed>& list, const AgreeOptions& options) {
  std::size_t width = 0;
  for (const Figure& figure : figures) width = std::max(width, figure.name.size());
  std::string text =
      fmt::format("{}: {}, {}, {}\n\n", table.name, counted(table.rows(), "row"),
                  counted(table.columns.size(), "column"), counted(table.labels.size(), "label"));
  text += fmt::format("  {:{}}  {:>7}  {:>18}  {:>7}\n", "", width, "value",
                      fmt::format("{:g}% interval", 100 * options.agreement.level), "rows");
  for (const Figure& figure : figures) text += figure_line(figure, width);
  return text + disagreement_lines(table, list, options.top);
}

std::string agreement_json(const LabelColumns& table, const std::vector<Figure>& figures,
                           const std::vector<Disagreed>& list, const AgreeOptions& options) {
  Json agreement = Json::array();
  for (const Figure& figure : figures) agreement.push_back(figure_json(figure));
  Json pairs = Json::array();
  for (const Disagreed& one : list)
    pairs.push_back(
        {{"labels", {one.one, one.other}}, {"count", one.rows.count}, {"first_lines", one.rows.lines}});
  return json_text({{"rows", table.rows()},
                    {"columns", table.columns},
                    {"labels", table.labels},
                    {"agreement", agreement},
                    {"disagreement", pairs},
                    {"manifest", manifest_json(table, options)}});
}

}  // namespace ykien::program

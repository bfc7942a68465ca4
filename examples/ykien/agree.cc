// ykien agree: how far the label columns of a table agree.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

#include "checksum.h"
#include "cli.h"
#include "label_columns.h"
#include "occurrences.h"
#include "output.h"
#include "process.h"
#include "study_figures.h"
#include "terminal.h"
#include "ykien/base/version.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien agree labels.csv --columns lan,minh
  ykien agree labels.csv --columns lan,minh,hoa --order low,middle,high
  ykien agree judged.csv --columns topic,label --json | jq .agreement
  ykien agree labels.csv --columns topics_lan,topics_minh --multi-label

An empty cell is a missing rating. Values: 1 perfect, 0 as by chance, below 0 worse. Intervals are bootstrap intervals
over the rows. With --multi-label a cell holds several labels with | or ; between them; Jaccard and MASI give credit
for labels that are shared.)";

struct Options {
  InputOptions input;
  std::vector<std::string> columns;
  std::vector<std::string> order;
  bool multi_label = false;
  bool json = false;
  std::size_t top = 20;
  AgreementOptions agreement;
};

// One figure and what it is of.
struct Figure {
  std::string id;    // "krippendorff_nominal"
  std::string name;  // "Krippendorff's alpha"
  std::vector<std::string> columns;
  Agreement agreement;
};

// Rows in which two columns hold these two different cells.
struct Disagreed {
  std::string one;
  std::string other;
  table::Occurrences rows;
};

std::vector<std::int32_t> column_of(const LabelColumns& table, std::size_t column) {
  std::vector<std::int32_t> ratings;
  for (std::size_t i = column; i < table.ratings.size(); i += table.columns.size())
    ratings.push_back(table.ratings[i]);
  return ratings;
}

void add_pairs(const LabelColumns& table, const Options& options, std::vector<Figure>& figures) {
  for (std::size_t one = 0; one < table.columns.size(); ++one) {
    for (std::size_t other = one + 1; other < table.columns.size(); ++other) {
      figures.push_back(
          {"cohen",
           "Cohen's kappa, " + table.columns[one] + " and " + table.columns[other],
           {table.columns[one], table.columns[other]},
           cohen(column_of(table, one), column_of(table, other), Scale::nominal, options.agreement)});
    }
  }
}

std::vector<Figure> single_label_figures(const LabelColumns& table, const Options& options) {
  std::vector<Figure> figures;
  const Ratings ratings{table.ratings, table.columns.size()};
  add_pairs(table, options, figures);
  if (ratings.raters > 2)
    figures.push_back(
        {"conger", "Conger's kappa, all columns", table.columns, conger(ratings, options.agreement)});
  figures.push_back({"fleiss", "Fleiss' kappa", table.columns, fleiss(ratings, options.agreement)});
  figures.push_back({"krippendorff_nominal", "Krippendorff's alpha", table.columns,
                     krippendorff(ratings, Scale::nominal, options.agreement)});
  if (!options.order.empty())
    figures.push_back({"krippendorff_ordinal", "Krippendorff's alpha, ordinal", table.columns,
                       krippendorff(ratings, Scale::ordinal, options.agreement)});
  return figures;
}

std::vector<Figure> multi_label_figures(const LabelColumns& table, const Options& options) {
  const SetRatings ratings{table.sets, table.columns.size()};
  const auto alpha = [&](SetDistance distance) { return krippendorff(ratings, distance, options.agreement); };
  return {
      {"krippendorff_binary", "Krippendorff's alpha, sets equal or not", table.columns,
       alpha(SetDistance::binary)},
      {"krippendorff_jaccard", "Krippendorff's alpha, Jaccard", table.columns, alpha(SetDistance::jaccard)},
      {"krippendorff_masi", "Krippendorff's alpha, MASI", table.columns, alpha(SetDistance::masi)}};
}

std::string set_text(const LabelColumns& table, LabelSet set) {
  std::string text;
  for (std::size_t label = 0; label < table.labels.size(); ++label) {
    if ((set >> label & 1) != 0) text += (text.empty() ? "" : "|") + table.labels[label];
  }
  return text;
}

// The cell as text; empty where it is missing.
std::string cell_text(const LabelColumns& table, std::size_t cell) {
  if (!table.sets.empty()) return table.sets[cell] == kNoLabels ? "" : set_text(table, table.sets[cell]);
  return table.ratings[cell] == kNoRating ? "" : table.labels[static_cast<std::size_t>(table.ratings[cell])];
}

// Pairs of different labels in a row, the most frequent first.
std::vector<Disagreed> disagreements(const LabelColumns& table) {
  std::map<std::pair<std::string, std::string>, table::Occurrences> found;
  const std::size_t raters = table.columns.size();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t one = 0; one < raters; ++one) {
      const std::string first = cell_text(table, row * raters + one);
      for (std::size_t other = one + 1; !first.empty() && other < raters; ++other) {
        const std::string second = cell_text(table, row * raters + other);
        if (second.empty() || first == second) continue;
        // With two columns it matters who said what; with more, the labels alone.
        const bool in_order = raters == 2 || first < second;
        found[in_order ? std::pair(first, second) : std::pair(second, first)].add(table.lines[row]);
      }
    }
  }
  std::vector<Disagreed> list;
  for (auto& [labels, rows] : found) list.push_back({labels.first, labels.second, rows});
  std::ranges::stable_sort(
      list, [](const Disagreed& a, const Disagreed& b) { return a.rows.count > b.rows.count; });
  return list;
}

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

std::string readable(const LabelColumns& table, const std::vector<Figure>& figures,
                     const std::vector<Disagreed>& list, const Options& options) {
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

Json manifest_json(const LabelColumns& table, const Options& options) {
  const std::string checksum = file_checksum(options.input.path);
  return {{"program", "ykien"},
          {"version", YKIEN_VERSION},
          {"command", "agree"},
          {"inputs", Json::array({{{"path", options.input.path},
                                   {"sha256", checksum.empty() ? Json(nullptr) : Json(checksum)},
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

std::string as_json(const LabelColumns& table, const std::vector<Figure>& figures,
                    const std::vector<Disagreed>& list, const Options& options) {
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

int agree(const Options& options) {
  const LabelColumns table =
      read_label_columns(options.input, options.columns, options.multi_label, options.order);
  const std::string left_out = trouble_line(table.unreadable, "that cannot be read: left out");
  std::fwrite(left_out.data(), 1, left_out.size(), stderr);
  const auto figures =
      options.multi_label ? multi_label_figures(table, options) : single_label_figures(table, options);
  const auto list = disagreements(table);
  print(options.json ? as_json(table, figures, list, options) : readable(table, figures, list, options));
  return table.unreadable.count > 0 ? kSomeRowsFailed : kSuccess;
}

}  // namespace

void add_agree(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "agree", "How far columns of labels agree", kExamples, chosen,
                                        [options] { return agree(*options); });
  command->add_option("FILE", options->input.path, "The table; - is standard input")->required();
  command->add_option("--columns", options->columns, "The columns with the labels, two or more")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->required();
  auto* const multi =
      command->add_flag("--multi-label", options->multi_label, "A cell may hold several labels");
  command
      ->add_option("--order", options->order,
                   "All labels from the lowest to the highest: ordinal agreement too")
      ->type_name("LIST")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->excludes(multi);
  command->add_option("--top", options->top, "Show so many pairs of labels that disagree")
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--level", options->agreement.level, "Level of the intervals")
      ->type_name("SHARE")
      ->check(CLI::Range(0.5, 0.999))
      ->capture_default_str();
  command->add_option("--resamples", options->agreement.resamples, "Resamples of the bootstrap")
      ->type_name("N")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command->add_option("--seed", options->agreement.seed, "Seed of the bootstrap")
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--json", options->json, "Everything as one JSON object");
}

}  // namespace ykien::program

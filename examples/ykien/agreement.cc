#include "agreement.h"

#include <algorithm>
#include <map>

namespace ykien::program {
namespace {

std::vector<std::int32_t> column_of(const LabelColumns& table, std::size_t column) {
  std::vector<std::int32_t> ratings;
  for (std::size_t i = column; i < table.ratings.size(); i += table.columns.size())
    ratings.push_back(table.ratings[i]);
  return ratings;
}

void add_pairs(const LabelColumns& table, const AgreeOptions& options, std::vector<Figure>& figures) {
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

std::vector<Figure> single_label_figures(const LabelColumns& table, const AgreeOptions& options) {
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

std::vector<Figure> multi_label_figures(const LabelColumns& table, const AgreeOptions& options) {
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

}  // namespace

std::vector<Figure> agreement_figures(const LabelColumns& table, const AgreeOptions& options) {
  return options.multi_label ? multi_label_figures(table, options) : single_label_figures(table, options);
}

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

}  // namespace ykien::program

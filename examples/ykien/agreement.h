// How far columns of labels agree: figures, and the labels that people disagree about.
#ifndef YKIEN_PROGRAM_AGREEMENT_H_
#define YKIEN_PROGRAM_AGREEMENT_H_

#include <string>
#include <vector>

#include "label_columns.h"
#include "ykien/table/report.h"

namespace ykien::program {

struct AgreeOptions {
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

// Kappas and alphas of the columns; with several labels a cell the alphas over sets.
std::vector<Figure> agreement_figures(const LabelColumns& table, const AgreeOptions& options);

// Pairs of different labels in a row, the most frequent first.
std::vector<Disagreed> disagreements(const LabelColumns& table);

// For people, and for programs with a manifest.
std::string agreement_text(const LabelColumns& table, const std::vector<Figure>& figures,
                           const std::vector<Disagreed>& list, const AgreeOptions& options);
std::string agreement_json(const LabelColumns& table, const std::vector<Figure>& figures,
                           const std::vector<Disagreed>& list, const AgreeOptions& options);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_AGREEMENT_H_

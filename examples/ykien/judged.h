// Judged: what a model said about labelled rows, beside what people said.
#ifndef YKIEN_PROGRAM_JUDGED_H_
#define YKIEN_PROGRAM_JUDGED_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "labelled.h"
#include "ykien/table/report.h"
#include "ykien/topic/model.h"

namespace ykien::program {

// Secondary topics, all rows together: how many were labelled, how many the model gave, how many were both.
struct SecondaryCounts {
  std::size_t labelled = 0;
  std::size_t given = 0;
  std::size_t hits = 0;

  double precision() const noexcept;
  double recall() const noexcept;
};

struct Judged {
  std::vector<std::uint32_t> truth;    // n: the labelled first topic
  std::vector<std::uint32_t> decided;  // n
  std::vector<double> probabilities;   // n x topics, row-major
  std::size_t right_in_any = 0;        // rows whose decided topic is among all their labels
  std::size_t sure = 0;                // rows that need no review
  std::size_t sure_and_right = 0;
  SecondaryCounts secondary;
  table::Occurrences unknown;  // rows left out because the model does not have their topic

  std::string left_out() const;
};

// Classifies the rows. A first label that the model does not have throws Error(not_found) that names such
// labels and the model's topics, unless `ignore_unknown`. Secondary labels it does not have are passed over.
Judged judge(const Model& model, const LabelledTable& table, bool ignore_unknown);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_JUDGED_H_

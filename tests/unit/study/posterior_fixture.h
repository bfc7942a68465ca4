// Posteriors of a made classifier with seven topics: 700 validation rows, and 400 rows whose shares are
// others. What the reference packages printed on them stands in tests/reference/study.
#ifndef YKIEN_TESTS_UNIT_STUDY_POSTERIOR_FIXTURE_H_
#define YKIEN_TESTS_UNIT_STUDY_POSTERIOR_FIXTURE_H_

#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "ykien/study/quantify.h"

namespace ykien::testing {

struct PosteriorRows {
  std::vector<double> posterior;
  std::vector<std::uint32_t> label;
  static constexpr std::uint32_t kTopics = 7;

  LabelledPosteriors view() const { return {posterior, label, kTopics}; }
};

// A table of the label and the posteriors, a line a row, after one line of names.
inline PosteriorRows read_posterior_rows(const std::string& name) {
  std::ifstream in(std::string(YKIEN_TEST_DATA) + "/" + name);
  if (!in) throw std::runtime_error("no fixture " + name);
  PosteriorRows rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream fields(line);
    rows.label.emplace_back();
    fields >> rows.label.back();
    for (std::uint32_t k = 0; k < PosteriorRows::kTopics; ++k) fields >> rows.posterior.emplace_back();
    if (!fields) throw std::runtime_error("a short line in " + name);
  }
  return rows;
}

inline PosteriorRows validation_rows() { return read_posterior_rows("fit/validation.csv"); }
inline PosteriorRows shifted_rows() { return read_posterior_rows("study/shifted.csv"); }

}  // namespace ykien::testing

#endif  // YKIEN_TESTS_UNIT_STUDY_POSTERIOR_FIXTURE_H_

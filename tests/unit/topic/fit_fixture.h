// Reads what tests/reference/fit_reference.py wrote.
#ifndef YKIEN_TESTS_UNIT_TOPIC_FIT_FIXTURE_H_
#define YKIEN_TESTS_UNIT_TOPIC_FIT_FIXTURE_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "topic/fit/sparse_matrix.h"

namespace ykien::testing {

inline std::ifstream open_fixture(const std::string& name) {
  std::ifstream in(std::string(YKIEN_TEST_DATA) + "/fit/" + name);
  if (!in) throw std::runtime_error("no fixture " + name);
  return in;
}

template <class T>
std::vector<T> read_numbers(std::istream& in, std::size_t count) {
  std::vector<T> values(count);
  for (T& value : values) in >> value;
  if (!in) throw std::runtime_error("a fixture ends too early");
  return values;
}

struct ReferenceFit {
  double c = 0.0;
  std::vector<double> class_weight;
  double objective = 0.0;
  std::vector<double> weight;  // feature-major
  std::vector<double> intercept;
};

struct FitProblem {
  SparseMatrix matrix;
  std::vector<std::uint32_t> label;
  std::uint32_t classes = 0;
  std::vector<ReferenceFit> fits;
};

inline FitProblem read_problem(const std::string& name) {
  std::ifstream in = open_fixture(name);
  const std::vector<std::uint32_t> shape = read_numbers<std::uint32_t>(in, 3);
  FitProblem problem;
  problem.matrix.columns = shape[1];
  problem.classes = shape[2];
  for (std::uint32_t i = 0; i < shape[0]; ++i) {
    const std::vector<std::uint32_t> head = read_numbers<std::uint32_t>(in, 2);
    problem.label.push_back(head[0]);
    std::vector<std::uint32_t> columns(head[1]);
    std::vector<float> values(head[1]);
    for (std::uint32_t j = 0; j < head[1]; ++j) in >> columns[j] >> values[j];
    problem.matrix.append(columns, values);
  }
  problem.fits.resize(read_numbers<std::size_t>(in, 1)[0]);
  for (ReferenceFit& fit : problem.fits) {
    fit.c = read_numbers<double>(in, 1)[0];
    fit.class_weight = read_numbers<double>(in, problem.classes);
    fit.objective = read_numbers<double>(in, 1)[0];
    fit.weight = read_numbers<double>(in, std::size_t{shape[1]} * problem.classes);
    fit.intercept = read_numbers<double>(in, problem.classes);
  }
  return problem;
}

// Posteriors of a classifier with seven classes and the true classes: 700 rows.
struct Posteriors {
  std::vector<std::uint32_t> label;
  std::vector<double> probability;  // rows * 7
  static constexpr std::size_t kClasses = 7;
};

inline Posteriors read_posteriors() {
  std::ifstream in = open_fixture("validation.csv");
  Posteriors result;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream fields(line);
    result.label.push_back(read_numbers<std::uint32_t>(fields, 1)[0]);
    for (const double p : read_numbers<double>(fields, Posteriors::kClasses)) result.probability.push_back(p);
  }
  return result;
}

// evaluation.txt: lines of a name and numbers.
inline std::map<std::string, std::vector<double>> read_named_numbers(const std::string& name) {
  std::ifstream in = open_fixture(name);
  std::map<std::string, std::vector<double>> result;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string key;
    fields >> key;
    for (double value = 0.0; fields >> value;) result[key].push_back(value);
  }
  return result;
}

}  // namespace ykien::testing

#endif  // YKIEN_TESTS_UNIT_TOPIC_FIT_FIXTURE_H_

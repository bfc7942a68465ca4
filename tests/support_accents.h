// What the tests of restoring accents share: our own sentences, and a small model learned from them.
#ifndef YKIEN_TESTS_SUPPORT_ACCENTS_H_
#define YKIEN_TESTS_SUPPORT_ACCENTS_H_

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "ykien/base/error.h"
#include "ykien/text/normalize.h"
#include "ykien/text/restore_train.h"

namespace ykien::test {

inline const std::vector<std::string>& accented_sentences() {
  static const std::vector<std::string> all = [] {
    std::ifstream file(YKIEN_TEST_DATA "/accents/sentences.txt");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    if (lines.empty()) throw std::runtime_error("no sentences");
    return lines;
  }();
  return all;
}

inline AccentTrainOptions small_training() {
  AccentTrainOptions options;
  options.epochs = 4;
  options.min_spelling = 1;
  options.min_context = 1;
  options.weights = 20'000;
  options.facts = "name: small\n";
  return options;
}

inline const AccentModel& small_accent_model() {
  static const AccentModel model = train_accents(accented_sentences(), small_training());
  return model;
}

// Without its accents, folded.
inline std::string plain(const std::string& text) { return strip_accents(normalize(text).text); }

// The compiled-in model, or nullptr where the library was built without it.
inline const AccentModel* shipped_accent_model() {
  try {
    return &AccentModel::shipped();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return nullptr;
  }
}

}  // namespace ykien::test

#endif  // YKIEN_TESTS_SUPPORT_ACCENTS_H_

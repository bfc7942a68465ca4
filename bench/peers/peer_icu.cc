// peer_icu WEIGHTS TEXTS LABELS PASSES: what a careful C++ programmer writes in an afternoon with ICU and the
// standard library: NFC and case folding, words between blanks without their punctuation, 1-2-grams in an
// unordered_map, TF-IDF, logits, softmax.
//
// WEIGHTS, as compare writes it: a line of labels; a line of biases; then a line an n-gram: the n-gram, its
// idf and a weight for each label, all separated by tabs.
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringoptions.h>

#include <cmath>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

#include "driver.h"

namespace {

struct Feature {
  std::size_t row = 0;
  float idf = 0;
};

struct Model {
  std::vector<std::string> labels;
  std::vector<float> bias;
  std::unordered_map<std::string, Feature> features;
  std::vector<float> weights;  // features x labels
};

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> result;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) result.push_back(field);
  return result;
}

Model read_model(const char* path) {
  std::ifstream in(path);
  Model model;
  std::string line;
  std::getline(in, line);
  model.labels = fields(line);
  std::getline(in, line);
  for (const std::string& bias : fields(line)) model.bias.push_back(std::stof(bias));
  while (std::getline(in, line)) {
    const std::vector<std::string> parts = fields(line);
    if (parts.size() != model.labels.size() + 2) throw std::runtime_error("a line of another length");
    model.features[parts[0]] = {model.features.size(), std::stof(parts[1])};
    for (std::size_t k = 2; k < parts.size(); ++k) model.weights.push_back(std::stof(parts[k]));
  }
  return model;
}

class Classifier {
 public:
  explicit Classifier(const Model& model) : model_(model) {
    UErrorCode status = U_ZERO_ERROR;
    nfc_ = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("no ICU data");
  }

  int classify(const std::string& text) {
    fold(text);
    count();
    return best();
  }

 private:
  void fold(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    composed_.clear();
    icu::StringByteSink<std::string> to_composed(&composed_);
    nfc_->normalizeUTF8(0, text, to_composed, nullptr, status);
    folded_.clear();
    icu::StringByteSink<std::string> to_folded(&folded_);
    icu::CaseMap::utf8Fold(0, composed_, to_folded, nullptr, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU failed");
  }

  void count() {
    counts_.clear();
    std::string_view before;
    const std::string_view all(folded_);
    for (std::size_t at = all.find_first_not_of(kApart); at != all.npos;) {
      const std::size_t end = std::min(all.find_first_of(kApart, at), all.size());
      const std::string_view word = all.substr(at, end - at);
      ngram_ = word;
      hit();
      if (!before.empty()) {
        ngram_.assign(before);
        ngram_ += ' ';
        ngram_ += word;
        hit();
      }
      before = word;
      at = all.find_first_not_of(kApart, end);
    }
  }

  void hit() {
    if (const auto found = model_.features.find(ngram_); found != model_.features.end())
      ++counts_[&found->second];
  }

  int best() {
    logits_ = model_.bias;
    std::vector<float> sums(logits_.size());
    float squares = 0;
    for (const auto& [feature, times] : counts_) {
      const float value = (1 + std::log(static_cast<float>(times))) * feature->idf;
      squares += value * value;
      const float* const row = &model_.weights[feature->row * logits_.size()];
      for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += value * row[k];
    }
    const float length = squares > 0 ? std::sqrt(squares) : 1;
    float total = 0;
    for (std::size_t k = 0; k < sums.size(); ++k) logits_[k] += sums[k] / length;
    const float largest = *std::ranges::max_element(logits_);
    for (float& logit : logits_) total += logit = std::exp(logit - largest);
    for (float& logit : logits_) logit /= total;  // now probabilities
    return static_cast<int>(std::ranges::max_element(logits_) - logits_.begin());
  }

  static constexpr const char* kApart = " \t\r\n.,;:!?()\"'[]{}-/";

  const Model& model_;
  const icu::Normalizer2* nfc_;
  std::string composed_, folded_, ngram_;
  std::unordered_map<const Feature*, int> counts_;
  std::vector<float> logits_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const Model model = read_model(arguments[1]);
  Classifier classifier(model);
  return ykien::bench::run_peer(
      arguments[2], arguments[3], std::atoi(arguments[4]),
      [&](const std::string& text) { return classifier.classify(text); },
      [&](int label) { return model.labels[static_cast<std::size_t>(label)]; });
}

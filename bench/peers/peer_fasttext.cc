// peer_fasttext MODEL TEXTS LABELS PASSES: fastText (Debian's libfasttext-dev) on text as it is.
#include <fasttext/fasttext.h>

#include <cstdlib>
#include <sstream>

#include "driver.h"

int main(int count, char** arguments) {
  if (count != 5) return 2;
  fasttext::FastText model;
  model.loadModel(arguments[1]);
  const auto dictionary = model.getDictionary();
  std::vector<std::int32_t> words;
  std::vector<std::int32_t> labels;
  fasttext::Predictions predictions;
  std::istringstream in;
  return ykien::bench::run_peer(
      arguments[2], arguments[3], std::atoi(arguments[4]),
      [&](const std::string& text) {
        in.clear();
        in.str(text + "\n");
        words.clear();
        predictions.clear();
        dictionary->getLine(in, words, labels);
        model.predict(1, words, predictions, 0.0F);
        return predictions.empty() ? 0 : static_cast<int>(predictions[0].second);
      },
      [&](int label) { return dictionary->getLabel(label).substr(9); });
}

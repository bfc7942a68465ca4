// Any bytes through the fused path and the readable stages: the same decision.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ykien/topic/classify.h"
#include "ykien/topic/explain.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ykien::Classifier classifier(ykien::Model::civic());
  static ykien::Workspace workspace;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ykien::Decision fast = classifier.classify(text, workspace);
  const ykien::Decision slow = ykien::classify_by_stages(classifier.model(), text);
  for (std::size_t k = 0; k < fast.probabilities().size(); ++k) {
    if (!(std::abs(fast.probabilities()[k] - slow.probabilities()[k]) <= 1e-5F)) std::abort();
  }
  if (fast.needs_review() != slow.needs_review() && std::abs(fast.probability() - classifier.model().review_threshold()) > 1e-5F) {
    std::abort();
  }
  for (const ykien::Contribution& part : ykien::explain(classifier.model(), text).contributions) {
    for (const ykien::Range source : part.sources) {
      if (source.begin >= source.end || source.end > size) std::abort();
    }
  }
  return 0;
}

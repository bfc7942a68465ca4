// Any bytes through the fused path and the readable stages: the same decision. And through the loops of every
// instruction set, alone and among other texts: the same bits.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/explain.h"

namespace {

// The text, its beginning, its end, and the text again, so many of them at a time.
std::vector<float> sums(const ykien::detail::FusedLoops& loops, std::string_view text, std::size_t at_once) {
  static const ykien::detail::FusedTables tables(ykien::Model::civic());
  static ykien::Workspace workspace;
  ykien::Workspace::Buffers& work = workspace.buffers();
  work.adopt(tables);
  const std::array<std::string_view, 4> texts = {text, text.substr(0, text.size() / 2),
                                                 text.substr(text.size() / 3), text};
  std::vector<float> result(texts.size() * tables.stride);
  for (std::size_t at = 0; at < texts.size();) {
    const auto next = std::span(texts).subspan(at, std::min(at_once, texts.size() - at));
    const auto passages = std::span(work.passages).first(ykien::detail::together(next));
    for (std::size_t i = 0; i < passages.size(); ++i) passages[i].text = next[i];
    loops.add_up(tables, passages, work, &result[at * tables.stride], ykien::detail::Pass::sums);
    at += passages.size();
  }
  return result;
}

void compare_loops(std::string_view text) {
  const std::vector<float> wanted = sums(ykien::detail::fused_loops().front(), text, 1);
  for (const ykien::detail::FusedLoops& loops : ykien::detail::fused_loops()) {
    const std::vector<float> found = sums(loops, text, 4);
    if (std::memcmp(found.data(), wanted.data(), found.size() * sizeof(float)) != 0) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ykien::Classifier classifier(ykien::Model::civic());
  static ykien::Workspace workspace;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  compare_loops(text);
  const ykien::Decision fast = classifier.classify(text, workspace);
  const ykien::Decision slow = ykien::classify_by_stages(classifier.model(), text);
  for (std::size_t k = 0; k < fast.probabilities().size(); ++k) {
    if (!(std::abs(fast.probabilities()[k] - slow.probabilities()[k]) <= 1e-5F)) std::abort();
  }
  if (fast.needs_review() != slow.needs_review() &&
      std::abs(fast.probability() - classifier.model().review_threshold()) > 1e-5F) {
    std::abort();
  }
  for (const ykien::Contribution& part : ykien::explain(classifier.model(), text).contributions) {
    for (const ykien::Range source : part.sources) {
      if (source.begin >= source.end || source.end > size) std::abort();
    }
  }
  return 0;
}

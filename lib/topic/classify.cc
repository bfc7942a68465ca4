// The fused path. The text is cut at ASCII white space, which no step looks across; each piece is found in a
// memo of pieces seen before, or folded and scanned by the same code as normalize() and tokenize(). The loops
// are in detail/fused.h, compiled once for each instruction set.
#include "ykien/topic/classify.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "text/detail/pieces.h"
#include "topic/detail/accents.h"
#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "topic/detail/model_data.h"
#include "ykien/text/normalize.h"

namespace ykien {

#define YKIEN_FUSED portable
#include "topic/detail/fused.h"
#undef YKIEN_FUSED

#if defined(__x86_64__)
#define YKIEN_HAS_AVX2 1
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif
#define YKIEN_FUSED avx2
#define YKIEN_FUSED_AVX2
#include "topic/detail/fused.h"
#undef YKIEN_FUSED_AVX2
#undef YKIEN_FUSED
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

namespace detail {

std::span<const FusedLoops> fused_loops() noexcept {
  static constexpr FusedLoops kLoops[] = {
    {"portable", &portable::add_up},
#if defined(YKIEN_HAS_AVX2)
    {"avx2", &avx2::add_up},
#endif
  };
  std::size_t usable = 1;
#if defined(YKIEN_HAS_AVX2)
  usable += __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
            __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#endif
  return std::span(kLoops).first(usable);
}

}  // namespace detail

namespace {

// The fastest loops of this processor, or those that the environment variable YKIEN_LOOPS names.
detail::AddUp chosen_loops() noexcept {
  const std::span<const detail::FusedLoops> loops = detail::fused_loops();
  const char* const wanted = std::getenv("YKIEN_LOOPS");
  for (const detail::FusedLoops& candidate : loops) {
    if (wanted != nullptr && std::string_view(candidate.name) == wanted) return candidate.add_up;
  }
  return loops.back().add_up;
}

}  // namespace

Workspace::Workspace() : buffers_(std::make_unique<Buffers>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

Classifier::Classifier(Model model, std::optional<AccentModel> accents)
    : model_(std::move(model)),
      accents_(std::move(accents)),
      tables_(std::make_shared<const detail::FusedTables>(model_)) {}

namespace {

// The folded text with accents, if it counts as typed without them and any can be put back; else empty.
std::string with_accents(std::string_view utf8, const FeatureOptions& features, detail::AccentCount count,
                         const AccentModel& model) {
  if (!detail::is_unaccented(features, count)) return {};
  const std::string folded = normalize(utf8).text;
  std::string restored = restore_accents(folded, model).text;
  return restored == folded ? std::string() : restored;
}

}  // namespace

Decision Classifier::classify(std::string_view utf8, Workspace& workspace) const noexcept {
  Workspace::Buffers& work = workspace.buffers();
  const detail::FusedTables& tables = *tables_;
  work.adopt(tables);
  float* const sums = work.sums.data();
  static const detail::AddUp add_up = chosen_loops();
  add_up(tables, utf8, work, sums);
  if (accents_) {
    const std::string restored = with_accents(utf8, tables.features, work.accents, *accents_);
    if (!restored.empty()) add_up(tables, restored, work, sums);
  }

  const float length = std::sqrt(sums[tables.topics]);
  const bool known = length > 0;
  const float scale = tables.features.l2_norm && known ? 1 / length : 1;
  std::array<float, kMostTopics> logits;
  for (std::size_t k = 0; k < tables.topics; ++k) logits[k] = sums[k] * scale + model_.data().bias[k];
  return decide(model_, {logits.data(), tables.topics}, known);
}

void Classifier::classify_batch(std::span<const std::string_view> texts, std::span<Decision> decisions,
                                Workspace& workspace) const noexcept {
  const std::size_t count = std::min(texts.size(), decisions.size());
  for (std::size_t i = 0; i < count; ++i) decisions[i] = classify(texts[i], workspace);
}

}  // namespace ykien

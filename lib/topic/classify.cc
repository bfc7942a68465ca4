// The fused path. The text is cut at ASCII white space, which no step looks across; each piece is found in a
// memo of pieces seen before, or folded and scanned by the same code as normalize() and tokenize(). The loops
// are in detail/fused.h, compiled once for each instruction set.
#include "ykien/topic/classify.h"

#include <algorithm>

#include "text/detail/reach.h"
#include "topic/detail/accents.h"
#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "topic/detail/model_data.h"
#include "ykien/base/error.h"
#include "ykien/text/normalize.h"

namespace ykien {

Workspace::Workspace() : buffers_(std::make_unique<Buffers>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
void Workspace::reserve(std::size_t bytes) { buffers_->reserve(bytes); }

Classifier::Classifier(Model model, std::optional<AccentModel> accents)
    : model_(std::move(model)),
      accents_(std::move(accents)),
      tables_(std::make_shared<const detail::FusedTables>(model_)) {}

namespace {

// The folded text with accents, if any can be put back; else empty, as where it would become longer than
// offsets reach. Valid until the next call.
std::string_view with_accents(std::string_view utf8, const AccentModel& model, Workspace::Buffers& work) try {
  const std::string folded = normalize(utf8).text;
  if (!work.restorer || &work.restorer->data() != &model.data()) work.restorer.emplace(model.data());
  const std::string& restored = work.restorer->restore(folded, {}).text;
  return restored == folded ? std::string_view() : restored;
} catch (const Error&) {
  return {};
}

// Asks the memory for a text that comes next, if it is short.
void ask_for(std::string_view text) noexcept {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kMost = 1024;
  for (std::size_t at = 0; at < std::min(text.size(), kMost); at += kLine)
    __builtin_prefetch(text.data() + at);
}

void add_up(const detail::FusedTables& tables, std::span<detail::Passage> passages,
            Workspace::Buffers& work) {
  detail::chosen_loops().add_up(tables, passages, work, work.sums.data(), detail::Pass::sums);
}

}  // namespace

Decision Classifier::classify(std::string_view utf8, Workspace& workspace) const noexcept {
  Workspace::Buffers& work = workspace.buffers();
  work.adopt(*tables_);
  const std::span passages = std::span(work.passages).first(1);
  passages[0].text = detail::in_reach(utf8);
  add_up(*tables_, passages, work);
  Decision decision;
  tables_->decide(work.sums.data(), decision);
  if (accents_) decide_restored(passages, {&decision, 1}, work);
  return decision;
}

void Classifier::classify_batch(std::span<const std::string_view> texts, std::span<Decision> decisions,
                                Workspace& workspace) const noexcept {
  Workspace::Buffers& work = workspace.buffers();
  const detail::FusedTables& tables = *tables_;
  work.adopt(tables);
  texts = texts.first(std::min(texts.size(), decisions.size()));
  while (!texts.empty()) {
    const std::span<detail::Passage> passages = std::span(work.passages).first(detail::together(texts));
    for (std::size_t i = 0; i < passages.size(); ++i) passages[i].text = detail::in_reach(texts[i]);
    const std::span<const std::string_view> after = texts.subspan(passages.size());
    for (const std::string_view text : after.first(std::min(after.size(), detail::kTogether))) ask_for(text);
    add_up(tables, passages, work);
    detail::chosen_loops().decide(tables, work.sums.data(), decisions.first(passages.size()));
    if (accents_) decide_restored(passages, decisions, work);
    texts = texts.subspan(passages.size());
    decisions = decisions.subspan(passages.size());
  }
}

// Decides again for texts that were typed without accents.
void Classifier::decide_restored(std::span<const detail::Passage> passages, std::span<Decision> decisions,
                                 Workspace::Buffers& work) const {
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (!detail::is_unaccented(tables_->features, passages[i].accents)) continue;
    const std::string_view restored = with_accents(passages[i].text, *accents_, work);
    if (restored.empty()) continue;
    detail::Passage again;
    again.text = restored;
    add_up(*tables_, {&again, 1}, work);
    tables_->decide(work.sums.data(), decisions[i]);
  }
}

}  // namespace ykien

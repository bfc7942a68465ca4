#include "topic/detail/read_text.h"

#include "topic/detail/accents.h"

namespace ykien::detail {
namespace {

ReadText fold_and_cut(std::string_view utf8) {
  ReadText text{normalize(utf8), {}};
  text.tokens = tokenize(text.folded.text);
  return text;
}

}  // namespace

ReadText read_text(const Model& model, std::string_view utf8, const AccentModel* accents) {
  ReadText text = fold_and_cut(utf8);
  if (accents == nullptr || !is_unaccented(model.features(), count_accents(text.folded.text, text.tokens)))
    return text;
  const Restored restored = restore_accents(text.folded.text, *accents);
  if (restored.text == text.folded.text) return text;
  ReadText again = fold_and_cut(restored.text);
  again.folded.offsets = text.folded.offsets.then(restored.offsets).then(again.folded.offsets);
  return again;
}

}  // namespace ykien::detail

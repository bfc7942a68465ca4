// The text that the stages from vectorize() on read.
#ifndef YKIEN_TOPIC_DETAIL_READ_TEXT_H_
#define YKIEN_TOPIC_DETAIL_READ_TEXT_H_

#include <string_view>
#include <vector>

#include "ykien/text/normalize.h"
#include "ykien/text/restore.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

struct ReadText {
  Normalized folded;  // its offsets lead to the text that was given
  std::vector<Token> tokens;
};

// `utf8` folded and cut; with `accents` (may be nullptr) a text that was typed without accents gets them
// first.
ReadText read_text(const Model& model, std::string_view utf8, const AccentModel* accents);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_READ_TEXT_H_

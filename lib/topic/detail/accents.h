// Whether a text was typed without accents, and which streams read it then.
#ifndef YKIEN_TOPIC_DETAIL_ACCENTS_H_
#define YKIEN_TOPIC_DETAIL_ACCENTS_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "ykien/base/range.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

struct AccentCount {
  std::uint32_t syllables = 0;
  std::uint32_t accented = 0;  // those with a letter beyond ASCII

  void add(std::string_view folded, const Token& token) noexcept {
    if (token.kind != TokenKind::syllable) return;
    ++syllables;
    const std::string_view letters = slice(folded, token.range);
    accented +=
        std::ranges::any_of(letters, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
  }
};

inline AccentCount count_accents(std::string_view folded, std::span<const Token> tokens) noexcept {
  AccentCount count;
  for (const Token& token : tokens) count.add(folded, token);
  return count;
}

// Whether a text with so many counts as typed without accents.
inline bool is_unaccented(const FeatureOptions& options, AccentCount count) noexcept {
  return static_cast<float>(count.accented) < options.unaccented_share * static_cast<float>(count.syllables);
}

inline bool reads(const FeatureOptions& options, const StreamOptions& stream, AccentCount count) noexcept {
  if (stream.kind == StreamKind::plain) return true;
  return is_unaccented(options, count) == (stream.kind == StreamKind::unaccented);
}

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_ACCENTS_H_

// The n-grams of one text: the readable counting that vectorize(), explain() and training share.
#ifndef YKIEN_TOPIC_DETAIL_COUNT_NGRAMS_H_
#define YKIEN_TOPIC_DETAIL_COUNT_NGRAMS_H_

#include <span>
#include <string>
#include <string_view>

#include "topic/detail/accents.h"
#include "topic/detail/model_data.h"
#include "topic/detail/units.h"
#include "ykien/topic/vectorize.h"

namespace ykien::detail {

// Calls sink(feature, place) for every n-gram of the text that is a feature of `data`, repeated ones every
// time; `place` is the token (its index) that the n-gram ends with. Streams one after the other.
template <typename Sink>
void count_ngrams(const ModelData& data, std::string_view folded, std::span<const Token> tokens, Sink sink) {
  const AccentCount accents = count_accents(folded, tokens);
  std::string buffer;
  for (std::size_t s = 0; s < data.streams.size(); ++s) {
    const StreamOptions& options = data.streams[s].options;
    if (!reads(data.features, options, accents)) continue;
    NgramChain chain;
    if (data.features.mark_start) chain.start_after(data.index, data.index.unit(s, kStartUnit));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string_view unit = feature_unit(folded, tokens[i]);
      if (unit.empty()) continue;
      const std::uint32_t number = data.index.unit(s, unit_reading(unit, options.kind, buffer));
      chain.next(data.index, number, options.min_n, options.max_n,
                 [&](std::uint32_t feature) { sink(feature, i); });
    }
  }
}

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_COUNT_NGRAMS_H_

// EncodedCorpus: the training texts as sequences of unit numbers, one sequence for each feature stream.
#ifndef YKIEN_TOPIC_FIT_ENCODED_CORPUS_H_
#define YKIEN_TOPIC_FIT_ENCODED_CORPUS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/topic/model.h"

namespace ykien::detail {

// One stream. Units that stand in fewer than min_df texts are kNone in the sequences. A stream of unaccented
// texts holds all texts, as they would be typed so.
struct EncodedStream {
  StreamOptions options;
  std::vector<std::string> units;         // ascending by bytes
  std::vector<std::uint32_t> sequence;    // numbers of units, text after text
  std::vector<std::uint64_t> text_begin;  // texts + 1
  std::vector<std::uint8_t> read;         // by text: whether the stream reads it as it is

  std::span<const std::uint32_t> text(std::size_t i) const noexcept {
    return std::span(sequence).subspan(text_begin[i], text_begin[i + 1] - text_begin[i]);
  }
};

// Folds, tokenizes and numbers the units of `texts` as `options` says.
std::vector<EncodedStream> encode(std::span<const std::string_view> texts, const FeatureOptions& options,
                                  std::uint32_t min_df);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_ENCODED_CORPUS_H_

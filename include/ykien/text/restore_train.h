// train_accents: texts with accents -> the model that restores them. Part of ykien::study.
#ifndef YKIEN_TEXT_RESTORE_TRAIN_H_
#define YKIEN_TEXT_RESTORE_TRAIN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/restore.h"

namespace ykien {

struct AccentTrainOptions {
  std::uint32_t epochs = 2;         // passes over the texts with all contexts, >= 1
  std::uint32_t epochs_after = 1;   // passes with the contexts that are kept
  std::size_t weights = 3'300'000;  // most weights that are kept; each takes 4.3 bytes of the file
  std::uint32_t min_spelling = 3;   // a spelling that occurs less often is none
  std::uint32_t min_context = 2;    // rarer contexts do not count; >= 1
  double rate = 0.15;               // of learning (AdaGrad), > 0
  double dropout = 0.3;             // share of the longer contexts left out at each look, 0..1
  std::uint64_t seed = 1;
  std::string facts;  // lines "key: value" on the origin of the texts, to stand in the model
  std::function<void(std::string_view)> progress;  // told about each step; may be empty
};

// Learns from `texts`, one or more lines each, in any case and form. Sentences that occur twice count once;
// those with accents on less than 30% of their syllables are left out. Maximizes the likelihood of the
// spellings by stochastic gradient ascent with AdaGrad (Duchi, Hazan and Singer 2011); contexts seen once do
// not count, and those whose weights change least are dropped to the limit. The same texts and options give
// the same bytes on every machine. One thread; about 150 bytes of memory for each syllable of the texts.
// Errors: usage (no sentence with accents, an option out of range).
YKIEN_API AccentModel train_accents(std::span<const std::string> texts,
                                    const AccentTrainOptions& options = {});

// The bytes of its file.
YKIEN_API std::string to_bytes(const AccentModel& model);

}  // namespace ykien

#endif  // YKIEN_TEXT_RESTORE_TRAIN_H_

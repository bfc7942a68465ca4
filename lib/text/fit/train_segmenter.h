// Training of the word segmenter: labelled lines -> the file of a SegmentModel.
#ifndef YKIEN_TEXT_FIT_TRAIN_SEGMENTER_H_
#define YKIEN_TEXT_FIT_TRAIN_SEGMENTER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "text/fit/labelled_line.h"
#include "ykien/base/export.h"

namespace ykien::detail {

struct SegmenterCorpus {
  std::vector<LabelledLine> silver;  // many, labelled by tools
  std::vector<LabelledLine> gold;    // few, labelled by people: what counts
  std::string lexicon;               // a Dictionary: words kept whole
  std::string provenance;            // "key: value" lines
};

struct SegmenterOptions {
  int accented_bits = 20;  // log2 of the weights of each reading
  int plain_bits = 20;
  std::size_t plain_silver = 150'000;  // silver lines the plain reading learns from
  std::uint32_t gold_weight = 3;     // how many silver lines a gold line counts for while learning from both
  std::uint32_t caseless_share = 6;  // of ten silver lines, those shown again without capitals
  std::uint32_t lowered_share = 2;   // of ten silver lines, those shown again without capitals within words
  int gold_epochs = 6;               // over the gold lines alone, at the end; at least 1
  float rate = 0.1F;                 // of learning from all lines
  float gold_rate = 0.15F;
};

// The bytes of the model: the same for the same corpus and options on every machine. `tell` gets lines about
// the progress. One thread; memory: some 30 bytes a unit, and 8 a weight.
YKIEN_API std::string train_segmenter(const SegmenterCorpus& corpus, const SegmenterOptions& options,
                                      const std::function<void(const std::string&)>& tell);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_FIT_TRAIN_SEGMENTER_H_

// Prose: how much a column of a table looks like sentences.
#ifndef YKIEN_PROGRAM_PROSE_H_
#define YKIEN_PROGRAM_PROSE_H_

#include <cstddef>
#include <vector>

#include "batch.h"

namespace ykien::program {

struct Prose {
  std::size_t cells = 0;  // looked at that are not empty
  double syllables = 0;   // mean of the cells, each counted up to 60
  double distinct = 0;    // share of different cells, 0..1
  double filled = 0;      // share of rows with a filled cell, 0..1

  // Long, different and filled cells score high.
  double score() const noexcept { return syllables * distinct * filled; }
};

// By column, over the first 200 rows of `sample`.
std::vector<Prose> measure_prose(const RowBatch& sample, std::size_t columns);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_PROSE_H_

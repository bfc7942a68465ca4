// The loops of the fused path. No include guard: fused_loops.cc takes this file once for every instruction
// set it can dispatch to, each time in a namespace of its own, YKIEN_FUSED, with the steps of YKIEN_LANES.
// All give the same bits.
//
// A text goes through in passes, each over all of it, so that one step's wait for memory is filled with the
// same step for what follows: edges of pieces, their units, n-grams length by length, rows.

namespace YKIEN_FUSED {
using Lanes = detail::YKIEN_LANES;
}

#include "topic/detail/vector_exp.h"

#include "topic/detail/fused_decide.h"
#include "topic/detail/fused_ngrams.h"
#include "topic/detail/fused_read.h"
#include "topic/detail/fused_rows.h"

namespace YKIEN_FUSED {

// Those of n-grams of several units, as good as: rows of units are few, and near.
inline std::span<const std::uint32_t> long_rows_of(const detail::Passage& passage,
                                                   const Workspace::Buffers& work) noexcept {
  const std::span<const std::uint32_t> rows = detail::rows_of(passage, work);
  return rows.subspan(std::min(rows.size(), passage.units.size()));
}

template <std::size_t kStreams, std::size_t kBlocks>
void add_up_rows(const detail::FusedTables& tables, std::span<detail::Passage> passages,
                 Workspace::Buffers& work, float* sums, detail::Pass last) {
  Reader<kStreams>(tables, work).read(passages, last);
  if (last < detail::Pass::ngrams) return;
  NgramFinder(tables, work).find_all(passages);
  if (last < detail::Pass::sums) return;
  for (std::size_t i = 0; i < passages.size(); ++i, sums += tables.stride) {
    const std::span<const std::uint32_t> rows = detail::rows_of(passages[i], work);
    RowSum<kBlocks> sum(tables);
    if (i == 0) sum.ask_for(long_rows_of(passages[0], work));
    if (i + 1 < passages.size()) sum.ask_for(long_rows_of(passages[i + 1], work));
    if (passages[i].units.size() <= detail::kMostCounted) {
      sum.add(rows, work.counts.data());
    } else {
      work.large_counts.resize(tables.ngrams.rows());
      sum.add(rows, work.large_counts.data());
    }
    sum.store(sums);
  }
}

template <std::size_t kStreams>
void add_up_streams(const detail::FusedTables& tables, std::span<detail::Passage> passages,
                    Workspace::Buffers& work, float* sums, detail::Pass last) {
  switch (tables.stride) {
    case 8: return add_up_rows<kStreams, 1>(tables, passages, work, sums, last);
    case 16: return add_up_rows<kStreams, 2>(tables, passages, work, sums, last);
    default: return add_up_rows<kStreams, 0>(tables, passages, work, sums, last);
  }
}

// Adds up the rows of the n-grams of each text into `sums`, tables.stride numbers for each.
inline void add_up(const detail::FusedTables& tables, std::span<detail::Passage> passages,
                   Workspace::Buffers& work, float* sums, detail::Pass last) {
  const bool rows_are_ids = tables.ngrams.absent() <= detail::kSurfaceId;
  switch (rows_are_ids ? tables.features.streams.size() : 0) {
    case 1: return add_up_streams<1>(tables, passages, work, sums, last);
    case 2: return add_up_streams<2>(tables, passages, work, sums, last);
    default: return add_up_streams<0>(tables, passages, work, sums, last);
  }
}

}  // namespace YKIEN_FUSED

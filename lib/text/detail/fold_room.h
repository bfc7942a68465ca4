// What folding keeps from one text to the next, so that it allocates nothing once it is made.
#ifndef YKIEN_TEXT_DETAIL_FOLD_ROOM_H_
#define YKIEN_TEXT_DETAIL_FOLD_ROOM_H_

#include <array>
#include <cstdint>
#include <string>

#include "text/detail/fold_cluster.h"
#include "text/detail/tone.h"

namespace ykien::detail {

// Serves one Folder at a time. Not thread-safe.
struct FoldRoom {
  // A unit of a word that is a letter only if the word proves it, and what it is otherwise.
  struct Unsure {
    Reading first;
    Reading second;
    std::uint16_t begin = 0;  // of its folded form in `kept`
    std::uint16_t end = 0;
  };

  FoldRoom() {
    constexpr std::size_t kPoints = 64;  // more than a cluster has: its marks are bounded (kMostMarks)
    points.reserve(kPoints);
    kept.reserve(kLongestSyllable * kPoints);
  }

  // The one of this thread.
  static FoldRoom& of_thread() {
    thread_local FoldRoom room;
    return room;
  }

  SegmentFolder segments;
  std::u32string points;                              // of the cluster at hand
  std::array<Unsure, kLongestSyllable> unsure_units;  // of the word at hand
  std::u32string kept;                                // folded forms of the unsure units
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_FOLD_ROOM_H_

// OffsetMap: where the bytes of a derived text stood in the text it was derived from.
#ifndef YKIEN_TEXT_OFFSET_MAP_H_
#define YKIEN_TEXT_OFFSET_MAP_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

// Holds only the runs that changed; between them the two texts agree but for a shift, and the map of
// an unchanged text is empty. Building is not thread-safe; a finished map may be read by many threads.
class YKIEN_API OffsetMap {
 public:
  // The derived bytes `to` stand for the source bytes `from`. An empty `to` is a deletion. Runs of the same
  // sizes that follow each other without a gap are one with several `parts`: each part of `to` stands for the
  // part of `from` of the same number.
  struct Run {
    Range to;
    Range from;
    std::uint32_t parts = 1;
    friend bool operator==(const Run&, const Run&) = default;
  };

  // Appends a run. Runs come in ascending order of `to` and of `from` and do not overlap.
  // A run with the `from` of the run before it and no gap widens that run (one source, several derived
  // letters).
  void append(Run run) {
    if (runs_.empty() || runs_.back().to.end != run.to.begin || !join(run)) runs_.push_back(run);
  }

  // The same for several runs, of which none but the first is to be joined with the one before it. No runs at
  // all change nothing.
  void append_apart(std::span<const Run> runs) {
    if (runs.empty()) return;
    append(runs.front());
    runs_.insert(runs_.end(), runs.begin() + 1, runs.end());
  }

  // Makes room for so many runs in all.
  void reserve(std::size_t runs) { runs_.reserve(runs); }

  // The smallest source range that covers the derived `range`. Deletions at its borders are left out.
  // O(log runs).
  Range source(Range range) const noexcept;

  // The map of a second step seen through the first: `second` maps text 3 to text 2, *this maps text 2
  // to text 1, the result maps text 3 to text 1.
  OffsetMap then(const OffsetMap& second) const;

  bool identity() const noexcept { return runs_.empty(); }
  std::span<const Run> runs() const noexcept { return runs_; }
  void clear() noexcept { runs_.clear(); }

  // What the map is now, and to go back to it after some runs were appended.
  struct Mark {
    std::size_t runs = 0;
    Run last{};
  };
  Mark mark() const noexcept { return {runs_.size(), runs_.empty() ? Run{} : runs_.back()}; }
  void go_back(const Mark& mark) {
    runs_.resize(mark.runs);
    if (!runs_.empty()) runs_.back() = mark.last;
  }

 private:
  // Makes `run`, which follows the last one in `to`, one with it, if it may be.
  bool join(Run& run);

  std::vector<Run> runs_;
};

}  // namespace ykien

#endif  // YKIEN_TEXT_OFFSET_MAP_H_

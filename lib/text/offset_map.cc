#include "ykien/text/offset_map.h"

#include <algorithm>

#include "text/detail/offset_runs.h"

namespace ykien {
namespace {

// The last of `runs` whose `to` begins before `at` (or at it, with `inclusive`); nullptr if none does.
const OffsetMap::Run* run_before(std::span<const OffsetMap::Run> runs, std::uint32_t at,
                                 bool inclusive) noexcept {
  const auto later = [inclusive](std::uint32_t value, const OffsetMap::Run& run) {
    return inclusive ? value < run.to.begin : value <= run.to.begin;
  };
  const auto after = std::upper_bound(runs.begin(), runs.end(), at, later);
  return after == runs.begin() ? nullptr : &*(after - 1);
}

// Part number `i` of a run.
OffsetMap::Run part_of(const OffsetMap::Run& run, std::uint32_t i) noexcept {
  const std::uint32_t to = run.to.size() / run.parts;
  const std::uint32_t from = run.from.size() / run.parts;
  return {{run.to.begin + i * to, run.to.begin + (i + 1) * to},
          {run.from.begin + i * from, run.from.begin + (i + 1) * from}};
}

// The runs, each part one of its own, which `room` holds where there are several.
std::span<const OffsetMap::Run> in_parts(std::span<const OffsetMap::Run> runs,
                                         std::vector<OffsetMap::Run>& room) {
  if (std::ranges::all_of(runs, [](const OffsetMap::Run& run) { return run.parts == 1; })) return runs;
  for (const OffsetMap::Run& run : runs) {
    for (std::uint32_t i = 0; i < run.parts; ++i) room.push_back(part_of(run, i));
  }
  return room;
}

// Merges runs that touch the same source or derived bytes, so that the list stays ordered and disjoint.
class Merger {
 public:
  explicit Merger(OffsetMap& map) : map_(map) {}
  void add(OffsetMap::Run run) {
    if (open_ && (run.to.begin < last_.to.end || run.from.begin < last_.from.end)) {
      last_.to.end = std::max(last_.to.end, run.to.end);
      last_.from.end = std::max(last_.from.end, run.from.end);
      return;
    }
    flush();
    last_ = run;
    open_ = true;
  }
  void flush() {
    if (open_) map_.append(last_);
    open_ = false;
  }

 private:
  OffsetMap& map_;
  OffsetMap::Run last_{};
  bool open_ = false;
};

}  // namespace

bool OffsetMap::join(Run& run) {
  Run& last = runs_.back();
  const Run part = part_of(last, last.parts - 1);
  if (part.from == run.from && !run.from.empty()) {
    run.to.begin = part.to.begin;
    last.to.end = part.to.begin;
    last.from.end = part.from.begin;
    if (--last.parts == 0) runs_.pop_back();
    return false;
  }
  const bool alike =
      run.to.size() == run.parts * part.to.size() && run.from.size() == run.parts * part.from.size();
  if (!alike || last.from.end != run.from.begin) return false;
  last.to.end = run.to.end;
  last.from.end = run.from.end;
  last.parts += run.parts;
  return true;
}

Range OffsetMap::source(Range range) const noexcept {
  const std::uint32_t begin = detail::source_begin(run_before(runs_, range.begin, true), range.begin);
  if (range.empty()) return {begin, begin};
  return {begin, std::max(begin, detail::source_end(run_before(runs_, range.end, false), range.end))};
}

OffsetMap OffsetMap::then(const OffsetMap& second) const {
  if (identity()) return second;
  if (second.identity()) return *this;
  std::vector<Run> room, second_room;
  const std::span<const Run> own_runs = in_parts(runs_, room);
  OffsetMap result;
  Merger merger(result);
  std::size_t mine = 0;
  std::int64_t shift = 0;                        // from text 2 to text 3 between the runs of `second`
  const auto carry = [&](std::uint32_t until) {  // own runs that end at or before byte `until` of text 2
    for (; mine < own_runs.size() && own_runs[mine].to.end <= until; ++mine) {
      const Run& run = own_runs[mine];
      merger.add(
          {{static_cast<std::uint32_t>(run.to.begin + shift), static_cast<std::uint32_t>(run.to.end + shift)},
           run.from});
    }
  };
  for (const Run& run : in_parts(second.runs_, second_room)) {
    carry(run.from.begin);
    Run seen{run.to, source(run.from)};
    // Own runs inside or across this one are covered by it; what sticks out on either side widens it.
    for (; mine < own_runs.size() && own_runs[mine].to.begin < run.from.end; ++mine) {
      const Run& own = own_runs[mine];
      seen.from = {std::min(seen.from.begin, own.from.begin), std::max(seen.from.end, own.from.end)};
      if (own.to.begin < run.from.begin) seen.to.begin -= run.from.begin - own.to.begin;
      if (own.to.end > run.from.end) seen.to.end += own.to.end - run.from.end;
    }
    merger.add(seen);
    shift = static_cast<std::int64_t>(run.to.end) - run.from.end;
  }
  carry(UINT32_MAX);
  merger.flush();
  return result;
}

}  // namespace ykien

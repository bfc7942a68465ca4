// From the units of texts to the rows of their n-grams. Part of fused.h.

namespace YKIEN_FUSED {

class NgramFinder {
 public:
  NgramFinder(const detail::FusedTables& tables, Workspace::Buffers& work) noexcept
      : tables_(tables), work_(work) {}

  // Lists the rows of the n-grams of each text in work.rows. Rows of n-grams shorter than a stream wants, and
  // that of unknown units, are all zero: they need no test.
  void find_all(std::span<detail::Passage> passages) {
    make_room(passages);
    for (std::size_t s = 0; s < work_.units.size(); ++s) {
      const std::size_t lengths = lengths_of(s);
      for (detail::Passage& passage : passages) take_units(s, passage);
      for (std::size_t n = 2; n <= lengths; ++n) {
        const detail::NgramLevel& level = tables_.ngrams.levels()[n - 2];
        n == 2 ? spot_pairs(level, s, lengths > 2, passages) : spot_longer(level, s, passages);
        n < lengths ? find_level<true>(level, passages) : find_level<false>(level, passages);
      }
    }
    for (detail::Passage& passage : passages) fill_up(passage);
  }

 private:
  // Of the n-grams of a stream that are looked for.
  std::size_t lengths_of(std::size_t stream) const noexcept {
    return std::min<std::size_t>(tables_.features.streams[stream].max_n, tables_.ngrams.levels().size() + 1);
  }

  void make_room(std::span<detail::Passage> passages) {
    std::size_t lengths = 0;
    for (std::size_t s = 0; s < work_.units.size(); ++s) lengths += lengths_of(s);
    std::size_t units = 0;
    std::size_t rows = 0;
    for (detail::Passage& passage : passages) {
      passage.rows = {rows, rows};
      units += passage.units.size();
      rows += passage.units.size() * lengths + detail::kSpareUnits;
    }
    detail::grow(work_.rows, rows);
    work_.candidates.make_room(units);
  }

  // The units of the text that the stream reads.
  std::span<const std::uint32_t> units_of(std::size_t stream, const detail::Passage& passage) const noexcept {
    const FeatureOptions& features = tables_.features;
    const bool reads = detail::reads(features, features.streams[stream], passage.accents);
    return {work_.units[stream].data() + passage.units.begin, reads ? passage.units.size() : 0};
  }

  void take_units(std::size_t stream, detail::Passage& passage) noexcept {
    const std::span<const std::uint32_t> units = units_of(stream, passage);
    std::copy_n(units.data(), units.size(), work_.rows.data() + passage.rows.end);
    passage.rows.end += units.size();
  }

  // Makes candidates of units side by side; with `longer` also notes what comes after them.
  void spot_pairs(const detail::NgramLevel& level, std::size_t stream, bool longer,
                  std::span<detail::Passage> passages) noexcept {
    detail::Candidates& candidates = work_.candidates;
    std::size_t to = 0;
    for (detail::Passage& passage : passages) {
      const std::span<const std::uint32_t> units = units_of(stream, passage);
      const std::size_t pairs = units.size() - (units.empty() ? 0 : 1);
      Lanes::make_spots(level, units.data(), units.data() + 1, pairs, candidates.spots_from(to));
      const auto next = static_cast<std::uint32_t>(passage.units.begin + 2);
      if (longer) std::iota(candidates.nexts.data() + to, candidates.nexts.data() + to + pairs, next);
      passage.candidates = {to, to + pairs};
      to += pairs;
    }
  }

  // Makes candidates of the n-grams that were found last, with the unit after each.
  void spot_longer(const detail::NgramLevel& level, std::size_t stream,
                   std::span<detail::Passage> passages) noexcept {
    detail::Candidates& candidates = work_.candidates;
    const std::uint32_t* const units = work_.units[stream].data();
    std::size_t to = 0;
    for (detail::Passage& passage : passages) {
      const std::size_t found = passage.candidates.size();
      for (std::size_t i = to; i < to + found; ++i) candidates.units[i] = units[candidates.nexts[i]++];
      Lanes::make_spots(level, work_.rows.data() + passage.rows.end - found, candidates.units.data() + to,
                        found, candidates.spots_from(to));
      passage.candidates = {to, to + found};
      to += found;
    }
  }

  // Lists the rows of the candidates that are in the model. With kLonger also moves the `nexts` of those to
  // the front, and makes them the candidates of each text.
  template <bool kLonger>
  void find_level(const detail::NgramLevel& level, std::span<detail::Passage> passages) {
    std::uint32_t* nexts = work_.candidates.nexts.data();
    for (detail::Passage& passage : passages) {
      using Level = detail::NgramLevel;
      const std::size_t found = level.wide()
                                    ? find<Level::WideLine, kLonger>(level.lines(), passage, nexts)
                                    : find<Level::NarrowLine, kLonger>(level.lines(), passage, nexts);
      nexts += found;
      passage.rows.end += found;
      passage.candidates.end = passage.candidates.begin + found;
    }
  }

  // Whether an n-gram is there is a coin toss that no branch should depend on: its row is always written, and
  // stays where it is wanted.
  template <typename Line, bool kLonger>
  std::size_t find(const void* lines, const detail::Passage& passage, std::uint32_t* nexts) noexcept {
    detail::Candidates& candidates = work_.candidates;
    const detail::NgramLevel::Spots spots = candidates.spots_from(passage.candidates.begin);
    const std::uint32_t* const all_nexts = candidates.nexts.data() + passage.candidates.begin;
    std::uint32_t* const rows = work_.rows.data();
    const std::size_t count = passage.candidates.size();
    const std::size_t begin = passage.rows.end;
    std::size_t end = begin;
    for (std::size_t i = 0; i < count; ++i) {
      const Line& line = detail::NgramLevel::line_at<Line>(lines, spots.offsets[i]);
      const std::uint32_t matches = Lanes::matches(line, spots.keys[i]);
      rows[end] = line.base + Lanes::place_of(line, matches);
      if constexpr (kLonger) nexts[end - begin] = all_nexts[i];
      end += matches != 0 ? 1 : 0;
    }
    return end - begin;
  }

  // With the row of unknown units up to a whole number of kRowStep.
  void fill_up(detail::Passage& passage) noexcept {
    std::fill_n(work_.rows.data() + passage.rows.end, detail::kRowStep, tables_.ngrams.absent());
    passage.rows.end += (0 - passage.rows.size()) % detail::kRowStep;
  }

  const detail::FusedTables& tables_;
  Workspace::Buffers& work_;
};

}  // namespace YKIEN_FUSED

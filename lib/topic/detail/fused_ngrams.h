// From the units of texts to the rows of their n-grams. Part of fused.h.

namespace YKIEN_FUSED {

class NgramFinder {
 public:
  NgramFinder(const detail::FusedTables& tables, Workspace::Buffers& work) noexcept
      : tables_(tables), work_(work) {}

  // Lists the rows of the n-grams of each text in work.ngrams. Rows of n-grams shorter than a stream wants
  // are all zero: they need no test.
  void find_all(std::span<detail::Passage> passages) {
    make_room(passages);
    for (std::size_t s = 0; s < work_.units.size(); ++s) {
      for (detail::Ngrams& ngrams : work_.ngrams) ngrams.candidates.count = 0;
      const std::size_t lengths = lengths_of(s);
      for (std::size_t i = 0; i < passages.size(); ++i) count(s, passages[i], work_.times[i].data());
      for (std::size_t i = 0; i < passages.size(); ++i) {
        lengths > 2 ? sort_out<true>(s, passages[i], work_.times[i].data())
                    : sort_out<false>(s, passages[i], work_.times[i].data());
      }
      for (std::size_t n = 2; n <= lengths; ++n) {
        const detail::NgramLevel& level = tables_.ngrams.levels()[n - 2];
        for (std::size_t kind = 0; kind < work_.ngrams.size(); ++kind) {
          if (n > 2) take_longer(work_.units[s].data(), kind, passages);
          n < lengths ? find_level<true>(level, kind, passages) : find_level<false>(level, kind, passages);
        }
      }
    }
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
      passage.rows.fill({rows, rows});
      units += passage.units.size();
      rows += passage.units.size() * lengths + detail::kSpareUnits;
    }
    for (detail::Ngrams& ngrams : work_.ngrams) {
      detail::grow(ngrams.rows, rows);
      ngrams.candidates.make_room(units);
    }
    detail::grow(work_.spots, units + detail::kSpareUnits);
  }

  // How many units of the text the stream reads.
  std::size_t size_of(std::size_t stream, const detail::Passage& passage) const noexcept {
    const FeatureOptions& features = tables_.features;
    return detail::reads(features, features.streams[stream], passage.accents) ? passage.units.size() : 0;
  }

  void count(std::size_t stream, const detail::Passage& passage, std::uint8_t* times) noexcept {
    const std::size_t size = size_of(stream, passage);
    if (size > detail::kMostCounted) return;
    const std::uint32_t* const units = work_.units[stream].data() + passage.units.begin;
    std::uint8_t* const counts = work_.counts.data();
    for (std::size_t i = 0; i < size; ++i) ++counts[units[i]];
    for (std::size_t i = 0; i < size; ++i) {
      times[i] = counts[units[i]];
      counts[units[i]] = 0;
    }
    times[size] = 0;
  }

  // Lists the units of a text, and the pairs of them as candidates, by whether they stand in it once.
  template <bool kNexts>
  void sort_out(std::size_t stream, detail::Passage& passage, const std::uint8_t* times) noexcept {
    const std::size_t size = size_of(stream, passage);
    const std::uint32_t* const units = work_.units[stream].data();
    for (std::size_t kind = 0; kind < work_.ngrams.size(); ++kind)
      passage.candidates[kind].begin = work_.ngrams[kind].candidates.count;
    if (size <= detail::kMostCounted) {
      Lanes::template sort_out<kNexts>(units, times, size, tables_.ngrams.absent(), passage, work_.ngrams);
    } else {
      take_all(units, passage);
    }
    for (std::size_t kind = 0; kind < work_.ngrams.size(); ++kind)
      passage.candidates[kind].end = work_.ngrams[kind].candidates.count;
  }

  // The same for a long text, where hardly anything stands once.
  void take_all(const std::uint32_t* units, detail::Passage& passage) noexcept {
    detail::Ngrams& ngrams = work_.ngrams[1];
    const auto [begin, end] = passage.units;
    std::copy_n(units + begin, end - begin, ngrams.rows.data() + passage.rows[1].end);
    passage.rows[1].end += end - begin;
    detail::Candidates& pairs = ngrams.candidates;
    for (std::size_t i = begin; i + 1 < end; ++i, ++pairs.count) {
      pairs.rows[pairs.count] = units[i];
      pairs.units[pairs.count] = units[i + 1];
      pairs.nexts[pairs.count] = static_cast<std::uint32_t>(i + 2);
    }
  }

  // Makes candidates of the n-grams that were found last, with the unit after each.
  void take_longer(const std::uint32_t* units, std::size_t kind,
                   std::span<detail::Passage> passages) noexcept {
    detail::Candidates& candidates = work_.ngrams[kind].candidates;
    const detail::RowList& rows = work_.ngrams[kind].rows;
    std::size_t to = 0;
    for (detail::Passage& passage : passages) {
      const std::size_t found = passage.candidates[kind].size();
      const std::size_t first = passage.rows[kind].end - found;
      passage.candidates[kind] = {to, to + found};
      for (std::size_t i = 0; i < found; ++i, ++to) {
        candidates.rows[to] = rows[first + i];
        candidates.units[to] = units[candidates.nexts[to]++];
      }
    }
    candidates.count = to;
  }

  // Lists the rows of the candidates that are in the model. With kLonger also moves the `nexts` of those to
  // the front, and makes them the candidates of each text.
  template <bool kLonger>
  void find_level(const detail::NgramLevel& level, std::size_t kind, std::span<detail::Passage> passages) {
    detail::Candidates& candidates = work_.ngrams[kind].candidates;
    Lanes::make_spots(level, candidates.rows.data(), candidates.units.data(), candidates.count,
                      work_.spots.data());
    const detail::NgramLevel::Line* const lines = level.lines();
    std::uint32_t* nexts = candidates.nexts.data();
    for (detail::Passage& passage : passages) {
      const std::size_t found = level.wide() ? find<true, kLonger>(lines, kind, passage, nexts)
                                             : find<false, kLonger>(lines, kind, passage, nexts);
      nexts += found;
      passage.rows[kind].end += found;
      passage.candidates[kind].end = passage.candidates[kind].begin + found;
    }
  }

  // Whether an n-gram is there is a coin toss that no branch should depend on: its row is always written, and
  // stays where it is wanted.
  template <bool kWide, bool kLonger>
  std::size_t find(const detail::NgramLevel::Line* lines, std::size_t kind, const detail::Passage& passage,
                   std::uint32_t* nexts) noexcept {
    const detail::NgramLevel::Spot* const spots = work_.spots.data();
    const std::uint32_t* const all_nexts = work_.ngrams[kind].candidates.nexts.data();
    std::uint32_t* const rows = work_.ngrams[kind].rows.data() + passage.rows[kind].end;
    const auto [begin, end] = passage.candidates[kind];
    std::size_t found = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const detail::NgramLevel::Line& line = detail::NgramLevel::line_at(lines, spots[i]);
      const std::uint32_t places = Lanes::template matches<kWide>(line, spots[i].key);
      rows[found] = line.base + Lanes::lowest_bit(places);
      if constexpr (kLonger) nexts[found] = all_nexts[i];
      found += places != 0 ? 1 : 0;
    }
    return found;
  }

  const detail::FusedTables& tables_;
  Workspace::Buffers& work_;
};

}  // namespace YKIEN_FUSED

// The loops of the fused path. No include guard: classify.cc takes this file once for every instruction set
// it can dispatch to, each time in a namespace of its own, YKIEN_FUSED. All give the same bits.
//
// A text goes through in passes, each over all of it, so that what a pass looks at in memory can be asked for
// by the pass before: edges of pieces, surfaces (units of each piece), n-grams length by length, rows.

namespace YKIEN_FUSED {

template <typename T>
void grow(std::vector<T>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(2 * size);
}

inline detail::PieceMasks masks_of(const char* bytes) noexcept {
#if defined(YKIEN_FUSED_AVX2)
  return detail::piece_masks_avx2(bytes);
#else
  return detail::piece_masks(bytes);
#endif
}

// The place of the lowest bit; any number for 0.
inline std::uint32_t lowest_bit(std::uint64_t bits) noexcept {
#if defined(YKIEN_FUSED_AVX2)
  return static_cast<std::uint32_t>(_tzcnt_u64(bits));  // std::countr_zero branches on 0
#else
  return static_cast<std::uint32_t>(std::countr_zero(bits));
#endif
}

// Writes where pieces begin and end, `first` + the places of the bits of `left`, and returns how many. 64
// places may be written, whatever the number.
inline std::size_t write_edges(std::uint64_t left, std::uint32_t first, std::uint32_t* edges) noexcept {
  constexpr int kUsual = 24;  // 12 pieces: where most steps end, so that the branch after it is rarely wrong
  const auto count = static_cast<std::size_t>(std::popcount(left));
#pragma GCC unroll 24
  for (int i = 0; i < kUsual; ++i) {
    edges[i] = first + lowest_bit(left);
    left &= left - 1;
  }
  for (std::size_t i = kUsual; i < count; ++i) {
    edges[i] = first + lowest_bit(left);
    left &= left - 1;
  }
  return count;
}

// One text on its way. kStreams feature streams and kBlocks of eight floats a row, where they are known while
// compiling; 0: ask the tables.
template <std::size_t kStreams, std::size_t kBlocks>
class Passage {
 public:
  Passage(const detail::FusedTables& tables, Workspace::Buffers& work) noexcept
      : tables_(tables), work_(work) {}

  // Adds up the rows of the text's n-grams into `sums`, tables.stride numbers.
  void run(std::string_view utf8, float* sums) {
    work_.accents = {};
    work_.unit_count = 0;
    read(utf8);
    Sums total{};
    for (std::size_t s = 0; s < streams(); ++s) {
      const StreamOptions& options = tables_.features.streams[s];
      if (!detail::reads(tables_.features, options, work_.accents)) continue;
      if (work_.unit_count <= detail::kMostCounted) {
        stream(work_.units[s].data(), options.max_n, work_.counts.data(), total);
      } else {
        work_.large_counts.resize(tables_.ngrams.rows());
        stream(work_.units[s].data(), options.max_n, work_.large_counts.data(), total);
      }
    }
    std::memcpy(sums, total.blocks, tables_.stride * sizeof(float));
  }

 private:
  using Floats = detail::Eight::Floats;
  struct Sums {
    Floats blocks[kBlocks != 0 ? kBlocks : kMostTopics / 8 + 1];
  };

  std::size_t streams() const noexcept { return kStreams != 0 ? kStreams : work_.units.size(); }
  std::size_t blocks() const noexcept { return kBlocks != 0 ? kBlocks : tables_.stride / 8; }

  // Copies the text to where bytes after its end may be read, and passes over it block by block.
  void read(std::string_view utf8) {
    const std::size_t end =
        (utf8.size() / detail::kPieceStep + 2) * detail::kPieceStep + detail::kSurfaceBytes + 1;
    grow(work_.text, end);
    char* const text = work_.text.data();
    if (!utf8.empty()) std::memcpy(text, utf8.data(), utf8.size());
    std::memset(text + utf8.size(), ' ', end - utf8.size());
    std::uint64_t before = 1;
    std::size_t edges = 0;
    detail::PieceMasks here = masks_of(text);
    for (std::size_t at = 0; at <= utf8.size(); at += detail::kPieceStep) {
      const detail::PieceMasks next = masks_of(text + at + detail::kPieceStep);
      const std::uint64_t between = detail::between_pieces(here, next, before);
      const std::uint64_t changes = between ^ ((between << 1) | before);
      before = between >> 63;
      here = next;
      edges += write_edges(changes, static_cast<std::uint32_t>(at), work_.edges.data() + edges);
      if (edges < detail::kBlockEdges && at + detail::kPieceStep <= utf8.size()) continue;
      pieces(text, edges / 2);
      if (edges % 2 != 0) work_.edges[0] = work_.edges[edges - 1];
      edges %= 2;
    }
  }

  // Finds the units of each piece. Which pieces come next is known, so their lines are asked for a little
  // ahead.
  void pieces(const char* text, std::size_t count) {
    for (std::vector<std::uint32_t>& units : work_.units) {
      grow(units, work_.unit_count + count * detail::kSurfaceUnits + detail::kSpareUnits);
    }
    const std::uint32_t* edge = work_.edges.data();
    detail::Piece* const pieces = work_.pieces.data();
    const detail::SurfaceTable& surfaces = work_.surfaces;
    for (std::size_t i = 0; i < count; ++i, edge += 2) {
      detail::make_key(text + edge[0], edge[1] - edge[0], pieces[i].key);
      pieces[i].line = surfaces.line_of(pieces[i].key);
      surfaces.prefetch(pieces[i].line);
    }
    edge = work_.edges.data();
    detail::AccentCount accents;
    std::size_t to = work_.unit_count;  // not in memory, where each piece would wait for the one before
    for (std::size_t i = 0; i < count; ++i) {
      const detail::Surface* const known = surfaces.find(pieces[i].key, pieces[i].line);
      if (known == nullptr || known->tokens > 1) [[unlikely]] {
        work_.unit_count = to;
        unusual({text + edge[2 * i], edge[2 * i + 1] - edge[2 * i]}, known, count - i);
        to = work_.unit_count;
        continue;
      }
      for (std::size_t s = 0; s < std::min(streams(), detail::kSurfaceUnits); ++s) {
        work_.units[s][to] = known->units[s];
      }
      to += known->tokens;
      accents.syllables += known->syllables;
      accents.accented += known->accented;
    }
    work_.unit_count = to;
    work_.accents.syllables += accents.syllables;
    work_.accents.accented += accents.accented;
  }

  // A piece of several tokens, or one that is not among the surfaces (known == nullptr). `left`: pieces of
  // the block, this one included.
  [[gnu::noinline]] void unusual(std::string_view piece, const detail::Surface* known, std::size_t left) {
    const detail::FoundUnits found =
        known == nullptr ? tables_.look_up(piece, work_) : detail::units_of(*known, streams());
    const std::size_t tokens = found.units.size() / streams();
    work_.accents.syllables += found.accents.syllables;
    work_.accents.accented += found.accents.accented;
    for (std::vector<std::uint32_t>& units : work_.units) {
      grow(units, work_.unit_count + tokens + left * detail::kSurfaceUnits + detail::kSpareUnits);
    }
    const std::uint32_t* unit = found.units.data();
    for (std::size_t t = 0; t < tokens; ++t, ++work_.unit_count) {
      for (std::size_t s = 0; s < streams(); ++s) work_.units[s][work_.unit_count] = *unit++;
    }
  }

  // `counts` by row, all 0 before and after.
  template <typename Count>
  void stream(const std::uint32_t* units, std::size_t longest, Count* counts, Sums& total) {
    const std::size_t longer = count(units, longest, counts);
    add_rows(units, work_.unit_count, counts, total);
    add_rows(work_.rows.data(), longer, counts, total);
  }

  // Counts the n-grams of a stream: of one unit by their rows in `units`, the longer ones by those listed in
  // work.rows, and returns how many are listed. Rows of n-grams shorter than the stream wants, and of units
  // not known, are all zero: they need no test.
  template <typename Count>
  std::size_t count(const std::uint32_t* units, std::size_t longest, Count* counts) {
    const std::size_t size = work_.unit_count;
    for (std::size_t i = 0; i < size; ++i) {
      ++counts[units[i]];
      prefetch_row(units[i]);
    }
    const std::span<const detail::NgramLevel> levels = tables_.ngrams.levels();
    const std::size_t lengths = std::min(longest - 1, levels.size());
    if (lengths == 0 || size < 2) return 0;
    grow(work_.rows, size * lengths + detail::kSpareUnits);
    grow(work_.beginnings, size + detail::kSpareUnits);
    grow(work_.spots, size + detail::kSpareUnits);
    detail::NgramLevel::Spot* const spots = work_.spots.data();
    for (std::size_t i = 0; i + 1 < size; ++i) {
      spots[i] = levels[0].spot({units[i], units[i + 1]});
      levels[0].prefetch(spots[i]);
    }
    const auto pair_at = [](std::size_t i) { return static_cast<std::uint32_t>(i + 2); };
    if (lengths == 1) return find<false>(levels[0], size - 1, 0, counts, pair_at).rows;
    Listed listed = find<true>(levels[0], size - 1, 0, counts, pair_at);
    for (std::size_t n = 1; n < lengths && listed.beginnings != 0; ++n)
      listed = longer(levels[n], units, listed, counts);
    return listed.rows;
  }

  struct Listed {
    std::size_t rows;        // in work.rows
    std::size_t beginnings;  // in work.beginnings
  };

  // From the n-grams in work.beginnings to those one unit longer.
  template <typename Count>
  Listed longer(const detail::NgramLevel& level, const std::uint32_t* units, Listed listed, Count* counts) {
    detail::Beginning* const beginnings = work_.beginnings.data();
    std::size_t begun = listed.beginnings;
    if (beginnings[begun - 1].next == work_.unit_count) --begun;  // only the last can end with the text
    for (std::size_t i = 0; i < begun; ++i) {
      work_.spots[i] = level.spot({beginnings[i].row, units[beginnings[i].next]});
      level.prefetch(work_.spots[i]);
    }
    return find<true>(level, begun, listed.rows, counts,
                      [beginnings](std::size_t i) { return beginnings[i].next + 1; });
  }

  // Looks up the first `count` of work.spots and lists the rows of those that are there; with kBeginnings
  // also in work.beginnings, with next(i) as the place of the unit after them. Whether an n-gram is there is
  // a coin toss that no branch should depend on: its row is always written, and stays where it is wanted.
  template <bool kBeginnings, typename Count, typename Next>
  Listed find(const detail::NgramLevel& level, std::size_t count, std::size_t listed, Count* counts,
              Next next) {
    const std::uint32_t absent = tables_.ngrams.absent();
    const detail::NgramLevel::Spot* const spots = work_.spots.data();
    std::uint32_t* rows = work_.rows.data() + listed;
    detail::Beginning* beginning = work_.beginnings.data();
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t row = level.find(spots[i], absent);
      const std::size_t found = row != absent ? 1 : 0;
      if constexpr (kBeginnings) {
        *beginning = {row, next(i)};
        beginning += found;
      }
      *rows = row;
      rows += found;
      ++counts[row];
      prefetch_row(row);
    }
    return {static_cast<std::size_t>(rows - work_.rows.data()),
            static_cast<std::size_t>(beginning - work_.beginnings.data())};
  }

  void prefetch_row(std::uint32_t row) const noexcept { __builtin_prefetch(tables_.row(row, blocks())); }

  // Each row of the list times its tf; an n-gram's count is taken with its first row, so that the others add
  // zeros.
  template <typename Count>
  void add_rows(const std::uint32_t* rows, std::size_t row_count, Count* counts, Sums& sums) noexcept {
    Sums total = sums;
    counts[tables_.ngrams.absent()] = 0;
    for (std::size_t i = 0; i < row_count; ++i) {
      const std::uint32_t times = counts[rows[i]];
      counts[rows[i]] = 0;
      const detail::Eight* const row = tables_.row(rows[i], blocks());
      if (times < detail::kTermFrequencies) [[likely]] {
        add(row, tables_.tfs[times], tables_.last_tfs[times].floats, total);
        continue;
      }
      detail::Eight last_tf;
      tables_.last_tf(times, last_tf);
      add(row, tables_.tf(times), last_tf.floats, total);
    }
    sums = total;
  }

  void add(const detail::Eight* row, float tf, const Floats& last_tf, Sums& total) const noexcept {
    const std::size_t last = blocks() - 1;
#pragma GCC unroll 2
    for (std::size_t b = 0; b < last; ++b) total.blocks[b] += row[b].floats * tf;
    total.blocks[last] += row[last].floats * last_tf;
  }

  const detail::FusedTables& tables_;
  Workspace::Buffers& work_;
};

template <std::size_t kStreams>
void add_up_streams(const detail::FusedTables& tables, std::string_view utf8, Workspace::Buffers& work,
                    float* sums) {
  switch (tables.stride) {
    case 8: return Passage<kStreams, 1>(tables, work).run(utf8, sums);
    case 16: return Passage<kStreams, 2>(tables, work).run(utf8, sums);
    default: return Passage<kStreams, 0>(tables, work).run(utf8, sums);
  }
}

// Adds up the rows of the text's n-grams into `sums`, tables.stride numbers.
inline void add_up(const detail::FusedTables& tables, std::string_view utf8, Workspace::Buffers& work,
                   float* sums) {
  switch (tables.features.streams.size()) {
    case 1: return add_up_streams<1>(tables, utf8, work, sums);
    case 2: return add_up_streams<2>(tables, utf8, work, sums);
    default: return add_up_streams<0>(tables, utf8, work, sums);
  }
}

}  // namespace YKIEN_FUSED

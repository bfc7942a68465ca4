// From the bytes of texts to the units of each stream. Part of fused.h.

namespace YKIEN_FUSED {

// Where the cutting of a text stands.
struct Cut {
  explicit Cut(std::string_view all) noexcept : text(all), here(masks_at(0)) {}

  bool done() const noexcept { return at > text.size(); }

  // Writes where pieces begin and end, from place `first` of the block on, until the text or the block ends;
  // returns the place after the last piece. If the block ends, the begin of the next piece stands after it.
  std::size_t run(std::size_t first, detail::PieceBlock& block) noexcept {
    Cut now = *this;  // in registers
    std::size_t edges = 2 * first + now.begun;
    for (; !now.done() && edges < 2 * detail::kBlockPieces; now.at += detail::kPieceStep) {
      const detail::PieceMasks next = now.masks_at(now.at + detail::kPieceStep);
      const std::uint64_t between = detail::between_pieces(now.here, next, now.before);
      const std::uint64_t changes = between ^ ((between << 1) | now.before);
      now.before = between >> 63;
      now.here = next;
      edges += Lanes::write_places(changes, static_cast<std::uint32_t>(now.at), block.edges.data() + edges);
    }
    now.begun = edges % 2;
    *this = now;
    return edges / 2;
  }

  // Of the bytes from `from` on, and blanks after the text.
  detail::PieceMasks masks_at(std::size_t from) const noexcept {
    if (from + detail::kPieceStep <= text.size()) [[likely]]
      return Lanes::masks(text.data() + from);
    if (from >= text.size()) return {~std::uint64_t{0}, 0, 0};
    return Lanes::last_masks(text.data() + from, text.size() - from);
  }

  std::string_view text;
  std::size_t at = 0;
  std::size_t begun = 0;  // 1 if a piece begins before `at` and ends after it
  std::uint64_t before = 1;
  detail::PieceMasks here;
};

// kStreams: feature streams, where they are known while compiling; 0: ask the tables. (1 only where every row
// of a unit is a kSurfaceId.)
template <std::size_t kStreams>
class Reader {
 public:
  Reader(const detail::FusedTables& tables, Workspace::Buffers& work) noexcept
      : tables_(tables), work_(work) {}

  // Several texts must fit into the block.
  void read(std::span<detail::Passage> passages, detail::Pass last) {
    unit_count_ = 0;
    if (passages.size() == 1) return read_blocks(passages[0], last);
    std::size_t pieces = 0;
    for (detail::Passage& passage : passages) {
      passage.pieces = {pieces, Cut(passage.text).run(pieces, work_.block)};
      make_keys(passage, work_.block, passage.pieces);
      pieces = passage.pieces.end;
    }
    if (last < detail::Pass::units) return;
    for (detail::Passage& passage : passages) {
      begin_units(passage);
      find_units(passage);
      end_units(passage);
    }
  }

 private:
  std::size_t streams() const noexcept { return kStreams != 0 ? kStreams : work_.units.size(); }

  // A text of any length, block by block.
  void read_blocks(detail::Passage& passage, detail::Pass last) {
    begin_units(passage);
    for (Cut cut(passage.text); !cut.done();) {
      passage.pieces = {0, cut.run(0, work_.block)};
      const std::uint32_t next = work_.block.begin(passage.pieces.end);
      make_keys(passage, work_.block, passage.pieces);
      if (last >= detail::Pass::units) find_units(passage);
      work_.block.edges[0] = next;
    }
    end_units(passage);
  }

  // The keys of pieces of a text, several at a time; the last one may be there several times. So many places
  // after them are overwritten.
  void make_keys(const detail::Passage& passage, detail::PieceBlock& block, detail::Share pieces) noexcept {
    if (pieces.size() == 0) return;
    constexpr std::size_t kStep = Lanes::kKeyStep;
    for (std::size_t i = 2 * pieces.end; i < 2 * (pieces.end + kStep); ++i)
      block.edges[i] = block.edges[i - 2];
    const std::string_view text = passage.text;
    if (text.size() < sizeof(detail::SurfaceKey)) return make_short_keys(text, block, pieces);
    const auto last = static_cast<std::uint32_t>(text.size() - sizeof(detail::SurfaceKey));
    std::size_t i = pieces.begin;
    for (; i < pieces.end && block.begin(i + kStep - 1) <= last; i += kStep)
      Lanes::template make_keys<false>(text.data(), last, i, work_.surfaces, block);
    for (; i < pieces.end; i += kStep)
      Lanes::template make_keys<true>(text.data(), last, i, work_.surfaces, block);
  }

  // The same of a text of fewer bytes than a key has.
  void make_short_keys(std::string_view text, detail::PieceBlock& block, detail::Share pieces) noexcept {
    std::array<char, sizeof(detail::SurfaceKey)> copy{};
    std::memcpy(copy.data(), text.data(), text.size());
    for (std::size_t i = pieces.begin; i < pieces.end; i += Lanes::kKeyStep)
      Lanes::template make_keys<true>(copy.data(), 0, i, work_.surfaces, block);
  }

  void begin_units(detail::Passage& passage) {
    passage.accents = {};
    passage.units.begin = unit_count_;
    if (!tables_.starts.empty()) {
      make_room(1);
      add_unit(tables_.starts.data());
    }
    units_taken_ = unit_count_;
  }

  // One that is no surface, from its row in each stream.
  void add_unit(const std::uint32_t* rows) noexcept {
    for (std::size_t s = 0; s < streams(); ++s) work_.units[s][unit_count_] = rows[s];
    ++unit_count_;
  }

  void end_units(detail::Passage& passage) {
    passage.units.end = unit_count_;
    make_room(0);
    for (std::vector<std::uint32_t>& list : work_.units)
      std::fill_n(list.data() + unit_count_, detail::kSpareUnits + 1, tables_.ngrams.absent());
    unit_count_ += detail::kSpareUnits + 1;
  }

  void make_room(std::size_t more) {
    const std::size_t wanted = unit_count_ + more + 2 * detail::kSpareUnits;
    if (work_.ids.size() < wanted) [[unlikely]]
      grow_units(wanted);
  }

  // The same for the ids, which are the last to grow, and the units of every stream.
  [[gnu::noinline]] void grow_units(std::size_t wanted) {
    for (std::vector<std::uint32_t>& units : work_.units) detail::grow(units, wanted);
    detail::grow(work_.ids, wanted);
  }

  // Adds the units of the pieces to those of the text.
  void find_units(detail::Passage& passage) {
    find_units(passage, work_.block, passage.pieces, [&](std::string_view piece) {
      piece.size() > detail::kMemoBytes ? find_parts(passage, piece) : look_up(passage, piece);
    });
  }

  // The same of the parts of a piece that is too long for a memo.
  [[gnu::noinline]] void find_parts(detail::Passage& passage, std::string_view piece) {
    detail::PieceParts parts(piece, tables_.index.longest_unit());
    const auto begin = static_cast<std::size_t>(piece.data() - passage.text.data());
    while (const std::size_t count = list_parts(parts, begin)) {
      make_keys(passage, work_.parts, {0, count});
      find_units(passage, work_.parts, {0, count}, [&](std::string_view part) { look_up(passage, part); });
    }
  }

  // Writes where words begin and end, from place `first` on; returns how many they are.
  static std::size_t write_words(const detail::PieceParts::Words& words, std::uint32_t first,
                                 std::uint32_t* edges) noexcept {
    if ((words.begins & words.ends) == 0)
      return Lanes::write_places(words.begins | words.ends, first, edges) / 2;
    // Letters and digits touch: what ends and what begins there are two edges at one place.
    std::uint64_t begins = words.begins;
    for (std::uint64_t ends = words.ends; begins != 0; begins &= begins - 1, ends &= ends - 1) {
      *edges++ = first + static_cast<std::uint32_t>(std::countr_zero(begins));
      *edges++ = first + static_cast<std::uint32_t>(std::countr_zero(ends));
    }
    return static_cast<std::size_t>(std::popcount(words.begins));
  }

  // Lists the next parts of a piece that stands at byte `begin` of the text, as many as the block takes at
  // most; returns how many.
  std::size_t list_parts(detail::PieceParts& parts, std::size_t begin) noexcept {
    detail::PieceBlock& block = work_.parts;
    std::size_t count = 0;
    while (count < detail::kBlockPieces) {
      if (detail::PieceParts::Words words; parts.next_words(words)) {
        count += write_words(words, static_cast<std::uint32_t>(begin + words.at), &block.edges[2 * count]);
        continue;
      }
      const std::size_t until = parts.passed() + detail::kPieceStep;  // where words are looked for again
      while (parts.passed() < until && count < detail::kBlockPieces) {
        const std::string_view part = parts.next();
        if (part.empty()) return count;
        const auto end = static_cast<std::uint32_t>(begin + parts.passed());
        block.edges[2 * count] = end - static_cast<std::uint32_t>(part.size());
        block.edges[2 * count + 1] = end;
        ++count;
      }
    }
    return count;
  }

  // Adds the units of pieces of a block; `unknown` those of a piece that is not among the surfaces. No branch
  // depends on what a piece is, but where one is unknown or a pair, and then many have been looked for.
  template <typename Unknown>
  void find_units(detail::Passage& passage, detail::PieceBlock& block, detail::Share pieces,
                  Unknown unknown) {
    constexpr std::size_t kLookedFor = 128;
    for (std::size_t i = pieces.begin; i < pieces.end;) {
      const std::size_t end = std::min(pieces.end, i + kLookedFor);
      find_meanings(block, i, end);
      i = take_units(passage, block, {i, end}, unknown);
    }
    take_readings();
  }

  // The same of pieces that were looked for. Returns where to go on: after a piece that is known since, what
  // was found may be no longer true.
  template <typename Unknown>
  std::size_t take_units(detail::Passage& passage, const detail::PieceBlock& block, detail::Share pieces,
                         Unknown unknown) {
    make_room(pieces.size());
    for (std::size_t i = pieces.begin; i < pieces.end; i += Lanes::kTakeStep) {
      const std::size_t end = std::min(pieces.end, i + Lanes::kTakeStep);
      const detail::PieceKinds kinds = Lanes::kinds_of(&block.meanings[i], end - i);
      if (kinds.special == 0) [[likely]] {
        take(&block.meanings[i], kinds, ~std::uint32_t{0}, passage.accents);
      } else {
        const std::size_t next = take_step(passage, block, {i, end}, pieces.end, kinds, unknown);
        if (next != 0) return next;
        make_room(pieces.end - end);
      }
    }
    return pieces.end;
  }

  // The same of a step with special pieces, of pieces that were looked for up to `looked`. Returns 0 where
  // what was found still holds.
  template <typename Unknown>
  [[gnu::noinline]] std::size_t take_step(detail::Passage& passage, const detail::PieceBlock& block,
                                          detail::Share pieces, std::size_t looked, detail::PieceKinds kinds,
                                          Unknown unknown) {
    const std::uint32_t* const meanings = &block.meanings[pieces.begin];
    while (kinds.special != 0) {
      const auto place = static_cast<std::size_t>(std::countr_zero(kinds.special));
      const std::uint32_t before = (kinds.special & (0 - kinds.special)) - 1;
      take(meanings, kinds, before, passage.accents);
      kinds.units &= ~before;
      kinds.special &= kinds.special - 1;
      const std::size_t piece = pieces.begin + place;
      if (meanings[place] != 0) {
        take_pair(passage, block, piece);
      } else {
        take_readings();
        const std::uint32_t changes = work_.surfaces.changes();
        unknown(passage.text.substr(block.begin(piece), block.length(piece)));
        units_taken_ = unit_count_;
        if (work_.surfaces.changes() != changes && !still_holds(block, piece, looked)) return piece + 1;
      }
      make_room(pieces.end - piece + 1);
    }
    take(meanings, kinds, ~std::uint32_t{0}, passage.accents);
    return 0;
  }

  // Whether what was found of the pieces after one that has become a surface holds: they are of other lines.
  static bool still_holds(const detail::PieceBlock& block, std::size_t piece, std::size_t looked) noexcept {
    if (block.length(piece) > detail::kMemoBytes) return false;  // its parts have become surfaces
    const std::uint32_t line = block.offsets[piece];
    bool same = false;
    for (std::size_t i = piece + 1; i < looked; ++i) same |= block.offsets[i] == line;
    return !same;
  }

  void take_pair(detail::Passage& passage, const detail::PieceBlock& block, std::size_t piece) noexcept {
    const detail::SurfacePair pair =
        work_.surfaces.pair_at(block.offsets[piece], {block.lows[piece], block.highs[piece]});
    std::copy_n(pair.units.data(), pair.units.size(), ids().data() + unit_count_);
    unit_count_ += pair.units.size();
    passage.accents.syllables += pair.syllables;
    passage.accents.accented += pair.accented;
  }

  // Of pieces of a block; of a few more, up to a whole number of steps.
  void find_meanings(detail::PieceBlock& block, std::size_t begin, std::size_t end) noexcept {
    for (std::size_t i = begin; i < end; i += Lanes::kKeyStep)
      Lanes::find_meanings(work_.surfaces.lines(), i, block);
  }

  // Adds the units of those of kTakeStep surfaces that `which` says.
  void take(const std::uint32_t* meanings, const detail::PieceKinds& kinds, std::uint32_t which,
            detail::AccentCount& accents) noexcept {
    const std::uint32_t units = kinds.units & which;
    Lanes::take_ids(meanings, units, ids().data() + unit_count_);
    unit_count_ += static_cast<std::size_t>(std::popcount(units));
    accents.syllables += static_cast<std::uint32_t>(std::popcount(units & kinds.syllables));
    accents.accented += static_cast<std::uint32_t>(std::popcount(units & kinds.accented));
  }

  // Ids of surfaces, by unit. With one stream they are its units.
  std::vector<std::uint32_t>& ids() noexcept { return kStreams == 1 ? work_.units[0] : work_.ids; }

  // The units of each stream, of surfaces.
  void take_readings() noexcept {
    if constexpr (kStreams == 1) return;
    const std::uint32_t* const all = work_.ids.data();
    if (streams() == 1) {
      std::copy(all + units_taken_, all + unit_count_, work_.units[0].data() + units_taken_);
    } else {
      for (std::size_t i = units_taken_; i < unit_count_; ++i) {
        const detail::SurfaceReadings& readings = work_.surfaces.readings()[all[i]];
        for (std::size_t s = 0; s < streams(); ++s) work_.units[s][i] = readings[s];
      }
    }
    units_taken_ = unit_count_;
  }

  // Adds the units of a piece, or of a part of one, that is not among the surfaces.
  [[gnu::noinline]] void look_up(detail::Passage& passage, std::string_view piece) {
    if (detail::is_lone_symbol(piece)) return;
    const detail::FoundUnits found = tables_.look_up(piece, work_);
    const std::size_t tokens = found.units.size() / streams();
    if (tokens == 0) return;  // a symbol, most often
    passage.accents.syllables += found.accents.syllables;
    make_room(tokens);
    for (std::size_t t = 0; t < tokens; ++t) add_unit(&found.units[t * streams()]);
    // Not beside the syllables: both would be loaded together, and wait for their two stores.
    passage.accents.accented += found.accents.accented;
  }

  const detail::FusedTables& tables_;
  Workspace::Buffers& work_;
  std::size_t unit_count_ = 0;
  std::size_t units_taken_ = 0;  // where units of surfaces stand that are not in the streams yet
};

}  // namespace YKIEN_FUSED

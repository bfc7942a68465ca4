// From the bytes of texts to the units of each stream. Part of fused.h.

namespace YKIEN_FUSED {

// Where the cutting of a text stands.
struct Cut {
  explicit Cut(std::string_view all) noexcept : text(all), here(masks_at(0)) {}

  bool done() const noexcept { return at > text.size(); }

  // Writes where pieces begin and end, from place `first` of the block on, until the text or the block ends;
  // returns the place after the last piece. If the block ends, the begin of the next piece stands after it.
  std::size_t run(std::size_t first, detail::PieceBlock& block) noexcept {
    std::size_t begins = first + begun;
    std::size_t ends = first;
    for (; !done() && ends < detail::kBlockPieces; at += detail::kPieceStep) {
      const detail::PieceMasks next = masks_at(at + detail::kPieceStep);
      const std::uint64_t between = detail::between_pieces(here, next, before);
      const std::uint64_t shifted = (between << 1) | before;
      before = between >> 63;
      here = next;
      const auto place = static_cast<std::uint32_t>(at);
      begins += Lanes::write_places(~between & shifted, place, block.begins.data() + begins);
      ends += Lanes::write_places(between & ~shifted, place, block.ends.data() + ends);
    }
    begun = begins - ends;
    return ends;
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

// kStreams: feature streams, where they are known while compiling; 0: ask the tables.
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
      make_keys(passage);
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
  static constexpr std::size_t kMostAtOnce = 255;  // pieces, as many as SurfaceSum can add up

  std::size_t streams() const noexcept { return kStreams != 0 ? kStreams : work_.units.size(); }
  std::size_t surface_streams() const noexcept { return std::min(streams(), detail::kSurfaceUnits); }

  // A text of any length, block by block.
  void read_blocks(detail::Passage& passage, detail::Pass last) {
    begin_units(passage);
    for (Cut cut(passage.text); !cut.done();) {
      passage.pieces = {0, cut.run(0, work_.block)};
      const std::uint32_t next = work_.block.begins[passage.pieces.end];
      make_keys(passage);
      if (last >= detail::Pass::units) find_units(passage);
      work_.block.begins[0] = next;
    }
    end_units(passage);
  }

  void make_keys(const detail::Passage& passage) noexcept {
    detail::PieceBlock& block = work_.block;
    const auto [begin, end] = passage.pieces;
    Lanes::make_keys(passage.text, begin, end, work_.surfaces, block);
  }

  void begin_units(detail::Passage& passage) {
    passage.accents = {};
    passage.units.begin = unit_count_;
    if (tables_.starts.empty()) return;
    make_room(1);
    for (std::size_t s = 0; s < streams(); ++s) work_.units[s][unit_count_] = tables_.starts[s];
    ++unit_count_;
  }

  void end_units(detail::Passage& passage) {
    passage.units.end = unit_count_;
    make_room(0);
    for (std::vector<std::uint32_t>& units : work_.units) {
      std::fill_n(units.data() + unit_count_, detail::kSpareUnits + 1, tables_.ngrams.absent());
    }
    unit_count_ += detail::kSpareUnits + 1;
  }

  void make_room(std::size_t more) {
    for (std::vector<std::uint32_t>& units : work_.units) {
      detail::grow(units, unit_count_ + more + 2 * detail::kSpareUnits);
    }
  }

  // Adds the units of the pieces to those of the text.
  void find_units(detail::Passage& passage) {
    for (std::size_t i = passage.pieces.begin; i < passage.pieces.end; i += kMostAtOnce) {
      find_some_units(passage, i, std::min(passage.pieces.end, i + kMostAtOnce));
    }
  }

  void find_some_units(detail::Passage& passage, std::size_t begin, std::size_t end) {
    make_room((end - begin) * detail::kSurfaceUnits);
    const detail::PieceBlock& block = work_.block;
    const detail::SurfaceLine* const lines = work_.surfaces.lines();
    std::array<std::uint32_t*, detail::kSurfaceUnits> units = unit_lists();
    std::size_t to = unit_count_;  // not in memory, where each piece would wait for the one before
    std::uint64_t sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const detail::SurfaceUnits* const known =
          Lanes::find(*detail::at_offset(lines, block.offsets[i]), block.keys[i]);
      // As good as every piece is one token, so that where the next one goes need not wait for it.
      if (known == nullptr || known->tokens != 1) [[unlikely]] {
        unit_count_ = to;
        unusual(passage, i, known);
        make_room((end - i) * detail::kSurfaceUnits);
        units = unit_lists();
        to = unit_count_;
        continue;
      }
      for (std::size_t s = 0; s < surface_streams(); ++s) units[s][to] = known->units[s];
      ++to;
      sum += detail::SurfaceSum::of(*known);
    }
    unit_count_ = to;
    passage.accents.syllables += detail::SurfaceSum::syllables(sum);
    passage.accents.accented += detail::SurfaceSum::accented(sum);
  }

  std::array<std::uint32_t*, detail::kSurfaceUnits> unit_lists() noexcept {
    std::array<std::uint32_t*, detail::kSurfaceUnits> lists{};
    for (std::size_t s = 0; s < surface_streams(); ++s) lists[s] = work_.units[s].data();
    return lists;
  }

  // Piece i, which is of no token, of several, or not among the surfaces (known == nullptr).
  [[gnu::noinline]] void unusual(detail::Passage& passage, std::size_t i, const detail::SurfaceUnits* known) {
    const detail::PieceBlock& block = work_.block;
    const std::string_view piece = passage.text.substr(block.begins[i], block.ends[i] - block.begins[i]);
    const detail::FoundUnits found =
        known == nullptr ? tables_.look_up(piece, work_) : detail::units_of(*known, streams());
    const std::size_t tokens = found.units.size() / streams();
    passage.accents.syllables += found.accents.syllables;
    passage.accents.accented += found.accents.accented;
    make_room(tokens);
    const std::uint32_t* unit = found.units.data();
    for (std::size_t t = 0; t < tokens; ++t, ++unit_count_) {
      for (std::size_t s = 0; s < streams(); ++s) work_.units[s][unit_count_] = *unit++;
    }
  }

  const detail::FusedTables& tables_;
  Workspace::Buffers& work_;
  std::size_t unit_count_ = 0;
};

}  // namespace YKIEN_FUSED

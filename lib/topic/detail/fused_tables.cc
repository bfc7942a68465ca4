#include "topic/detail/fused_tables.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <iterator>
#include <numeric>
#include <utility>

#include "base/detail/hash.h"
#include "text/detail/folder.h"
#include "text/detail/scanner.h"
#include "topic/detail/buffers.h"
#include "topic/detail/folded_room.h"
#include "topic/detail/piece_parts.h"
#include "topic/detail/units.h"

namespace ykien {
namespace detail {
namespace {

// As make_key() makes it, where no more bytes than those of the piece may be read.
SurfaceKey key_of(std::string_view piece) noexcept {
  constexpr std::size_t kHalf = 8;
  const std::size_t size = piece.size();
  const std::uint64_t rest = size > kHalf ? last_bytes(piece.data() + kHalf, size - kHalf) : 0;
  return {last_bytes(piece.data(), std::min(size, kHalf)), rest | std::uint64_t{size} << (32 + kLengthBit)};
}

// The rows of a unit, of each stream.
void look_up_unit(const FusedTables& tables, std::string_view unit, Workspace::Buffers& work,
                  std::uint32_t* rows) {
  for (std::size_t stream = 0; stream < tables.features.streams.size(); ++stream) {
    // A letter has at most three bytes more than without its accents.
    const bool known_length = unit.size() <= 4 * tables.index.longest_unit();
    const std::uint32_t found =
        known_length
            ? tables.index.unit(stream, unit_reading(unit, tables.features.streams[stream].kind, work.plain))
            : kNone;
    rows[stream] = found == kNone ? tables.ngrams.absent() : tables.ngrams.unit_rows()[found];
  }
}

// The same by way of the memo of readings. sizeof(SurfaceKey) bytes may be read at `unit`.
void recall_unit(const FusedTables& tables, std::string_view unit, Workspace::Buffers& work,
                 std::uint32_t* rows) {
  const std::size_t streams = tables.features.streams.size();
  if (unit.size() > kSurfaceBytes || streams > kSurfaceStreams) return look_up_unit(tables, unit, work, rows);
  SurfaceKey key;
  make_key(unit.data(), unit.size(), key);
  if (const std::uint32_t known = work.readings.meaning(key); known != 0) {
    for (std::size_t stream = 0; stream < streams; ++stream)
      rows[stream] = work.readings.unit_of(known, stream);
    return;
  }
  look_up_unit(tables, unit, work, rows);
  Surface read;
  std::copy_n(rows, streams, read.units.begin());
  work.readings.insert(key, read);
}

// One more unit of the piece: where its rows go.
std::uint32_t* add_rows(std::size_t streams, Workspace::Buffers& work) {
  const std::size_t before = work.piece_unit_count;
  work.piece_unit_count += streams;
  grow(work.piece_units, work.piece_unit_count);
  return work.piece_units.data() + before;
}

// Adds the units of a token of folded text to work.piece_units.
void add_units(const FusedTables& tables, std::string_view folded, const Token& token,
               Workspace::Buffers& work) {
  const std::string_view unit = feature_unit(folded, token);
  if (unit.empty()) return;
  work.piece_accents.add(folded, token);
  std::uint32_t* const rows = add_rows(tables.features.streams.size(), work);
  const bool written = unit.data() == folded.data() + token.range.begin;  // and not a name of its kind
  written ? recall_unit(tables, unit, work, rows) : look_up_unit(tables, unit, work, rows);
}

// What stands in a piece, bit by bit.
enum Contents : std::uint8_t { kLetters = 1, kBeyond = 2, kDigits = 4, kSigns = 8 };
// By byte. Quotation marks and dashes begin with E2.
constexpr std::array<std::uint8_t, 256> make_contents() noexcept {
  std::array<std::uint8_t, 256> contents{};
  for (std::size_t byte = 0; byte < contents.size(); ++byte) {
    const auto as_char = static_cast<char>(byte);
    contents[byte] = is_ascii_letter(as_char)      ? kLetters
                     : is_ascii_digit(as_char)     ? kDigits
                     : byte < 0x80 || byte == 0xE2 ? kSigns
                                                   : kBeyond;
  }
  return contents;
}
constexpr std::array<std::uint8_t, 256> kContents = make_contents();

std::uint8_t contents_of(std::string_view piece) noexcept {
  std::uint8_t all = 0;
  for (const char byte : piece) all |= kContents[static_cast<unsigned char>(byte)];
  return all;
}

// Adds the unit of ASCII letters: a name, most often. One token, whatever they are.
void add_name(const FusedTables& tables, std::string_view letters, Workspace::Buffers& work) {
  FoldedRoom folded(work.folded);
  folded.put_ascii(letters, 0);
  ++work.piece_accents.syllables;
  look_up_unit(tables, folded.text(), work, add_rows(tables.features.streams.size(), work));
}

// The general path: folds and scans a piece and adds its units to work.piece_units.
void add_scanned(const FusedTables& tables, std::string_view piece, Workspace::Buffers& work) {
  FoldedRoom folded(work.folded);
  Folder(piece, ToneStyle::new_style, folded, work.fold_room).run();
  Scanner scanner(folded.text());
  for (Token token; scanner.next(token);) add_units(tables, folded.text(), token, work);
}

void add_word(const FusedTables& tables, std::string_view word, Workspace::Buffers& work) {
  contents_of(word) == kLetters ? add_name(tables, word, work) : add_scanned(tables, word, work);
}

// The same of a part of a piece that is a surface itself. False if it is none.
bool add_surface(std::string_view part, std::size_t streams, Workspace::Buffers& work) {
  if (part.size() > kSurfaceBytes) return false;
  const std::optional<Surface> surface = work.surfaces.find(key_of(part));
  if (!surface) return false;
  if (surface->silent) return true;
  work.piece_accents.syllables += surface->syllable;
  work.piece_accents.accented += surface->accented;
  std::copy_n(surface->units.data(), streams, add_rows(streams, work));
  return true;
}

// The same of a piece whose parts may be known: “nhà, TP.HCM, máu...
void add_parts(const FusedTables& tables, std::string_view piece, Workspace::Buffers& work) {
  PieceParts parts(piece);
  for (std::string_view part = parts.next(); !part.empty(); part = parts.next()) {
    if (!add_surface(part, tables.features.streams.size(), work)) add_word(tables, part, work);
  }
}

// What begins with a digit is a shape, most often, and has no parts.
bool may_have_parts(std::string_view piece, std::uint8_t contents) noexcept {
  return (contents & kSigns) != 0 && (contents & (kLetters | kBeyond)) != 0 && !is_ascii_digit(piece.front());
}

FoundUnits scan(const FusedTables& tables, std::string_view piece, Workspace::Buffers& work) {
  work.piece_unit_count = 0;
  work.piece_accents = {};
  if (piece.size() > kMemoBytes) {
    const bool name = std::ranges::all_of(piece, is_ascii_letter);
    name ? add_name(tables, piece, work) : add_scanned(tables, piece, work);
  } else if (const std::uint8_t contents = contents_of(piece); contents == kLetters) {
    add_name(tables, piece, work);
  } else {
    may_have_parts(piece, contents) ? add_parts(tables, piece, work) : add_scanned(tables, piece, work);
  }
  return {std::span(work.piece_units).first(work.piece_unit_count), work.piece_accents};
}

// Of a piece of one token, or none.
Surface surface(const FoundUnits& found, bool kept) noexcept {
  Surface one{{}, found.accents.syllables != 0, found.accents.accented != 0, kept, found.units.empty()};
  std::ranges::copy(found.units, one.units.begin());
  return one;
}

// Of a token.
SurfaceReadings readings_of(const FoundUnits& found, std::size_t token, std::size_t streams) noexcept {
  SurfaceReadings readings{};
  std::ranges::copy(found.units.subspan(token * streams, streams), readings.begin());
  return readings;
}

// Makes a piece a surface if it is short, of two tokens at most. `kept`: and stays one; only of one token.
// False if it is none, or may be driven out before long.
bool become_surface(std::string_view piece, const FoundUnits& found, bool kept, std::size_t streams,
                    SurfaceTable& surfaces) noexcept {
  if (piece.size() > kSurfaceBytes || streams > kSurfaceStreams) return false;
  const std::size_t tokens = found.units.size() / streams;
  if (tokens <= 1) return surfaces.insert(key_of(piece), surface(found, kept));
  if (tokens > 2 || kept) return false;
  return surfaces.insert_pair(key_of(piece), readings_of(found, 0, streams), readings_of(found, 1, streams),
                              static_cast<std::uint8_t>(found.accents.syllables),
                              static_cast<std::uint8_t>(found.accents.accented));
}

FoundUnits remembered(const MemoSlot& slot) noexcept {
  return {{slot.units.data(), slot.count}, {slot.syllables, slot.accented}};
}

void remember(std::string_view piece, const FoundUnits& found, MemoSlot& slot) noexcept {
  std::ranges::copy(piece, slot.bytes.begin());
  std::ranges::copy(found.units, slot.units.begin());
  slot.length = static_cast<std::uint8_t>(piece.size());
  slot.count = static_cast<std::uint8_t>(found.units.size());
  slot.syllables = static_cast<std::uint8_t>(found.accents.syllables);
  slot.accented = static_cast<std::uint8_t>(found.accents.accented);
}

// The numbers of the units, the most frequent first as far as the model tells: what comes first finds room.
std::vector<std::uint32_t> by_frequency(const ModelData& data) {
  std::vector<float> idf(data.units.size(), INFINITY);
  for (std::size_t i = 0; i < data.nodes.size(); ++i) {
    if (data.nodes[i].parent == kNone) idf[data.nodes[i].unit] = data.idf[i];
  }
  std::vector<std::uint32_t> units(data.units.size());
  std::iota(units.begin(), units.end(), 0U);
  std::ranges::sort(units, {}, [&idf](std::uint32_t unit) { return std::pair(idf[unit], unit); });
  return units;
}

// The unit with its first letter a capital, as it begins a sentence.
std::string with_capital(const std::string& unit) {
  const CodePoint first = read_code_point(unit.data(), unit.data() + unit.size());
  std::string capital;
  append_code_point(static_cast<char32_t>(u_toupper(static_cast<UChar32>(first.value))), capital);
  return capital + unit.substr(first.length);
}

}  // namespace

FusedTables::FusedTables(const Model& model)
    : features(model.features()),
      index(model.data().index),
      topics(model.topics().size()),
      stride((topics + 8) / 8 * 8),
      decider(model.data()) {
  static std::atomic<std::uint64_t> made{0};
  id = ++made;
  ngrams.build(model.data().nodes, model.data().units.size(), model.data().idf);
  fill_rows(model.data());
  find_starts();
  find_tfs();
  remember_units(model.data());
}

void FusedTables::find_tfs() {
  static_assert(kMostCounted * sizeof(Tf) <= 0xFFFF);
  for (std::uint32_t count = 0; count < kMostCounted; ++count) {
    find_tf(count + 1, tfs[count + 1]);
    tf_steps[count].all.floats = tfs[count + 1].all.floats - tfs[count].all.floats;
    tf_steps[count].last.floats = tfs[count + 1].last.floats - tfs[count].last.floats;
  }
}

void FusedTables::find_tf(std::uint32_t count, Tf& to) const noexcept {
  const auto times = static_cast<double>(count);
  const auto tf = static_cast<float>(features.sublinear_tf ? 1 + std::log(times) : times);
  std::array<float, 8> lanes;
  lanes.fill(tf);
  std::memcpy(&to.all, lanes.data(), sizeof to.all);
  lanes[topics % 8] *= tf;
  std::memcpy(&to.last, lanes.data(), sizeof to.last);
}

void FusedTables::fill_rows(const ModelData& data) {
  const std::size_t blocks = stride / 8;
  rows.assign(ngrams.rows() * blocks, Eight{});
  std::vector<std::uint32_t> lengths(data.nodes.size(), 1);
  for (std::size_t s = 0; s < data.streams.size(); ++s) {
    const Stream& stream = data.streams[s];
    for (std::size_t i = stream.first_feature; i < stream.first_feature + stream.feature_count; ++i) {
      if (data.nodes[i].parent != kNone) lengths[i] = lengths[data.nodes[i].parent] + 1;
      if (lengths[i] < stream.options.min_n) continue;  // it only leads to longer ones
      std::array<float, kMostTopics + 8> row{};
      for (std::size_t k = 0; k < topics; ++k) row[k] = data.idf[i] * data.weights[i * topics + k];
      row[topics] = data.idf[i] * data.idf[i];
      std::memcpy(&rows[ngrams.row_of()[i] * blocks], row.data(), stride * sizeof(float));
    }
  }
}

void FusedTables::find_starts() {
  if (!features.mark_start) return;
  for (std::size_t s = 0; s < features.streams.size(); ++s) starts.push_back(row_of_unit(s, kStartUnit));
}

void FusedTables::remember_units(const ModelData& data) {
  const std::size_t streams = features.streams.size();
  surfaces.reset(2 * data.units.size() + 1024,
                 streams);  // with eight places for each of them hardly a line is full
  Workspace::Buffers work;
  work.readings.reset(kReadingLines, streams);
  work.surfaces.reset(1, streams);
  const auto keep = [&](std::string_view piece) {
    if (piece.empty() || piece.size() > kSurfaceBytes || std::ranges::any_of(piece, is_ascii_space)) return;
    if (surfaces.meaning(key_of(piece)) != 0) return;
    become_surface(piece, scan(*this, piece, work), true, streams, surfaces);
  };
  for (char symbol = '!'; symbol < 0x7F; ++symbol) keep({&symbol, 1});
  for (const std::uint32_t unit : by_frequency(data)) {
    keep(data.units[unit]);
    if (!data.units[unit].empty()) keep(with_capital(data.units[unit]));
  }
}

FoundUnits FusedTables::look_up(std::string_view piece, Workspace::Buffers& work) const {
  if (piece.size() > kMemoBytes) return scan(*this, piece, work);
  const std::uint64_t hash = hash_bytes(piece);
  MemoSlot& slot = work.memo[hash % kMemoSlots];
  std::uint8_t& tag = work.memo_tags[hash % kMemoSlots];
  const auto wanted = static_cast<std::uint8_t>(hash >> 56 | 1);
  if (tag == wanted && std::string_view(slot.bytes.data(), slot.length) == piece) return remembered(slot);
  const FoundUnits found = scan(*this, piece, work);
  const bool stays = become_surface(piece, found, false, features.streams.size(), work.surfaces);
  if (!stays && found.units.size() <= kMemoUnits) {
    remember(piece, found, slot);
    tag = wanted;
  }
  return found;
}

}  // namespace detail

void Workspace::Buffers::adopt(const detail::FusedTables& from) {
  if (tables == from.id) return;
  tables = from.id;
  surfaces = from.surfaces;
  for (detail::PieceBlock* const pieces : {&block, &parts}) pieces->offsets.fill(0);  // lines of that table
  readings.reset(detail::kReadingLines, from.features.streams.size());
  memo.assign(detail::kMemoSlots, detail::MemoSlot{});
  memo_tags.assign(detail::kMemoSlots, 0);
  counts.assign(from.ngrams.rows(), 0);
  large_counts.assign(from.ngrams.rows(), 0);
  sums.assign(detail::kTogether * from.stride, 0);
  units.resize(from.features.streams.size());
  make_room(from);
}

void Workspace::Buffers::reserve(std::size_t bytes) {
  if (bytes <= longest_) return;
  longest_ = bytes;
  tables = 0;  // to make room when a classifier comes next
}

// For any text of longest_ bytes, or several that go together, which are at least allowed kUsualText.
void Workspace::Buffers::make_room(const detail::FusedTables& from) {
  // Folding makes up to 18 code points of three bytes (U+FDFA), 33 bytes, four words and three blanks.
  constexpr std::size_t kMostFolded = 11;
  const std::size_t folded_size = kMostFolded * longest_ + detail::FoldedRoom::kSpare;
  const std::size_t streams = from.features.streams.size();
  const std::size_t tokens = longest_ + longest_ / 3 + 1;
  constexpr std::size_t kSpare = 1024;  // that the loops want beyond the last unit
  const std::size_t together = std::max(tokens + kSpare, ids.size());  // as Reader::make_room() wants it
  std::size_t lengths = 0;
  for (const StreamOptions& stream : from.features.streams) lengths += stream.max_n;
  for (std::vector<std::uint32_t>& stream : units) detail::grow_to(stream, together);
  detail::grow_to(ids, together);
  detail::grow_to(rows, lengths * together);
  for (auto* const list : {&candidates.units, &candidates.nexts, &candidates.offsets, &candidates.keys})
    detail::grow_to(*list, together);
  detail::grow_to(folded, folded_size);
  plain.reserve(folded_size);
  detail::grow_to(piece_units, streams * tokens);
}

}  // namespace ykien

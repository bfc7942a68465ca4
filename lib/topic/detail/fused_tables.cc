#include "topic/detail/fused_tables.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <iterator>
#include <numeric>
#include <utility>

#include "text/detail/folder.h"
#include "text/detail/scanner.h"
#include "topic/detail/buffers.h"
#include "topic/detail/units.h"

namespace ykien {
namespace detail {
namespace {

// Adds the units of a token of work.folded to work.piece_units.
void add_units(const FusedTables& tables, const Token& token, Workspace::Buffers& work) {
  const std::string_view unit = feature_unit(work.folded, token);
  if (unit.empty()) return;
  work.piece_accents.add(work.folded, token);
  const std::vector<StreamOptions>& streams = tables.features.streams;
  for (std::size_t stream = 0; stream < streams.size(); ++stream) {
    const std::string_view reading = unit_reading(unit, streams[stream].kind, work.plain);
    work.piece_units.push_back(tables.row_of_unit(stream, reading));
  }
}

// The general path: folds and scans a piece, its units into work.piece_units.
void scan(const FusedTables& tables, std::string_view piece, Workspace::Buffers& work) {
  work.folded.clear();
  work.piece_units.clear();
  work.piece_accents = {};
  if (std::ranges::all_of(piece, is_ascii_letter)) {  // a name, most often: one token, whatever its letters
    std::ranges::transform(piece, std::back_inserter(work.folded), ascii_lower);
    return add_units(tables, {{0, static_cast<std::uint32_t>(piece.size())}, TokenKind::syllable}, work);
  }
  TextSink sink{work.folded};
  Folder(piece, ToneStyle::new_style, sink).run();
  Scanner scanner(work.folded);
  for (Token token; scanner.next(token);) add_units(tables, token, work);
}

FoundUnits scanned(const Workspace::Buffers& work) { return {work.piece_units, work.piece_accents}; }

bool fits(std::string_view piece, const FoundUnits& found) {
  return piece.size() <= kSurfaceBytes && found.units.size() <= kSurfaceUnits;
}

SurfaceKey key_of(std::string_view piece) noexcept {
  std::array<char, sizeof(SurfaceKey)> bytes{};
  std::memcpy(bytes.data(), piece.data(), piece.size());
  SurfaceKey key;
  make_key(bytes.data(), piece.size(), key);
  return key;
}

SurfaceUnits surface_units(const FoundUnits& found, std::size_t streams, bool kept) noexcept {
  SurfaceUnits units;
  std::ranges::copy(found.units, units.units.begin());
  units.tokens = static_cast<std::uint8_t>(found.units.size() / streams);
  units.syllables = static_cast<std::uint8_t>(found.accents.syllables);
  units.accented = static_cast<std::uint8_t>(found.accents.accented);
  units.kept = kept;
  return units;
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
      stride((topics + 8) / 8 * 8) {
  static std::atomic<std::uint64_t> made{0};
  id = ++made;
  ngrams.build(model.data().nodes, model.data().units.size(), model.data().idf);
  fill_rows(model.data());
  find_starts();
  for (std::uint32_t count = 1; count < kTermFrequencies; ++count) {
    tfs[count] = tf(count);
    last_tf(count, last_tfs[count]);
  }
  remember_units(model.data());
}

float FusedTables::tf(std::uint32_t count) const noexcept {
  const auto times = static_cast<double>(count);
  return static_cast<float>(features.sublinear_tf ? 1 + std::log(times) : times);
}

void FusedTables::last_tf(std::uint32_t count, Eight& to) const noexcept {
  std::array<float, 8> lanes;
  lanes.fill(tf(count));
  lanes[topics % 8] *= lanes[topics % 8];
  std::memcpy(&to, lanes.data(), sizeof to);
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
  surfaces.reset(4 * data.units.size() + 1024);  // with four places for each of them hardly a line is full
  Workspace::Buffers work;
  const auto keep = [&](const std::string& piece) {
    if (piece.empty() || piece.size() > kSurfaceBytes || std::ranges::any_of(piece, is_ascii_space)) return;
    const SurfaceKey key = key_of(piece);
    if (surfaces.find(key) != nullptr) return;
    scan(*this, piece, work);
    const FoundUnits found = scanned(work);
    if (!fits(piece, found)) return;
    const SurfaceUnits units = surface_units(found, features.streams.size(), true);
    surfaces.insert(key, units);
  };
  for (const std::uint32_t unit : by_frequency(data)) {
    keep(data.units[unit]);
    if (!data.units[unit].empty()) keep(with_capital(data.units[unit]));
  }
}

FoundUnits FusedTables::look_up(std::string_view piece, Workspace::Buffers& work) const {
  if (piece.size() <= kSurfaceBytes && std::ranges::all_of(piece, is_ascii_letter)) {  // a name, most often
    scan(*this, piece, work);
    const FoundUnits found = scanned(work);
    if (fits(piece, found))
      work.surfaces.insert(key_of(piece), surface_units(found, features.streams.size(), false));
    return found;
  }
  if (piece.size() > kMemoBytes) {
    scan(*this, piece, work);
    return scanned(work);
  }
  MemoSlot& slot = work.memo[hash_bytes(piece) % kMemoSlots];
  if (std::string_view(slot.bytes.data(), slot.length) == piece) return remembered(slot);
  scan(*this, piece, work);
  const FoundUnits found = scanned(work);
  if (fits(piece, found) &&
      work.surfaces.insert(key_of(piece), surface_units(found, features.streams.size(), false))) {
    return found;
  }
  if (found.units.size() <= kMemoUnits) remember(piece, found, slot);
  return found;
}

}  // namespace detail

void Workspace::Buffers::adopt(const detail::FusedTables& from) {
  if (tables == from.id) return;
  tables = from.id;
  surfaces = from.surfaces;
  memo.assign(detail::kMemoSlots, detail::MemoSlot{});
  counts.assign(from.ngrams.rows(), 0);
  large_counts.clear();
  sums.assign(detail::kTogether * from.stride, 0);
  units.resize(from.features.streams.size());
  make_room();
}

// For usual texts, so that none of these grows when one is a little longer than those before.
void Workspace::Buffers::make_room() {
  constexpr std::size_t kUsualUnits = 512;  // of a text
  constexpr std::size_t kUsualLengths = 4;  // of n-grams, over all streams
  constexpr std::size_t kUsualPiece = 1024;
  const std::size_t together = detail::kTogether * kUsualUnits;
  for (std::vector<std::uint32_t>& stream : units) detail::grow(stream, together);
  for (detail::Ngrams& kind : ngrams) {
    detail::grow(kind.rows, kUsualLengths * together);
    kind.candidates.make_room(together);
  }
  detail::grow(spots, together);
  folded.reserve(kUsualPiece);
  plain.reserve(kUsualPiece);
  piece_units.reserve(kUsualPiece);
}

}  // namespace ykien

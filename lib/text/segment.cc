// The fast path: each line is cut into pieces at blanks, pieces seen before come out of a memo as units, and
// one pass from left to right decides gap by gap. What a piece becomes without the memo is UnitCutter's
// business alone.
#include "ykien/text/segment.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/detail/dictionary_data.h"
#include "text/detail/pieces.h"
#include "text/detail/reach.h"
#include "text/detail/segment_line.h"

namespace ykien {
namespace {

using detail::Reading;
using detail::Unit;

constexpr std::size_t kMemoSets = 1 << 13;  // of two slots each
constexpr std::size_t kMemoBytes = 24;      // longest piece remembered
constexpr std::size_t kMemoUnits = 3;

using Key = std::array<std::uint64_t, kMemoBytes / 8>;

// A unit as the memo holds it, its range within the piece.
struct SmallUnit {
  std::uint32_t id;
  std::uint32_t plain;
  std::uint8_t shape;
  std::uint8_t accented;
  std::uint8_t begin;
  std::uint8_t end;
};

struct alignas(64) MemoSlot {
  Key key{};
  std::array<SmallUnit, kMemoUnits> units{};
  std::uint8_t length = 0;  // of the piece; 0: empty slot
  std::uint8_t count = 0;   // of units
};

static_assert(sizeof(MemoSlot) == 64);

// The newer piece stands first; the next one takes the place of the older.
using MemoSet = std::array<MemoSlot, 2>;

constexpr std::array<Key, kMemoBytes + 1> make_masks() noexcept {
  std::array<Key, kMemoBytes + 1> masks{};
  for (std::size_t length = 0; length < masks.size(); ++length) {
    for (std::size_t byte = 0; byte < length; ++byte)
      masks[length][byte / 8] |= std::uint64_t{0xFF} << (byte % 8 * 8);
  }
  return masks;
}
constexpr std::array<Key, kMemoBytes + 1> kMasks = make_masks();

// The key of the `length` bytes at `bytes`, of which kMemoBytes must be readable.
Key key_of(const char* bytes, std::size_t length) noexcept {
  Key key;
  std::memcpy(key.data(), bytes, kMemoBytes);
  for (std::size_t i = 0; i < key.size(); ++i) key[i] &= kMasks[length][i];
  return key;
}

std::size_t set_of(const Key& key) noexcept {
  const std::uint64_t sum =
      key[0] * 0xBF58476D1CE4E5B9U + key[1] * 0x94D049BB133111EBU + key[2] * 0xD6E8FEB86659FD93U;
  return ((sum ^ (sum >> 32)) * 0x9E3779B97F4A7C15U) >> 51;
}
static_assert(kMemoSets == std::size_t{1} << (64 - 51));

// A piece found in a first pass, so that its set is on its way from memory in the second.
struct Piece {
  Key key;  // of no bytes where it is too long for the memo
  std::uint32_t begin;
  std::uint32_t length;
  std::uint32_t set;
};

// What the dictionaries say of a gap.
enum Forced : std::uint8_t { kFree, kApart, kJoined };

}  // namespace

struct SegmentWorkspace::Buffers {
  std::vector<MemoSet> memo{kMemoSets};
  std::vector<char> text;  // of a line, and blanks after it
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> ends;
  std::vector<Piece> pieces;
  std::vector<Unit> units;
  std::vector<Unit> cut;  // of one piece
  detail::UnitCutter cutter;
  detail::SegmentLine line;
  std::vector<std::uint8_t> forced;  // by unit: the gap after it
  std::vector<std::uint8_t> joined;
};

SegmentWorkspace::SegmentWorkspace() : buffers_(std::make_unique<Buffers>()) {}
SegmentWorkspace::~SegmentWorkspace() = default;
SegmentWorkspace::SegmentWorkspace(SegmentWorkspace&&) noexcept = default;
SegmentWorkspace& SegmentWorkspace::operator=(SegmentWorkspace&&) noexcept = default;

namespace {

using Buffers = SegmentWorkspace::Buffers;

void remember(const Key& key, std::size_t length, std::span<const Unit> units, MemoSet& set) noexcept {
  set[1] = set[0];
  MemoSlot& slot = set[0];
  slot = {};
  slot.key = key;
  slot.length = static_cast<std::uint8_t>(length);
  slot.count = static_cast<std::uint8_t>(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Unit& unit = units[i];
    slot.units[i] = {unit.id,
                     unit.plain,
                     unit.shape,
                     unit.accented,
                     static_cast<std::uint8_t>(unit.range.begin),
                     static_cast<std::uint8_t>(unit.range.end)};
  }
}

void append_moved(std::span<const Unit> units, std::uint32_t offset, std::vector<Unit>& to) {
  for (Unit unit : units) {
    unit.range = {unit.range.begin + offset, unit.range.end + offset};
    to.push_back(unit);
  }
}

void cut_piece(std::string_view piece, std::uint32_t offset, const Key& key, MemoSet& set, Buffers& work) {
  if (piece.size() > kMemoBytes) return work.cutter.cut(piece, offset, work.units);
  work.cut.clear();
  work.cutter.cut(piece, 0, work.cut);
  append_moved(work.cut, offset, work.units);
  if (work.cut.size() <= kMemoUnits) remember(key, piece.size(), work.cut, set);
}

// The same as ==, which compilers make a call of memcmp() of.
bool same(const Key& a, const Key& b) noexcept {
  return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2])) == 0;
}

const MemoSlot* find_slot(const MemoSet& set, const Piece& piece) noexcept {
  for (const MemoSlot& slot : set) {
    if (slot.length == piece.length && same(slot.key, piece.key)) return &slot;
  }
  return nullptr;
}

void add_piece(const Piece& piece, const char* text, std::uint32_t offset, Buffers& work) {
  const std::uint32_t begin = offset + piece.begin;
  MemoSet& set = work.memo[piece.set];
  const MemoSlot* const slot = find_slot(set, piece);
  if (slot == nullptr) return cut_piece({text + piece.begin, piece.length}, begin, piece.key, set, work);
  for (std::size_t i = 0; i < slot->count; ++i) {
    const SmallUnit& unit = slot->units[i];
    work.units.push_back(
        {{begin + unit.begin, begin + unit.end}, unit.id, unit.plain, unit.shape, unit.accented != 0});
  }
}

// Copies the line to where bytes after its end may be read, and finds its units.
void find_units(std::string_view line, std::uint32_t offset, Buffers& work) {
  const std::size_t end = (line.size() / detail::kPieceStep + 1) * detail::kPieceStep + kMemoBytes;
  if (work.text.size() < end) work.text.resize(2 * end);
  char* const text = work.text.data();
  std::memcpy(text, line.data(), line.size());
  std::memset(text + line.size(), ' ', end - line.size());
  work.begins.clear();
  work.ends.clear();
  detail::each_piece(
      text, line.size(), [&work](std::size_t at) { work.begins.push_back(static_cast<std::uint32_t>(at)); },
      [&work](std::size_t at) { work.ends.push_back(static_cast<std::uint32_t>(at)); });
  work.units.clear();
  work.pieces.clear();
  for (std::size_t i = 0; i < work.begins.size(); ++i) {
    const std::uint32_t length = work.ends[i] - work.begins[i];
    const Key key = key_of(text + work.begins[i], length <= kMemoBytes ? length : 0);
    const auto set = static_cast<std::uint32_t>(set_of(key));
    __builtin_prefetch(&work.memo[set][0]);
    __builtin_prefetch(&work.memo[set][1]);
    work.pieces.push_back({key, work.begins[i], length, set});
  }
  for (const Piece& piece : work.pieces) add_piece(piece, text, offset, work);
}

// Marks in work.forced what the dictionaries keep whole: leftmost first, the longest there.
void force(const detail::DictionaryData& own, const detail::DictionaryData& users, Reading reading,
           Buffers& work) {
  const std::size_t size = work.line.size;
  work.forced.assign(size, kFree);
  if (own.words + users.words == 0) return;
  const std::span<const std::uint32_t> ids(work.line.ids.data() + detail::kLineMargin, size);
  for (std::size_t at = 0; at < size; ++at) {
    const bool begins = own.may_begin(reading, ids[at]) || users.may_begin(reading, ids[at]);
    if (!begins) continue;
    const std::size_t found =
        std::max(own.longest(reading, ids.subspan(at)), users.longest(reading, ids.subspan(at)));
    if (found < 2) continue;
    if (at > 0) work.forced[at - 1] = kApart;
    std::fill_n(work.forced.begin() + static_cast<std::ptrdiff_t>(at), found - 1, kJoined);
    at += found - 1;
    work.forced[at] = kApart;
  }
}

void decide_all(std::span<const std::int8_t> weights, const detail::WeightPlaces& places, Buffers& work) {
  const detail::SegmentLine& line = work.line;
  work.joined.assign(line.size, 0);
  detail::SegmentHistory history;
  for (std::size_t i = 0; i + 1 < line.size; ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    bool joined = work.forced[i] == kJoined;
    if (work.forced[i] == kFree && !detail::is_mark(line.shape(at)) && !detail::is_mark(line.shape(at + 1))) {
      std::int32_t sum = 0;
      detail::each_feature(places, line, at, history, [&](std::uint32_t place) { sum += weights[place]; });
      joined = sum > 0;
    }
    history.decide(joined, at);
    work.joined[i] = joined ? 1 : 0;
  }
}

void append_words(const Buffers& work, Segmented& result) {
  for (std::size_t i = 0; i < work.units.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(result.units.size());
    const Range range = work.units[i].range;
    result.units.push_back(range);
    if (i > 0 && work.joined[i - 1] != 0) {
      result.words.back().range.end = range.end;
      result.words.back().last = number + 1;
    } else {
      result.words.push_back({range, number, number + 1});
    }
  }
}

// A stream of the model made ready.
struct Stream {
  explicit Stream(const detail::SegmentStream& stream) noexcept
      : weights(stream.weights), places(detail::weight_bits(stream.weights.size())), spans(stream.spans) {}
  std::span<const std::int8_t> weights;
  detail::WeightPlaces places;
  detail::SpanTable spans;
};

}  // namespace

Segmenter::Segmenter(SegmentModel model, Dictionary dictionary)
    : model_(std::move(model)), dictionary_(std::move(dictionary)) {}

void Segmenter::segment(std::string_view utf8, Segmented& result,
                        SegmentWorkspace& workspace) const noexcept {
  Buffers& work = workspace.buffers();
  const detail::SegmentData& data = model_.data();
  utf8 = detail::in_reach(utf8);
  result.units.clear();
  result.words.clear();
  const std::array<Stream, detail::kReadings> streams{Stream(data.streams[0]), Stream(data.streams[1])};
  for (std::size_t begin = 0; begin < utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
    find_units(utf8.substr(begin, end - begin), static_cast<std::uint32_t>(begin), work);
    begin = end + 1;
    if (work.units.empty()) continue;
    const Reading reading = detail::reading_of(work.units);
    const Stream& stream = streams[static_cast<std::size_t>(reading)];
    detail::set_units(work.units, reading, detail::is_caseless(work.units), work.line);
    detail::find_rows(stream.places, work.line, [&](const detail::UnitRows& rows, std::uint64_t unit) {
      stream.spans.prefetch(unit);
      stream.spans.prefetch(rows.pair_hash);
      __builtin_prefetch(&stream.weights[rows.unit]);
      __builtin_prefetch(&stream.weights[rows.pair]);
    });
    detail::set_codes(stream.spans, work.line);
    force(data.dictionary.data(), dictionary_.data(), reading, work);
    decide_all(stream.weights, stream.places, work);
    append_words(work, result);
  }
}

Segmented Segmenter::segment(std::string_view utf8) const {
  detail::require_in_reach("segment", utf8.size());
  Segmented result;
  SegmentWorkspace workspace;
  segment(utf8, result, workspace);
  return result;
}

}  // namespace ykien

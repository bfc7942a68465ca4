// The fused path. The text is cut at ASCII white space, which no step looks across; each piece is looked up among the
// model's own units and in a memo of pieces seen before, or folded and scanned by the same code as normalize() and
// tokenize(). Memory is what binds: every pass asks ahead for what the next one will look at.
#include "ykien/topic/classify.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>

#include "text/detail/folder.h"
#include "text/detail/pieces.h"
#include "text/detail/scanner.h"
#include "topic/detail/accents.h"
#include "topic/detail/model_data.h"
#include "topic/detail/units.h"

namespace ykien {
namespace {

using detail::kNone;

constexpr std::size_t kMemoSlots = 1 << 15;
constexpr std::size_t kMemoBytes = 24;  // longest piece remembered
constexpr std::size_t kMemoUnits = 6;   // units over all streams

// A piece of text between blanks and the unit numbers it gives: unit t of stream s at [t * streams + s].
struct alignas(64) MemoSlot {
  std::array<std::uint64_t, kMemoBytes / 8> key{};
  std::array<std::uint32_t, kMemoUnits> units{};
  std::uint8_t length = 0;  // of the piece; 0: empty slot
  std::uint8_t count = 0;   // of units
  std::uint8_t syllables = 0;
  std::uint8_t accented = 0;  // of the syllables, those with accents
};

using Key = std::array<std::uint64_t, kMemoBytes / 8>;

// For each length of a piece the bytes of its key that count.
constexpr std::array<Key, kMemoBytes + 1> make_masks() noexcept {
  std::array<Key, kMemoBytes + 1> masks{};
  for (std::size_t length = 0; length < masks.size(); ++length) {
    for (std::size_t byte = 0; byte < length; ++byte) masks[length][byte / 8] |= std::uint64_t{0xFF} << (byte % 8 * 8);
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

Key key_of(std::string_view piece) noexcept {
  std::array<char, kMemoBytes> bytes{};
  std::memcpy(bytes.data(), piece.data(), piece.size());
  return key_of(bytes.data(), piece.size());
}

std::size_t hash_of(const Key& key) noexcept {
  const std::uint64_t sum = key[0] * 0xBF58476D1CE4E5B9U + std::rotl(key[1] * 0x94D049BB133111EBU, 29) +
                            key[2] * 0xD6E8FEB86659FD93U;
  return ((sum ^ (sum >> 32)) * 0x9E3779B97F4A7C15U) >> 24;
}

// Punctuation at the end of a piece that is no unit and changes none before it; without it most pieces are plain
// units. (A colon is not among it: 08:15 is a time and 08:15: is none.)
constexpr bool ends_idly(char byte) noexcept {
  return byte == ',' || byte == '.' || byte == ';' || byte == '!' || byte == '?' || byte == ')';
}

// A piece that fits the memo, found in a first pass so that its slot is on its way from memory in the second.
struct Piece {
  Key key;
  std::string_view bytes;
  std::size_t hash;
};

constexpr std::size_t kTermFrequencies = 64;  // counts whose 1 + ln(count) is kept in a table

}  // namespace

// What a classifier computes once from its model.
struct Classifier::Tables {
  explicit Tables(const Model& model);

  std::uint64_t id;            // of these tables in this process, so that a workspace knows whose memo it holds
  std::size_t topics;
  std::size_t stride;          // floats a row
  std::vector<float> rows;     // by feature: idf * weight of each topic, then idf squared, zeros up to stride
  std::array<float, kTermFrequencies> term_frequency{};
  // The accented units of the model as they stand in folded text, in an open hash table: never forgotten, unlike
  // what a workspace remembers.
  std::vector<MemoSlot> known;

  void remember_units(const Model& model);
  const MemoSlot* find(const Key& key, std::size_t length, std::size_t hash) const noexcept {
    for (std::size_t at = hash;; ++at) {
      const MemoSlot& slot = known[at & (known.size() - 1)];
      if (slot.length == length && slot.key == key) return &slot;
      if (slot.length == 0) return nullptr;
    }
  }

  float tf(std::uint32_t count, bool sublinear) const noexcept {
    if (!sublinear) return static_cast<float>(count);
    return count < kTermFrequencies ? term_frequency[count] : 1 + std::log(static_cast<float>(count));
  }
};

Classifier::Tables::Tables(const Model& model) : topics(model.topics().size()), stride((topics + 8) / 8 * 8) {
  static std::atomic<std::uint64_t> made{0};
  id = ++made;
  const detail::ModelData& data = model.data();
  rows.assign(data.nodes.size() * stride, 0.0F);
  for (std::size_t feature = 0; feature < data.nodes.size(); ++feature) {
    const float idf = data.idf[feature];
    for (std::size_t k = 0; k < topics; ++k) rows[feature * stride + k] = idf * data.weights[feature * topics + k];
    rows[feature * stride + topics] = idf * idf;
  }
  for (std::size_t count = 1; count < kTermFrequencies; ++count) {
    term_frequency[count] = static_cast<float>(1 + std::log(static_cast<double>(count)));
  }
  remember_units(model);
}

struct Workspace::Buffers {
  std::uint64_t tables = 0;           // whose memo and counts these are
  std::vector<MemoSlot> memo;
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> counts;  // by feature, all 0 between texts
  std::vector<std::uint32_t> seen;    // features with a count: the first seen_count
  std::size_t seen_count = 0;
  std::vector<char> text;             // and blanks after it
  std::vector<std::uint32_t> begins;  // of pieces
  std::vector<std::uint32_t> ends;
  std::string folded;
  std::string plain;
  std::vector<std::uint32_t> piece_units;               // of one piece, as in MemoSlot
  detail::AccentCount piece_accents;
  detail::AccentCount accents;                          // of the text
  std::vector<std::vector<std::uint32_t>> text_units;   // of the text, by stream
  std::vector<std::uint32_t> ending;  // by place in the text: the n-gram of the current length that ends there
  std::vector<float> sums;

  void adopt(const Model& model, std::uint64_t id, std::size_t stride);
};

void Workspace::Buffers::adopt(const Model& model, std::uint64_t id, std::size_t stride) {
  if (tables == id) return;
  tables = id;
  memo.assign(kMemoSlots, MemoSlot{});
  counts.assign(model.feature_count(), 0);
  seen_count = 0;
  sums.assign(stride, 0);
  text_units.resize(model.features().streams.size());
}

Workspace::Workspace() : buffers_(std::make_unique<Buffers>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

namespace {

// At most kMemoBytes bytes and kMemoUnits units.
MemoSlot remembered(const Key& key, std::size_t length, const Workspace::Buffers& work) noexcept {
  MemoSlot slot;
  slot.key = key;
  slot.length = static_cast<std::uint8_t>(length);
  slot.count = static_cast<std::uint8_t>(work.piece_units.size());
  slot.syllables = static_cast<std::uint8_t>(work.piece_accents.syllables);
  slot.accented = static_cast<std::uint8_t>(work.piece_accents.accented);
  std::ranges::copy(work.piece_units, slot.units.begin());
  return slot;
}

// The general path: folds and scans a piece and looks up its units, into work.piece_units.
void look_up(const detail::NgramIndex& index, std::span<const StreamOptions> streams, std::string_view piece,
             Workspace::Buffers& work) {
  work.folded.clear();
  work.piece_units.clear();
  work.piece_accents = {};
  detail::TextSink sink{work.folded};
  detail::Folder(piece, ToneStyle::new_style, sink).run();
  detail::Scanner scanner(work.folded);
  for (Token token; scanner.next(token);) {
    const std::string_view unit = feature_unit(work.folded, token);
    if (unit.empty()) continue;
    work.piece_accents.add(work.folded, token);
    for (std::size_t stream = 0; stream < streams.size(); ++stream) {
      work.piece_units.push_back(index.unit(stream, detail::unit_reading(unit, streams[stream].kind, work.plain)));
    }
  }
}

}  // namespace

void Classifier::Tables::remember_units(const Model& model) {
  const detail::ModelData& data = model.data();
  known.assign(std::bit_ceil(2 * data.units.size() + 2), MemoSlot{});
  Workspace::Buffers work;
  for (const std::string& unit : data.units) {
    if (unit.empty() || unit.size() > kMemoBytes || unit.find_first_of(" \t\n\v\f\r") != unit.npos) continue;
    const Key key = key_of(unit);
    std::size_t at = hash_of(key);
    if (find(key, unit.size(), at) != nullptr) continue;
    look_up(data.index, model.features().streams, unit, work);
    if (work.piece_units.size() > kMemoUnits) continue;
    while (known[at & (known.size() - 1)].length != 0) ++at;
    known[at & (known.size() - 1)] = remembered(key, unit.size(), work);
  }
}

namespace {

// Counts the n-grams of one text in the workspace.
template <typename Tables>
class Counter {
 public:
  Counter(const Model& model, const Tables& tables, Workspace::Buffers& work)
      : features_(model.features()), index_(model.data().index), tables_(tables), work_(work) {}

  void text(std::string_view utf8) {
    for (std::vector<std::uint32_t>& units : work_.text_units) units.clear();
    work_.accents = {};
    cut(utf8);
    for (const Piece& piece : work_.pieces) add(piece);
    for (std::size_t stream = 0; stream < features_.streams.size(); ++stream) {
      const StreamOptions& options = features_.streams[stream];
      if (detail::reads(features_, options, work_.accents)) count(work_.text_units[stream], options);
    }
  }

 private:
  // Copies the text to where bytes after its end may be read, and finds its pieces there.
  void cut(std::string_view utf8) {
    const std::size_t end = (utf8.size() / detail::kPieceStep + 1) * detail::kPieceStep + kMemoBytes;
    if (work_.text.size() < end) work_.text.resize(2 * end);
    char* const text = work_.text.data();
    if (!utf8.empty()) std::memcpy(text, utf8.data(), utf8.size());
    std::memset(text + utf8.size(), ' ', end - utf8.size());
    work_.begins.clear();
    work_.ends.clear();
    detail::each_piece(
        text, utf8.size(), [this](std::size_t at) { work_.begins.push_back(static_cast<std::uint32_t>(at)); },
        [this](std::size_t at) { work_.ends.push_back(static_cast<std::uint32_t>(at)); });
    work_.pieces.clear();
    for (std::size_t i = 0; i < work_.begins.size(); ++i) {
      const std::size_t length = work_.ends[i] - work_.begins[i];
      const std::string_view bytes(text + work_.begins[i], length - (ends_idly(text[work_.ends[i] - 1]) ? 1 : 0));
      const Key key = key_of(bytes.data(), bytes.size() <= kMemoBytes ? bytes.size() : 0);
      const std::size_t hash = hash_of(key);
      __builtin_prefetch(&tables_.known[hash & (tables_.known.size() - 1)]);
      __builtin_prefetch(&work_.memo[hash % kMemoSlots]);
      work_.pieces.push_back({key, bytes, hash});
    }
  }

  void add(const Piece& piece) {
    if (piece.bytes.size() > kMemoBytes) {
      look_up(index_, features_.streams, piece.bytes, work_);
      return append(work_.piece_units, work_.piece_accents);
    }
    if (const MemoSlot* known = tables_.find(piece.key, piece.bytes.size(), piece.hash)) {
      return append(*known);
    }
    MemoSlot& slot = work_.memo[piece.hash % kMemoSlots];
    if (slot.length != piece.bytes.size() || slot.key != piece.key) {
      look_up(index_, features_.streams, piece.bytes, work_);
      if (work_.piece_units.size() > kMemoUnits) return append(work_.piece_units, work_.piece_accents);
      slot = remembered(piece.key, piece.bytes.size(), work_);
    }
    append(slot);
  }

  void append(const MemoSlot& slot) { append({slot.units.data(), slot.count}, {slot.syllables, slot.accented}); }

  void append(std::span<const std::uint32_t> units, detail::AccentCount accents) {
    work_.accents.syllables += accents.syllables;
    work_.accents.accented += accents.accented;
    std::size_t i = 0;
    while (i < units.size()) {
      for (std::vector<std::uint32_t>& to : work_.text_units) to.push_back(units[i++]);
    }
  }

  // Length by length over the whole text rather than place by place as NgramChain does it: all look-ups of one
  // length are independent, so that each can be fetched from memory while those before it are made.
  void count(std::span<const std::uint32_t> units, const StreamOptions& options) {
    std::vector<std::uint32_t>& ending = work_.ending;
    ending.assign(units.size(), kNone);
    if (const std::size_t most = work_.seen_count + units.size() * options.max_n + 1; work_.seen.size() < most) {
      work_.seen.resize(2 * most);
    }
    for (std::uint32_t n = 1; n <= options.max_n && n <= units.size(); ++n) {
      // From the end, so that ending[i - 1] is still of the length before.
      for (std::size_t i = units.size(); i-- > n - 1;) {
        const bool found = units[i] != kNone && (n == 1 || ending[i - 1] != kNone);
        ending[i] = found ? index_.child(n == 1 ? kNone : ending[i - 1], units[i]) : kNone;
        if (ending[i] == kNone) continue;
        if (n < options.max_n && i + 1 < units.size()) index_.prefetch(ending[i], units[i + 1]);
        if (n >= options.min_n) hit(ending[i]);
      }
      if (n >= 2) ending[n - 2] = kNone;  // too near the beginning for this length
    }
  }

  // Whether it is the first time is a coin toss that no branch should depend on: the feature is always written, and
  // stays where it is new.
  void hit(std::uint32_t feature) {
    work_.seen[work_.seen_count] = feature;
    work_.seen_count += work_.counts[feature]++ == 0 ? 1 : 0;
    __builtin_prefetch(tables_.rows.data() + feature * tables_.stride);
  }

  const FeatureOptions& features_;
  const detail::NgramIndex& index_;
  const Tables& tables_;
  Workspace::Buffers& work_;
};

}  // namespace

Classifier::Classifier(Model model) : model_(std::move(model)), tables_(std::make_shared<const Tables>(model_)) {}

namespace {

// Adds up the rows of the features seen, times their tf, into `sums`, and empties the counts. kStride floats a row,
// known when compiled, so that the sums stay in registers; 0: take it from the tables.
template <std::size_t kStride, typename Tables>
void add_rows(const Tables& tables, bool sublinear, Workspace::Buffers& work, float* sums) noexcept {
  const std::size_t stride = kStride == 0 ? tables.stride : kStride;
  std::array<float, kStride == 0 ? kMostTopics + 8 : kStride> total{};
  float more = 0;  // the squared length wants tf twice, the sum over a row adds it once
  for (const std::uint32_t feature : std::span(work.seen).first(work.seen_count)) {
    const float* const row = tables.rows.data() + feature * stride;
    const float tf = tables.tf(work.counts[feature], sublinear);
    work.counts[feature] = 0;
    for (std::size_t k = 0; k < stride; ++k) total[k] += tf * row[k];
    more += row[tables.topics] * (tf * tf - tf);
  }
  std::copy_n(total.begin(), stride, sums);
  sums[tables.topics] += more;
}

}  // namespace

Decision Classifier::classify(std::string_view utf8, Workspace& workspace) const noexcept {
  Workspace::Buffers& work = workspace.buffers();
  const Tables& tables = *tables_;
  work.adopt(model_, tables.id, tables.stride);
  Counter(model_, tables, work).text(utf8);

  float* const sums = work.sums.data();
  const bool sublinear = model_.features().sublinear_tf;
  switch (tables.stride) {
    case 8: add_rows<8>(tables, sublinear, work, sums); break;
    case 16: add_rows<16>(tables, sublinear, work, sums); break;
    default: add_rows<0>(tables, sublinear, work, sums); break;
  }
  const bool known = work.seen_count > 0;
  work.seen_count = 0;

  const float length = std::sqrt(sums[tables.topics]);
  const float scale = model_.features().l2_norm && length > 0 ? 1 / length : 1;
  std::array<float, kMostTopics> logits;
  for (std::size_t k = 0; k < tables.topics; ++k) logits[k] = sums[k] * scale + model_.data().bias[k];
  return decide(model_, {logits.data(), tables.topics}, known);
}

void Classifier::classify_batch(std::span<const std::string_view> texts, std::span<Decision> decisions,
                                Workspace& workspace) const noexcept {
  const std::size_t count = std::min(texts.size(), decisions.size());
  for (std::size_t i = 0; i < count; ++i) decisions[i] = classify(texts[i], workspace);
}

}  // namespace ykien

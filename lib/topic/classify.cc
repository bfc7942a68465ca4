// The fused path. The text is cut at ASCII white space, which no step looks across; each piece is looked up in a
// memo of pieces seen before, or folded and scanned by the same code as normalize() and tokenize().
#include "ykien/topic/classify.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>

#include "text/detail/folder.h"
#include "text/detail/scanner.h"
#include "topic/detail/model_data.h"
#include "topic/detail/units.h"

namespace ykien {
namespace {

using detail::kNone;

constexpr std::size_t kMemoSlots = 1 << 13;
constexpr std::size_t kMemoBytes = 24;  // longest piece remembered
constexpr std::size_t kMemoUnits = 6;   // units over all streams

// A piece of text between blanks and the unit numbers it gives: unit t of stream s at [t * streams + s].
struct MemoSlot {
  std::array<std::uint64_t, kMemoBytes / 8> key{};
  std::array<std::uint32_t, kMemoUnits> units{};
  std::uint8_t length = 0;  // of the piece; 0: empty slot
  std::uint8_t count = 0;   // of units
};

using Key = std::array<std::uint64_t, kMemoBytes / 8>;

Key key_of(std::string_view piece) noexcept {
  Key key{};
  std::memcpy(key.data(), piece.data(), piece.size());
  return key;
}

std::size_t slot_of(const Key& key) noexcept {
  return detail::mix(key[0] ^ std::rotl(key[1], 23) ^ (key[2] * 0x9E3779B97F4A7C15U)) % kMemoSlots;
}

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
}

struct Workspace::Buffers {
  std::uint64_t tables = 0;           // whose memo and counts these are
  std::vector<MemoSlot> memo;
  std::vector<std::uint32_t> counts;  // by feature, all 0 between texts
  std::vector<std::uint32_t> seen;    // features with a count
  std::string folded;
  std::string plain;
  std::vector<std::uint32_t> units;
  std::vector<detail::NgramChain> chains;
  std::vector<float> sums;

  void adopt(const Model& model, std::uint64_t id, std::size_t stride);
};

void Workspace::Buffers::adopt(const Model& model, std::uint64_t id, std::size_t stride) {
  if (tables == id) return;
  tables = id;
  memo.assign(kMemoSlots, MemoSlot{});
  counts.assign(model.feature_count(), 0);
  seen.clear();
  seen.reserve(256);
  sums.assign(stride, 0);
}

Workspace::Workspace() : buffers_(std::make_unique<Buffers>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

namespace {

// Counts the n-grams of one text in the workspace.
class Counter {
 public:
  Counter(const Model& model, Workspace::Buffers& work)
      : index_(model.data().index), streams_(model.features().streams), work_(work) {
    work_.chains.assign(streams_.size(), {});
  }

  void text(std::string_view utf8) {
    const char* at = utf8.data();
    const char* const end = at + utf8.size();
    while (at < end) {
      while (at < end && detail::is_ascii_space(static_cast<unsigned char>(*at))) ++at;
      const char* const begin = at;
      while (at < end && !detail::is_ascii_space(static_cast<unsigned char>(*at))) ++at;
      if (at > begin) piece({begin, static_cast<std::size_t>(at - begin)});
    }
  }

 private:
  void piece(std::string_view bytes) {
    if (bytes.size() > kMemoBytes) {
      look_up(bytes);
      return count(work_.units);
    }
    const Key key = key_of(bytes);
    MemoSlot& slot = work_.memo[slot_of(key)];
    if (slot.length == bytes.size() && slot.key == key) return count({slot.units.data(), slot.count});
    look_up(bytes);
    if (work_.units.size() <= kMemoUnits) remember(key, bytes.size(), slot);
    count(work_.units);
  }

  void remember(const Key& key, std::size_t length, MemoSlot& slot) {
    slot.key = key;
    slot.length = static_cast<std::uint8_t>(length);
    slot.count = static_cast<std::uint8_t>(work_.units.size());
    std::ranges::copy(work_.units, slot.units.begin());
  }

  // The general path: fold, scan and look up the units of a piece.
  void look_up(std::string_view bytes) {
    work_.folded.clear();
    work_.units.clear();
    detail::TextSink sink{work_.folded};
    detail::Folder(bytes, ToneStyle::new_style, sink).run();
    detail::Scanner scanner(work_.folded);
    for (Token token; scanner.next(token);) {
      const std::string_view unit = feature_unit(work_.folded, token);
      if (unit.empty()) continue;
      for (std::size_t stream = 0; stream < streams_.size(); ++stream) {
        work_.units.push_back(index_.unit(stream, detail::unit_reading(unit, streams_[stream].kind, work_.plain)));
      }
    }
  }

  void count(std::span<const std::uint32_t> units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::size_t stream = i % streams_.size();
      const StreamOptions& options = streams_[stream];
      work_.chains[stream].next(index_, units[i], options.min_n, options.max_n, [this](std::uint32_t feature) {
        if (work_.counts[feature]++ == 0) work_.seen.push_back(feature);
      });
    }
  }

  const detail::NgramIndex& index_;
  const std::vector<StreamOptions>& streams_;
  Workspace::Buffers& work_;
};

}  // namespace

Classifier::Classifier(Model model) : model_(std::move(model)), tables_(std::make_shared<const Tables>(model_)) {
  detail::FoldTable::instance();  // built now rather than inside the first, noexcept, classify()
}

Decision Classifier::classify(std::string_view utf8, Workspace& workspace) const noexcept {
  Workspace::Buffers& work = workspace.buffers();
  const Tables& tables = *tables_;
  work.adopt(model_, tables.id, tables.stride);
  Counter(model_, work).text(utf8);

  std::ranges::fill(work.sums, 0.0F);
  float* const sums = work.sums.data();
  const std::size_t stride = tables.stride;
  const bool sublinear = model_.features().sublinear_tf;
  for (const std::uint32_t feature : work.seen) {
    const float* const row = tables.rows.data() + feature * stride;
    const float tf = tables.tf(work.counts[feature], sublinear);
    work.counts[feature] = 0;
    const float squared = row[tables.topics] * (tf * tf - tf);  // the sum below adds it times tf only
    for (std::size_t k = 0; k < stride; ++k) sums[k] += tf * row[k];
    sums[tables.topics] += squared;
  }
  const bool known = !work.seen.empty();
  work.seen.clear();

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

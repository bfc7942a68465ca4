// What a SegmentModel holds, as data; segment_file.cc says how it stands in the file.
#ifndef YKIEN_TEXT_DETAIL_SEGMENT_DATA_H_
#define YKIEN_TEXT_DETAIL_SEGMENT_DATA_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/word_hash.h"
#include "ykien/base/export.h"
#include "ykien/text/segment.h"

namespace ykien::detail {

// What is known of a span of units.
struct SpanKnown {
  std::uint8_t code = 0;  // 1..30; 0: it was never a word
  bool longer = false;    // spans that begin with it and are longer are known, too
};

// What is known of spans, by their hash. Open addressing with linear probing; a slot holds 26 bits of the
// hash, `longer` and the code, 0 where it is empty.
class YKIEN_API SpanTable {
 public:
  SpanTable() = default;
  // `slots`: a power of two of them, at least one empty. They must outlive the table.
  explicit SpanTable(std::span<const std::uint32_t> slots) noexcept
      : slots_(slots), mask_(slots.size() - 1) {}

  SpanKnown find(std::uint64_t hash) const noexcept {
    const std::uint32_t key = key_of(hash);
    for (std::uint64_t at = hash;; ++at) {
      const std::uint32_t slot = slots_[at & mask_];
      if (slot == 0) return {};
      if (slot >> kKnownBits == key)
        return {static_cast<std::uint8_t>(slot & kCodeMask), (slot & kLonger) != 0};
    }
  }
  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & mask_]); }

  struct Entry {
    std::uint64_t hash;
    SpanKnown known;  // one of its two says something
  };
  // The slots of a table of `entries`, the same for the same entries in the same order.
  static std::vector<std::uint32_t> build(std::span<const Entry> entries);

 private:
  static constexpr std::uint32_t kCodeMask = 31, kLonger = 32;
  static constexpr int kKnownBits = 6;
  static constexpr std::uint32_t key_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 38);
  }

  std::span<const std::uint32_t> slots_;
  std::uint64_t mask_ = 0;
};

// Text is read with accents or, where it has nearly none, without.
enum class Reading : std::uint8_t { accented, plain };
inline constexpr std::size_t kReadings = 2;

struct SegmentStream {
  std::span<const std::int8_t>
      weights;  // as WeightPlaces says; in units of no importance, only the sign of a sum counts
  std::span<const std::uint32_t> spans;
};

struct SegmentData {
  std::vector<std::uint64_t> storage;  // the file's bytes where they are the model's own
  std::string_view bytes;              // the file
  std::array<SegmentStream, kReadings> streams;
  std::string_view provenance;
  std::string_view lexicon;  // the words kept whole, as they stand in models/words/lexicon.txt
  Dictionary dictionary;     // the same
};

// log2 of the rows' weights among `weights` in all; -1 where they have no such size.
YKIEN_API int weight_bits(std::size_t weights) noexcept;

// The file of a model of these parts; `data.bytes`, `storage` and `dictionary` do not count.
YKIEN_API std::string write_segment_model(const SegmentData& data);

// Checks the bytes and points `data` into them; they must be aligned to 8 and outlive it. Throws as
// SegmentModel::from_bytes().
void read_segment_model(std::string_view bytes, const std::string& name, SegmentData& data);

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SEGMENT_DATA_H_

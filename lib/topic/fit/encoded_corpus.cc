#include "topic/fit/encoded_corpus.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "topic/detail/ngram_index.h"
#include "topic/fit/corpus_reader.h"

namespace ykien::detail {
namespace {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return hash_bytes(text); }
};

// Numbers units in the order in which they turn up.
class Interner {
 public:
  std::uint32_t number(std::string_view unit) {
    if (const auto found = numbers_.find(unit); found != numbers_.end()) return found->second;
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(unit, next);
    return next;
  }
  std::vector<std::string> take() {
    std::vector<std::string> units(numbers_.size());
    for (const auto& [unit, number] : numbers_) units[number] = unit;
    numbers_.clear();
    return units;
  }

 private:
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> numbers_;
};

// In how many texts each unit stands.
std::vector<std::uint32_t> text_frequencies(const EncodedStream& stream) {
  std::vector<std::uint32_t> frequency(stream.units.size());
  std::vector<std::size_t> last_text(stream.units.size(), SIZE_MAX);
  for (std::size_t text = 0; text + 1 < stream.text_begin.size(); ++text) {
    for (const std::uint32_t unit : stream.text(text)) {
      frequency[unit] += last_text[unit] == text ? 0 : 1;
      last_text[unit] = text;
    }
  }
  return frequency;
}

// Leaves the frequent units, numbered by their bytes, so that numbers do not depend on the order of the
// texts.
void keep_frequent(EncodedStream& stream, std::uint32_t min_df) {
  const std::vector<std::uint32_t> frequency = text_frequencies(stream);
  std::vector<std::uint32_t> kept(stream.units.size());
  std::iota(kept.begin(), kept.end(), 0U);
  std::erase_if(kept, [&](std::uint32_t unit) { return frequency[unit] < min_df; });
  std::ranges::sort(kept, {}, [&](std::uint32_t unit) -> const std::string& { return stream.units[unit]; });
  std::vector<std::uint32_t> renumbered(stream.units.size(), kNone);
  std::vector<std::string> units;
  for (const std::uint32_t unit : kept) {
    renumbered[unit] = static_cast<std::uint32_t>(units.size());
    units.push_back(std::move(stream.units[unit]));
  }
  stream.units = std::move(units);
  for (std::uint32_t& unit : stream.sequence) unit = renumbered[unit];
}

}  // namespace

std::vector<EncodedStream> encode(std::span<const std::string_view> texts, const FeatureOptions& options,
                                  std::uint32_t min_df) {
  std::vector<EncodedStream> streams(options.streams.size());
  std::vector<Interner> interners(options.streams.size());
  for (std::size_t s = 0; s < streams.size(); ++s) {
    streams[s].options = options.streams[s];
    streams[s].text_begin.push_back(0);
  }
  FeatureOptions every_text = options;
  for (StreamOptions& stream : every_text.streams)
    if (stream.kind == StreamKind::unaccented) stream.kind = StreamKind::plain;
  CorpusReader reader(every_text, [&interners](std::size_t stream, std::string_view reading) {
    return interners[stream].number(reading);
  });
  for (const std::string_view text : texts) {
    reader.read(text);
    for (std::size_t s = 0; s < streams.size(); ++s) {
      const std::span<const std::uint32_t> units = reader.units(s);
      streams[s].sequence.insert(streams[s].sequence.end(), units.begin(), units.end());
      streams[s].text_begin.push_back(streams[s].sequence.size());
      streams[s].read.push_back(reads(options, options.streams[s], reader.accents()) ? 1 : 0);
    }
  }
  for (std::size_t s = 0; s < streams.size(); ++s) {
    streams[s].units = interners[s].take();
    keep_frequent(streams[s],
                  std::max(1U, min_df));  // the reader may number a unit for a stream that skips its text
  }
  return streams;
}

}  // namespace ykien::detail

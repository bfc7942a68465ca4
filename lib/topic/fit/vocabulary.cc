#include "topic/fit/vocabulary.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "topic/detail/count_ngrams.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {
namespace {

// The n-grams of one stream, numbered from 0, with the number of texts each stands in.
struct Counted {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> frequency;
  std::vector<std::uint8_t> length;
};

struct Occurrence {
  std::uint64_t ngram;  // parent and unit
  std::uint32_t text;
  friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

std::vector<Occurrence> sorted_once(std::vector<Occurrence> occurrences) {
  std::ranges::sort(occurrences);
  occurrences.erase(std::unique(occurrences.begin(), occurrences.end()), occurrences.end());  // clang 14: no ranges::unique
  return occurrences;
}

// Appends the n-grams of length `length` among `occurrences` that are frequent.
void keep_frequent(const std::vector<Occurrence>& occurrences, std::uint32_t length, std::uint32_t min_df,
                   Counted& counted) {
  for (std::size_t begin = 0, end = 0; begin < occurrences.size(); begin = end) {
    while (end < occurrences.size() && occurrences[end].ngram == occurrences[begin].ngram) ++end;
    if (end - begin < min_df) continue;
    const std::uint64_t ngram = occurrences[begin].ngram;
    counted.nodes.push_back({static_cast<std::uint32_t>(ngram >> 32), static_cast<std::uint32_t>(ngram)});
    counted.frequency.push_back(static_cast<std::uint32_t>(end - begin));
    counted.length.push_back(static_cast<std::uint8_t>(length));
  }
}

// For each place in the stream's sequence the frequent n-gram of the current length that ends there, or kNone.
class Level {
 public:
  explicit Level(const EncodedStream& stream) : stream_(stream), ending_(stream.sequence.size(), kNone) {}

  // What may be an n-gram one longer: the n-gram that ended before the place and the unit at it. `suffix` holds the
  // places of this level; at length 1 everything frequent qualifies.
  std::vector<Occurrence> candidates(std::uint32_t length) const {
    std::vector<Occurrence> found;
    for (std::size_t text = 0; text + 1 < stream_.text_begin.size(); ++text) {
      const std::size_t begin = stream_.text_begin[text];
      for (std::size_t at = begin; at < stream_.text_begin[text + 1]; ++at) {
        if (const std::uint64_t ngram = key(at, begin, length); ngram != UINT64_MAX) {
          found.push_back({ngram, static_cast<std::uint32_t>(text)});
        }
      }
    }
    return found;
  }

  // Moves on to the n-grams from `first` on, which are sorted by parent and unit.
  void advance(const Counted& counted, std::size_t first, std::uint32_t length) {
    std::vector<std::uint32_t> next(ending_.size(), kNone);
    for (std::size_t text = 0; text + 1 < stream_.text_begin.size(); ++text) {
      const std::size_t begin = stream_.text_begin[text];
      for (std::size_t at = begin; at < stream_.text_begin[text + 1]; ++at) {
        if (const std::uint64_t ngram = key(at, begin, length); ngram != UINT64_MAX) {
          next[at] = find(counted, first, ngram);
        }
      }
    }
    ending_ = std::move(next);
  }

 private:
  std::uint64_t key(std::size_t at, std::size_t begin, std::uint32_t length) const noexcept {
    const std::uint32_t unit = stream_.sequence[at];
    if (unit == kNone) return UINT64_MAX;
    if (length == 1) return (std::uint64_t{kNone} << 32) | unit;
    if (at == begin || ending_[at - 1] == kNone || ending_[at] == kNone) return UINT64_MAX;
    return (std::uint64_t{ending_[at - 1]} << 32) | unit;
  }

  static std::uint32_t find(const Counted& counted, std::size_t first, std::uint64_t ngram) noexcept {
    const auto order = [](const Node& node, std::uint64_t wanted) {
      return ((std::uint64_t{node.parent} << 32) | node.unit) < wanted;
    };
    const auto begin = counted.nodes.begin() + static_cast<std::ptrdiff_t>(first);
    const auto found = std::lower_bound(begin, counted.nodes.end(), ngram, order);
    const bool same = found != counted.nodes.end() && ((std::uint64_t{found->parent} << 32) | found->unit) == ngram;
    return same ? static_cast<std::uint32_t>(found - counted.nodes.begin()) : kNone;
  }

  const EncodedStream& stream_;
  std::vector<std::uint32_t> ending_;
};

Counted count_stream(const EncodedStream& stream, std::uint32_t min_df) {
  Counted counted;
  Level level(stream);
  for (std::uint32_t length = 1; length <= stream.options.max_n; ++length) {
    const std::size_t first = counted.nodes.size();
    keep_frequent(sorted_once(level.candidates(length)), length, min_df, counted);
    if (length < stream.options.max_n) level.advance(counted, first, length);
  }
  return counted;
}

// The most frequent n-grams over all streams, as one flag for each n-gram of each stream.
std::vector<std::vector<bool>> most_frequent(const std::vector<Counted>& all, std::uint32_t most) {
  struct Place {
    std::uint32_t stream, node;
  };
  std::vector<Place> places;
  std::vector<std::vector<bool>> kept;
  for (std::uint32_t s = 0; s < all.size(); ++s) {
    kept.emplace_back(all[s].nodes.size(), most == 0);
    for (std::uint32_t i = 0; i < all[s].nodes.size(); ++i) places.push_back({s, i});
  }
  if (most == 0 || places.size() <= most) {
    for (auto& flags : kept) flags.assign(flags.size(), true);
    return kept;
  }
  // A beginning is at least as frequent as the n-gram and shorter, so it is kept too.
  std::ranges::stable_sort(places, [&](Place a, Place b) {
    const auto rank = [&](Place p) {
      return std::pair(-static_cast<std::int64_t>(all[p.stream].frequency[p.node]), all[p.stream].length[p.node]);
    };
    return rank(a) < rank(b);
  });
  for (std::size_t i = 0; i < most; ++i) kept[places[i].stream][places[i].node] = true;
  return kept;
}

// Appends the kept n-grams of one stream and the units they use to `data`.
void append_stream(const EncodedStream& encoded, const Counted& counted, const std::vector<bool>& kept,
                   ModelData& data) {
  std::vector<bool> used(encoded.units.size());
  for (std::size_t i = 0; i < counted.nodes.size(); ++i) {
    if (kept[i]) used[counted.nodes[i].unit] = true;
  }
  Stream stream{encoded.options, static_cast<std::uint32_t>(data.units.size()), 0,
                static_cast<std::uint32_t>(data.nodes.size()), 0};
  std::vector<std::uint32_t> unit_number(encoded.units.size(), kNone);
  for (std::size_t unit = 0; unit < used.size(); ++unit) {
    if (!used[unit]) continue;
    unit_number[unit] = static_cast<std::uint32_t>(data.units.size());
    data.units.push_back(encoded.units[unit]);
  }
  std::vector<std::uint32_t> node_number(counted.nodes.size(), kNone);
  for (std::size_t i = 0; i < counted.nodes.size(); ++i) {
    if (!kept[i]) continue;
    const Node& node = counted.nodes[i];
    node_number[i] = static_cast<std::uint32_t>(data.nodes.size());
    data.nodes.push_back({node.parent == kNone ? kNone : node_number[node.parent], unit_number[node.unit]});
  }
  stream.unit_count = static_cast<std::uint32_t>(data.units.size()) - stream.first_unit;
  stream.feature_count = static_cast<std::uint32_t>(data.nodes.size()) - stream.first_feature;
  data.streams.push_back(stream);
}

}  // namespace

void build_vocabulary(std::span<const EncodedStream> streams, std::uint32_t min_df, std::uint32_t max_features,
                      ModelData& data) {
  std::vector<Counted> counted;
  for (const EncodedStream& stream : streams) counted.push_back(count_stream(stream, min_df));
  const std::vector<std::vector<bool>> kept = most_frequent(counted, max_features);
  std::vector<std::uint32_t> first_units;
  for (std::size_t s = 0; s < streams.size(); ++s) {
    append_stream(streams[s], counted[s], kept[s], data);
    first_units.push_back(data.streams.back().first_unit);
  }
  if (!data.index.build(data.units, first_units, data.nodes)) std::abort();  // each was added once
}

SparseMatrix count_features(std::span<const std::string_view> texts, const ModelData& data) {
  SparseMatrix matrix;
  matrix.columns = static_cast<std::uint32_t>(data.nodes.size());
  std::vector<std::uint32_t> hits;
  std::vector<std::uint32_t> columns;
  std::vector<float> counts;
  for (const std::string_view text : texts) {
    hits.clear();
    const std::string folded = normalize(text).text;
    count_ngrams(data, folded, tokenize(folded), [&](std::uint32_t feature, std::size_t) { hits.push_back(feature); });
    std::ranges::sort(hits);
    columns.clear();
    counts.clear();
    for (const std::uint32_t feature : hits) {
      if (columns.empty() || columns.back() != feature) {
        columns.push_back(feature);
        counts.push_back(0);
      }
      ++counts.back();
    }
    matrix.append(columns, counts);
  }
  return matrix;
}

}  // namespace ykien::detail

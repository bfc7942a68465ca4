#include "topic/fit/vocabulary.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "topic/detail/units.h"
#include "topic/fit/corpus_reader.h"

namespace ykien::detail {
namespace {

// The n-grams of one stream, numbered from 0, with the number of texts each stands in.
struct Counted {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> frequency;
  std::vector<std::uint8_t> length;
};

// Where an n-gram stands: it ends at `place` of the sequence.
struct Occurrence {
  std::size_t place;
  std::uint32_t parent;
  std::uint32_t unit;
  std::uint32_t text;
};

// Sorts by one of their numbers, which are below `limit`; equal ones keep their order. `scratch` is
// overwritten.
void sort_by(std::uint32_t Occurrence::*number, std::size_t limit, std::vector<Occurrence>& occurrences,
             std::vector<Occurrence>& scratch) {
  std::vector<std::size_t> next(limit + 1);
  for (const Occurrence& one : occurrences) ++next[one.*number + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  scratch.resize(occurrences.size());
  for (const Occurrence& one : occurrences) scratch[next[one.*number]++] = one;
  occurrences.swap(scratch);
}

// Finds the frequent n-grams of a stream, those of one length after those of the length before.
class Levels {
 public:
  Levels(const EncodedStream& stream, std::uint32_t min_df)
      : stream_(stream), min_df_(min_df), ending_(stream.sequence.size(), kNone) {}

  Counted count() && {
    for (length_ = 1; length_ <= stream_.options.max_n; ++length_) {
      find_candidates();
      sort_by(&Occurrence::unit, stream_.units.size(), found_, scratch_);
      if (length_ > 1) sort_by(&Occurrence::parent, counted_.nodes.size(), found_, scratch_);
      ending_.assign(ending_.size(), kNone);
      keep_frequent();
    }
    return std::move(counted_);
  }

 private:
  // What may be a frequent n-gram of this length, text after text: one whose beginning and end are.
  void find_candidates() {
    found_.clear();
    found_.reserve(stream_.sequence.size());
    for (std::uint32_t text = 0; text + 1 < stream_.text_begin.size(); ++text) {
      const std::size_t begin = stream_.text_begin[text];
      for (std::size_t at = begin; at < stream_.text_begin[text + 1]; ++at) {
        const std::uint32_t unit = stream_.sequence[at];
        if (unit == kNone) continue;
        if (length_ == 1) {
          found_.push_back({at, kNone, unit, text});
        } else if (at != begin && ending_[at - 1] != kNone && ending_[at] != kNone) {
          found_.push_back({at, ending_[at - 1], unit, text});
        }
      }
    }
  }

  // Appends the n-grams that stand in enough texts, and writes them where they end. What was found is sorted
  // by parent, unit and text.
  void keep_frequent() {
    const std::span<const Occurrence> sorted = found_;
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
      std::uint32_t texts = 0;
      const Occurrence& first = sorted[begin];
      for (; end < sorted.size() && sorted[end].parent == first.parent && sorted[end].unit == first.unit;
           ++end)
        texts += end == begin || sorted[end].text != sorted[end - 1].text ? 1 : 0;
      if (texts < min_df_) continue;
      for (std::size_t i = begin; i < end; ++i)
        ending_[sorted[i].place] = static_cast<std::uint32_t>(counted_.nodes.size());
      counted_.nodes.push_back({first.parent, first.unit});
      counted_.frequency.push_back(texts);
      counted_.length.push_back(static_cast<std::uint8_t>(length_));
    }
  }

  const EncodedStream& stream_;
  std::uint32_t min_df_;
  std::uint32_t length_ = 1;
  Counted counted_;
  std::vector<Occurrence> found_;
  std::vector<Occurrence> scratch_;
  // For each place in the sequence the frequent n-gram of the last length that ends there, or kNone.
  std::vector<std::uint32_t> ending_;
};

struct Place {
  std::uint64_t rank;  // the frequent ones first, of equally frequent ones the shorter
  std::uint32_t stream, node;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// The most frequent n-grams over all streams, as one flag for each n-gram of each stream.
std::vector<std::vector<bool>> most_frequent(const std::vector<Counted>& all, std::uint32_t most) {
  std::vector<Place> places;
  std::vector<std::vector<bool>> kept;
  for (std::uint32_t s = 0; s < all.size(); ++s) {
    kept.emplace_back(all[s].nodes.size(), false);
    for (std::uint32_t i = 0; i < all[s].nodes.size(); ++i) {
      const std::uint64_t frequency = all[s].frequency[i];
      places.push_back({((UINT32_MAX - frequency) << 8) | all[s].length[i], s, i});
    }
  }
  if (most == 0 || places.size() <= most) {
    for (auto& flags : kept) flags.assign(flags.size(), true);
    return kept;
  }
  // A beginning is at least as frequent as the n-gram and shorter, so it is kept too.
  std::ranges::nth_element(places, places.begin() + static_cast<std::ptrdiff_t>(most));
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

void build_vocabulary(std::span<const EncodedStream> streams, std::uint32_t min_df,
                      std::uint32_t max_features, ModelData& data) {
  std::vector<Counted> counted;
  for (const EncodedStream& stream : streams) counted.push_back(Levels(stream, min_df).count());
  const std::vector<std::vector<bool>> kept = most_frequent(counted, max_features);
  std::vector<std::uint32_t> first_units;
  for (std::size_t s = 0; s < streams.size(); ++s) {
    append_stream(streams[s], counted[s], kept[s], data);
    first_units.push_back(data.streams.back().first_unit);
  }
  if (!data.index.build(data.units, first_units, data.nodes)) std::abort();  // each was added once
}

namespace {

// Counts the features of a text, one after the other, and gives them in order. A bit for each feature that
// was seen, and one for each 64 of those, find them again without a sort.
class FeatureCounts {
 public:
  explicit FeatureCounts(std::size_t features)
      : counts_(features), seen_(features / 64 + 1), words_(seen_.size() / 64 + 1) {}

  void add(std::uint32_t feature) noexcept {
    ++counts_[feature];
    seen_[feature / 64] |= std::uint64_t{1} << (feature % 64);
    words_[feature / 64 / 64] |= std::uint64_t{1} << (feature / 64 % 64);
  }

  // Appends a row of what was counted, and begins again.
  void append_to(SparseMatrix& matrix) {
    for (std::size_t block = 0; block < words_.size(); ++block) {
      for (std::uint64_t words = std::exchange(words_[block], 0); words != 0; words &= words - 1) {
        const std::size_t word = block * 64 + static_cast<std::size_t>(std::countr_zero(words));
        for (std::uint64_t bits = std::exchange(seen_[word], 0); bits != 0; bits &= bits - 1) {
          const std::size_t feature = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
          matrix.column.push_back(static_cast<std::uint32_t>(feature));
          matrix.value.push_back(static_cast<float>(std::exchange(counts_[feature], 0)));
        }
      }
    }
    matrix.row_begin.push_back(matrix.column.size());
  }

 private:
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint64_t> seen_;
  std::vector<std::uint64_t> words_;
};

// Counts the n-grams of stream number `s` in one text, whose units may be kNone.
void count_stream(std::span<const std::uint32_t> units, std::size_t s, const ModelData& data,
                  FeatureCounts& counts) {
  const StreamOptions& options = data.streams[s].options;
  NgramChain chain;
  if (data.features.mark_start && !units.empty()) {
    chain.start_after(data.index, units.front());
    units = units.subspan(1);
  }
  for (const std::uint32_t unit : units) {
    chain.next(data.index, unit, options.min_n, options.max_n,
               [&counts](std::uint32_t feature) { counts.add(feature); });
  }
}

SparseMatrix no_rows(const ModelData& data) {
  SparseMatrix matrix;
  matrix.columns = static_cast<std::uint32_t>(data.nodes.size());
  return matrix;
}

}  // namespace

SparseMatrix count_features(std::span<const std::string_view> texts, const ModelData& data) {
  SparseMatrix matrix = no_rows(data);
  FeatureCounts counts(data.nodes.size());
  CorpusReader reader(data.features, [&data](std::size_t stream, std::string_view reading) {
    return data.index.unit(stream, reading);
  });
  for (const std::string_view text : texts) {
    reader.read(text);
    for (std::size_t s = 0; s < data.streams.size(); ++s) count_stream(reader.units(s), s, data, counts);
    counts.append_to(matrix);
  }
  return matrix;
}

SparseMatrix count_features(std::span<const EncodedStream> texts, const ModelData& data) {
  SparseMatrix matrix = no_rows(data);
  FeatureCounts counts(data.nodes.size());
  std::vector<std::vector<std::uint32_t>> number;  // of the model, by stream and number in the corpus
  for (std::size_t s = 0; s < texts.size(); ++s) {
    number.emplace_back();
    for (const std::string& unit : texts[s].units) number[s].push_back(data.index.unit(s, unit));
  }
  std::vector<std::uint32_t> units;
  for (std::size_t text = 0; text + 1 < texts[0].text_begin.size(); ++text) {
    for (std::size_t s = 0; s < texts.size(); ++s) {
      if (texts[s].read[text] == 0) continue;
      units.clear();
      for (const std::uint32_t unit : texts[s].text(text))
        units.push_back(unit == kNone ? kNone : number[s][unit]);
      count_stream(units, s, data, counts);
    }
    counts.append_to(matrix);
  }
  return matrix;
}

}  // namespace ykien::detail

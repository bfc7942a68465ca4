#include "text/fit/span_counts.h"

#include <algorithm>
#include <array>

namespace ykien::detail {
namespace {

struct SpanLabel {
  bool word = false;
  bool possible = false;  // but not a word for certain
};

// `first` and `length` units of the line.
SpanLabel label_of(const LabelledLine& line, std::size_t first, std::size_t length) noexcept {
  const std::size_t last = first + length - 1;
  const Gap before = line.before(first);
  const Gap after = line.after(last);
  bool word = before == Gap::apart && after == Gap::apart;
  bool possible = before != Gap::joined && after != Gap::joined;
  for (std::size_t gap = first; gap < last; ++gap) {
    word = word && line.gaps[gap] == Gap::joined;
    possible = possible && line.gaps[gap] != Gap::apart;
  }
  return {word, possible && !word};
}

constexpr std::uint32_t minus(std::uint32_t count, std::uint32_t less) noexcept {
  return count - std::min(count, less);
}

}  // namespace

std::uint8_t span_code(const SpanCount& count) noexcept {
  const auto share = [&](std::uint32_t part) { return static_cast<double>(part) / std::max(count.seen, 1U); };
  if (count.words > 0) {
    const int often = count.words < 2 ? 0 : count.words < 4 ? 1 : count.words < 20 ? 2 : 3;
    const double ratio = share(count.words);
    const int sure = ratio < 0.1 ? 0 : ratio < 0.35 ? 1 : ratio < 0.7 ? 2 : ratio < 0.95 ? 3 : 4;
    return static_cast<std::uint8_t>(1 + often * 5 + sure);
  }
  if (count.possible == 0) return 0;
  const int often = count.possible < 2 ? 0 : count.possible < 4 ? 1 : 2;
  return static_cast<std::uint8_t>(21 + often * 2 + (share(count.possible) > 0.5 ? 1 : 0));
}

void SpanCounts::hash_spans(const LabelledLine& line) { set_units(line.units, reading_, false, line_); }

void SpanCounts::find(const LabelledLine& line) {
  hash_spans(line);
  std::array<std::uint64_t, kLongestSpan + 1> beginnings{};  // by their length
  each_span(line_, [&](std::size_t first, std::size_t length, std::uint64_t hash) {
    beginnings[length] = hash;
    const SpanLabel label = label_of(line, first, length);
    if (!label.word && !label.possible) return;
    counts_.try_emplace(hash);
    for (std::size_t shorter = 2; shorter < length; ++shorter) counts_[beginnings[shorter]].longer = true;
  });
}

void SpanCounts::count(const LabelledLine& line, std::uint32_t weight) {
  hash_spans(line);
  each_span(line_, [&](std::size_t first, std::size_t length, std::uint64_t hash) {
    const auto found = counts_.find(hash);
    if (found == counts_.end()) return;
    const SpanLabel label = label_of(line, first, length);
    found->second.seen += weight;
    found->second.words += label.word ? weight : 0;
    found->second.possible += label.possible ? weight : 0;
  });
}

void SpanCounts::set_codes_without(const LabelledLine& labelled, std::uint32_t weight,
                                   SegmentLine& line) const {
  each_span(line, [&](std::size_t first, std::size_t length, std::uint64_t hash) {
    std::uint8_t& code = line.code_of(first, length);
    code = 0;
    const auto found = counts_.find(hash);
    if (found == counts_.end()) return;
    const SpanLabel label = label_of(labelled, first, length);
    SpanCount count = found->second;
    count.seen = minus(count.seen, weight);
    count.words = minus(count.words, label.word ? weight : 0);
    count.possible = minus(count.possible, label.possible ? weight : 0);
    code = span_code(count);
  });
}

std::vector<std::uint32_t> SpanCounts::table() const {
  std::vector<SpanTable::Entry> entries;
  for (const auto& [hash, count] : counts_) entries.push_back({hash, {span_code(count), count.longer}});
  std::ranges::sort(entries, {}, &SpanTable::Entry::hash);  // not the order of the map
  return SpanTable::build(entries);
}

}  // namespace ykien::detail

#include "ykien/topic/explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "topic/detail/count_ngrams.h"
#include "topic/detail/read_text.h"
#include "ykien/text/normalize.h"

namespace ykien {
namespace {

using Places = std::map<std::uint32_t, std::vector<Range>>;  // by feature: where it stands in the folded text

// The token that an n-gram begins with: its units ago, counting only tokens that are units.
std::size_t first_token(const Model& model, std::uint32_t feature, std::string_view folded,
                        std::span<const Token> tokens, std::size_t last) {
  const detail::ModelData& data = model.data();
  for (std::uint32_t at = data.nodes[feature].parent; at != detail::kNone; at = data.nodes[at].parent) {
    if (data.units[data.nodes[at].unit] == detail::kStartUnit) break;  // stands for no token
    do --last;
    while (feature_unit(folded, tokens[last]).empty());
  }
  return last;
}

Places find_places(const Model& model, std::string_view folded, std::span<const Token> tokens) {
  Places places;
  detail::count_ngrams(model.data(), folded, tokens, [&](std::uint32_t feature, std::size_t last) {
    const std::size_t first = first_token(model, feature, folded, tokens, last);
    places[feature].push_back({tokens[first].range.begin, tokens[last].range.end});
  });
  return places;
}

Contribution contribution(const Model& model, std::uint32_t feature, float value, const std::vector<Range>& places,
                          const OffsetMap& offsets) {
  Contribution result;
  result.feature = feature;
  result.ngram = feature_name(model, feature);
  result.stream = feature_stream(model, feature);
  const std::size_t topics = model.topics().size();
  for (std::size_t k = 0; k < topics; ++k) result.moved.push_back(value * model.data().weights[feature * topics + k]);
  for (const Range place : places) result.sources.push_back(offsets.source(place));
  return result;
}

// How much a contribution sets `topic` apart: its part beyond the mean over the topics.
float weight_for(const Contribution& contribution, std::uint32_t topic) {
  float sum = 0;
  for (const float moved : contribution.moved) sum += moved;
  return std::abs(contribution.moved[topic] - sum / static_cast<float>(contribution.moved.size()));
}

}  // namespace

Explanation explain(const Model& model, std::string_view utf8, std::size_t most, const AccentModel* accents) {
  const auto [folded, tokens] = detail::read_text(model, utf8, accents);
  const SparseVector vector = vectorize(model, folded.text, tokens);
  Places places = find_places(model, folded.text, tokens);
  Explanation result;
  result.logits = score(model, vector);
  result.bias = model.data().bias;
  result.decision = decide(model, result.logits, vector.known());
  for (std::size_t i = 0; i < vector.ids.size(); ++i) {
    result.contributions.push_back(
        contribution(model, vector.ids[i], vector.values[i], places[vector.ids[i]], folded.offsets));
  }
  const std::uint32_t topic = result.decision.topic();
  std::ranges::stable_sort(result.contributions, [topic](const Contribution& a, const Contribution& b) {
    return weight_for(a, topic) > weight_for(b, topic);
  });
  if (most != 0 && result.contributions.size() > most) result.contributions.resize(most);
  return result;
}

}  // namespace ykien

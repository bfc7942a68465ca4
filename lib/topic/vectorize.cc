#include "ykien/topic/vectorize.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "topic/detail/count_ngrams.h"

namespace ykien {
namespace {

// Numbers of more bytes say no more about the topic than that there is a number; short ones do (16, 116, 2021).
constexpr std::uint32_t kLongestKeptNumber = 4;

using Counts = std::map<std::uint32_t, std::uint32_t>;

float term_frequency(std::uint32_t count, bool sublinear) {
  const auto tf = static_cast<double>(count);
  return static_cast<float>(sublinear ? 1 + std::log(tf) : tf);
}

void scale_to_length_one(std::vector<float>& values) {
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  if (squares == 0) return;
  const double length = std::sqrt(squares);
  for (float& value : values) value = static_cast<float>(value / length);
}

const detail::Stream& stream_of(const Model& model, std::uint32_t feature) {
  const auto holds = [feature](const detail::Stream& stream) {
    return feature - stream.first_feature < stream.feature_count;
  };
  return *std::ranges::find_if(model.data().streams, holds);
}

}  // namespace

std::string_view feature_unit(std::string_view folded, const Token& token) noexcept {
  switch (token.kind) {
    case TokenKind::punctuation: return {};
    case TokenKind::number: return token.range.size() <= kLongestKeptNumber ? slice(folded, token.range) : "<số>";
    case TokenKind::date: return "<ngày>";
    case TokenKind::time: return "<giờ>";
    case TokenKind::money: return "<tiền>";
    case TokenKind::url: return "<url>";
    case TokenKind::email: return "<email>";
    case TokenKind::phone: return "<điện thoại>";
    case TokenKind::syllable:
    case TokenKind::document:
    case TokenKind::emoji: break;
  }
  return slice(folded, token.range);
}

SparseVector vectorize(const Model& model, std::string_view folded, std::span<const Token> tokens) {
  Counts counts;
  detail::count_ngrams(model.data(), folded, tokens, [&](std::uint32_t feature, std::size_t) { ++counts[feature]; });
  SparseVector vector;
  for (const auto& [feature, count] : counts) {
    vector.ids.push_back(feature);
    vector.values.push_back(term_frequency(count, model.features().sublinear_tf) * model.data().idf[feature]);
  }
  if (model.features().l2_norm) scale_to_length_one(vector.values);
  return vector;
}

std::string feature_name(const Model& model, std::uint32_t feature) {
  const detail::ModelData& data = model.data();
  std::string name;
  for (std::uint32_t at = feature; at != detail::kNone; at = data.nodes[at].parent) {
    name = data.units[data.nodes[at].unit] + (name.empty() ? "" : " ") + name;
  }
  return name;
}

StreamKind feature_stream(const Model& model, std::uint32_t feature) { return stream_of(model, feature).options.kind; }

}  // namespace ykien

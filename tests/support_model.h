// Small models for tests: a real vocabulary of given texts, and weights that look like nothing but are fixed.
#ifndef YKIEN_TESTS_SUPPORT_MODEL_H_
#define YKIEN_TESTS_SUPPORT_MODEL_H_

#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "topic/detail/model_data.h"
#include "topic/fit/vocabulary.h"
#include "ykien/topic/model.h"

namespace ykien::test {

// Texts with what real ones have: numbers, dates, repeated words, capitals, punctuation.
inline const std::vector<std::string_view>& some_texts() {
  static const std::vector<std::string_view> texts = {
      "Tổ dân phố 7 họp, tổ dân phố thu quỹ 50.000đ một hộ mà không công khai.",
      "Cán bộ phường thu quỹ của tổ dân phố, gọi 0905.123.456 không ai nghe máy.",
      "Đường hẻm 45/12 ngập nước, đường hư, đường tối; ngày 24/7/2021 ngập tới gối 👍",
      "Tổ trưởng thu quỹ không công khai, bà con hòa thuận cũng phải hỏi.",
      "Ngập nước!!! Ngập nước hoài, 7h30 đã ngập.",
      "NQ 15/2021/NQ-HĐND hỗ trợ hộ nghèo, hộ tôi chưa nhận được đồng nào",
      "Tổ COVID cộng đồng đi từng nhà, phát phiếu đi chợ, tổ COVID rất nhiệt tình",
      "hỗ trợ hộ nghèo chưa nhận được, hỏi phường thì phường kêu chờ",
      "to dan pho hop hoai khong thay ai noi gi, duong ngap nuoc",
      "Tổ dân phố 7 họp hoài không thấy ai nói gì, đường hẻm ngập nước"};
  return texts;
}

inline FeatureOptions two_streams() { return FeatureOptions{}; }

// idf as in vectorize.h.
inline std::vector<float> idf_of(const SparseMatrix& counts) {
  std::vector<std::uint32_t> frequency(counts.columns);
  for (const std::uint32_t column : counts.column) ++frequency[column];
  std::vector<float> idf;
  for (const std::uint32_t df : frequency) {
    const double value = std::log((1.0 + static_cast<double>(counts.rows())) / (1.0 + df)) + 1;
    idf.push_back(df == 0 ? 0 : static_cast<float>(value));  // in no text: it only leads to longer ones
  }
  return idf;
}

inline std::shared_ptr<detail::ModelData> toy_data(const std::vector<std::string_view>& texts, const FeatureOptions& options,
                                                   std::uint32_t min_df, std::size_t topics) {
  auto data = std::make_shared<detail::ModelData>();
  data->features = options;
  const std::vector<detail::EncodedStream> streams = detail::encode(texts, options, min_df);
  detail::build_vocabulary(streams, min_df, 0, *data);
  data->idf = idf_of(detail::count_features(texts, *data));
  for (std::size_t k = 0; k < topics; ++k) {
    const std::string id = "topic" + std::to_string(k);
    data->topics.push_back({id, "Chủ đề " + std::to_string(k), "Topic " + std::to_string(k)});
    data->bias.push_back(0.1F * static_cast<float>(k));
    data->calibration.bias.push_back(0.05F * static_cast<float>(topics - k));
  }
  for (std::size_t i = 0; i < data->nodes.size() * topics; ++i) {
    const std::uint64_t bits = detail::mix(i + 1);
    data->weights.push_back(static_cast<float>(static_cast<double>(bits >> 40) / (1 << 23) - 1) * 4);
  }
  data->calibration.scale = 1.25F;
  data->facts = {{"name", "toy"}, {"made_by", "tests"}};
  data->samples = {{std::string(texts[0]), 0, 1}};
  data->sample_accuracy = 0.5F;
  data->finish("toy");
  return data;
}

inline Model toy_model(const FeatureOptions& options = two_streams(), std::uint32_t min_df = 1, std::size_t topics = 7) {
  return Model(toy_data(some_texts(), options, min_df, topics));
}

}  // namespace ykien::test

#endif  // YKIEN_TESTS_SUPPORT_MODEL_H_

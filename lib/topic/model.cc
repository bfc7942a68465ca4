#include "ykien/topic/model.h"

#include <cstdio>

#include "base/detail/file.h"
#include "topic/detail/civic_bytes.h"
#include "topic/detail/model_data.h"
#include "ykien/base/error.h"
#include "ykien/topic/classify.h"

namespace ykien {
Model Model::load(const std::string& path) {
  return from_bytes(detail::read_file(path, "the model"), path);
}

Model Model::from_bytes(std::string_view bytes, const std::string& name) {
  return Model(std::make_shared<const detail::ModelData>(detail::read_model(bytes, name)));
}

void detail::require_self_test(const Model& model, const std::string& name) {
  if (self_test(model).passed()) return;
  throw Error(ErrorCode::damaged, name, "its samples come out otherwise than when it was made",
              "install ykien again, or use a model that 'ykien train' made");
}

namespace {

Model load_civic() {
  const std::string name = "the compiled-in model";
  Model model = Model::from_bytes(detail::civic_bytes(), name);
#ifndef NDEBUG
  detail::require_self_test(model, name);
#endif
  return model;
}

}  // namespace

const Model& Model::civic() {
  static const Model model = load_civic();
  return model;
}

std::string Model::to_bytes() const { return detail::write_model(*data_); }

std::span<const Topic> Model::topics() const noexcept { return data_->topics; }

std::uint32_t Model::topic_index(std::string_view id) const {
  std::string known;
  for (std::uint32_t i = 0; i < data_->topics.size(); ++i) {
    if (data_->topics[i].id == id) return i;
    known += (known.empty() ? "" : ", ") + data_->topics[i].id;
  }
  throw Error(ErrorCode::not_found, "topic '" + std::string(id) + "'", "the model has no such topic",
              "choose one of " + known);
}

const FeatureOptions& Model::features() const noexcept { return data_->features; }
std::size_t Model::feature_count() const noexcept { return data_->nodes.size(); }
std::span<const Fact> Model::facts() const noexcept { return data_->facts; }
std::span<const Sample> Model::samples() const noexcept { return data_->samples; }
float Model::sample_accuracy() const noexcept { return data_->sample_accuracy; }
float Model::review_threshold() const noexcept { return data_->review_threshold; }
float Model::secondary_threshold() const noexcept { return data_->secondary_threshold; }

std::string Model::checksum() const {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx",
                static_cast<unsigned long long>(detail::hash_bytes(to_bytes())));
  return digits;
}

}  // namespace ykien

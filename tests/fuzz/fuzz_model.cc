// Any bytes as a model file, and model files with good checksums and wild numbers: refused with an Error or usable.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "topic/detail/model_data.h"
#include "ykien/base/error.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/explain.h"

namespace {

using ykien::detail::ModelData;

void use(const ykien::Model& model) {
  const ykien::Classifier classifier(model);
  ykien::Workspace workspace;
  classifier.classify("Tổ dân phố 7 họp, to dan pho thu quỹ", workspace);
  ykien::explain(model, "Tổ dân phố 7 họp");
  ykien::self_test(model);
}

ModelData small() {
  ModelData data;
  data.topics = {{"a", "A", "A"}, {"b", "B", "B"}};
  data.features.streams = {{ykien::StreamKind::accented, 1, 2}, {ykien::StreamKind::plain, 1, 1}};
  data.streams = {{data.features.streams[0], 0, 3, 0, 4}, {data.features.streams[1], 3, 1, 4, 1}};
  data.units = {"dân", "phố", "tổ", "to"};
  data.nodes = {{ykien::detail::kNone, 0}, {ykien::detail::kNone, 1}, {ykien::detail::kNone, 2}, {2, 0}, {ykien::detail::kNone, 3}};
  data.idf = {1, 1, 1, 2, 1};
  data.weights = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
  data.bias = {0, 0};
  data.calibration.bias = {0, 0};
  data.samples = {{"tổ dân phố", 0, 1}};
  return data;
}

// Reads the input as orders: which number to overwrite with what.
class Orders {
 public:
  explicit Orders(std::string_view bytes) : bytes_(bytes) {}
  bool left() const { return bytes_.size() >= 6; }
  template <typename T>
  T take() {
    T value{};
    const std::size_t size = std::min(sizeof value, bytes_.size());
    std::memcpy(&value, bytes_.data(), size);
    bytes_.remove_prefix(size);
    return value;
  }

 private:
  std::string_view bytes_;
};

template <typename T>
T& any_of(std::vector<T>& values, std::uint8_t pick) {
  if (values.empty()) values.emplace_back();
  return values[pick % values.size()];
}

void obey(Orders& orders, ModelData& data) {
  const auto field = orders.take<std::uint8_t>();
  const auto pick = orders.take<std::uint8_t>();
  const auto number = orders.take<std::uint32_t>();
  float real;
  std::memcpy(&real, &number, sizeof real);
  switch (field % 16) {
    case 0: any_of(data.nodes, pick).parent = number; break;
    case 1: any_of(data.nodes, pick).unit = number; break;
    case 2: any_of(data.idf, pick) = real; break;
    case 3: any_of(data.weights, pick) = real; break;
    case 4: any_of(data.bias, pick) = real; break;
    case 5: data.calibration.scale = real; break;
    case 6: any_of(data.streams, pick).first_unit = number; break;
    case 7: any_of(data.streams, pick).unit_count = number; break;
    case 8: any_of(data.streams, pick).first_feature = number; break;
    case 9: any_of(data.streams, pick).feature_count = number; break;
    case 10: any_of(data.streams, pick).options.max_n = number; break;
    case 11: any_of(data.units, pick) = std::string(reinterpret_cast<const char*>(&number), pick % 5U); break;
    case 12: any_of(data.samples, pick).topic = number; break;
    case 13: any_of(data.samples, pick).expected = number; break;
    case 14: data.sample_accuracy = real; break;
    default: data.review_threshold = real; break;
  }
}

void load(const std::string& bytes) {
  try {
    use(ykien::Model::from_bytes(bytes));
  } catch (const ykien::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  load(std::string(reinterpret_cast<const char*>(bytes), size));
  ModelData data = small();
  Orders orders({reinterpret_cast<const char*>(bytes), size});
  while (orders.left()) obey(orders, data);
  load(ykien::detail::write_model(data));
  return 0;
}

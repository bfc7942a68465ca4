// The sections of a topic model and how each is written and read.
#include <array>
#include <cstring>
#include <string>
#include <type_traits>

#include "base/detail/section_file.h"
#include "topic/detail/model_data.h"

namespace ykien::detail {
namespace {

constexpr std::array<std::string_view, 9> kSections = {"topics", "facts",   "features", "units",  "nodes",
                                                       "idf",    "weights", "decide",   "samples"};
constexpr SectionKind kKind = {
    .magic = "YKIENMOD",
    .format = 3,
    .sections = kSections,
    .what = "a ykien model file",
    .cure_other = "name a file that 'ykien train' wrote",
    .cure_older = "train it again with 'ykien train', or use the ykien that wrote it",
    .cure_damaged = "get the file again or train a new model",
};

class Out {
 public:
  template <typename T>
  requires std::is_arithmetic_v<T>
  void number(T value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes += value;
  }
  template <typename T>
  void array(const std::vector<T>& values) {
    number(static_cast<std::uint64_t>(values.size()));
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  std::string bytes;
};

class In {
 public:
  In(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  template <typename T>
  requires std::is_arithmetic_v<T> T number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text() {
    const auto size = number<std::uint32_t>();
    return std::string(take(size));
  }
  template <typename T>
  std::vector<T> array() {
    const auto count = number<std::uint64_t>();
    if (count > bytes_.size() / sizeof(T)) fail();
    std::vector<T> values(count);
    const std::string_view taken = take(count * sizeof(T));
    if (count > 0) std::memcpy(values.data(), taken.data(), taken.size());
    return values;
  }
  // A count of things that take at least `least` bytes each.
  std::size_t count(std::size_t least) {
    const auto value = number<std::uint32_t>();
    if (value > bytes_.size() / least) fail();
    return value;
  }
  void end() const {
    if (!bytes_.empty()) fail();
  }
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) fail();
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  [[noreturn]] void fail() const { throw_damaged(kKind, name_, "its parts do not fit together"); }

 private:
  std::string_view bytes_;
  const std::string& name_;
};

void write_topics(const ModelData& data, Out& out) {
  out.number(static_cast<std::uint32_t>(data.topics.size()));
  for (const Topic& topic : data.topics) {
    out.text(topic.id);
    out.text(topic.name);
    out.text(topic.english);
  }
}

void read_topics(ModelData& data, In& in) {
  data.topics.resize(in.count(12));
  for (Topic& topic : data.topics) {
    topic.id = in.text();
    topic.name = in.text();
    topic.english = in.text();
  }
}

void write_facts(const ModelData& data, Out& out) {
  out.number(static_cast<std::uint32_t>(data.facts.size()));
  for (const Fact& fact : data.facts) {
    out.text(fact.key);
    out.text(fact.value);
  }
}

void read_facts(ModelData& data, In& in) {
  data.facts.resize(in.count(8));
  for (Fact& fact : data.facts) {
    fact.key = in.text();
    fact.value = in.text();
  }
}

void write_features(const ModelData& data, Out& out) {
  out.number(static_cast<std::uint8_t>(data.features.sublinear_tf));
  out.number(static_cast<std::uint8_t>(data.features.l2_norm));
  out.number(data.features.unaccented_share);
  out.number(static_cast<std::uint8_t>(data.features.mark_start));
  out.number(static_cast<std::uint32_t>(data.streams.size()));
  for (const Stream& stream : data.streams) {
    out.number(static_cast<std::uint32_t>(stream.options.kind));
    out.number(stream.options.min_n);
    out.number(stream.options.max_n);
    out.number(stream.options.weight);
    out.number(stream.first_unit);
    out.number(stream.unit_count);
    out.number(stream.first_feature);
    out.number(stream.feature_count);
  }
}

bool read_flag(In& in) {
  const auto value = in.number<std::uint8_t>();
  if (value > 1) in.fail();
  return value == 1;
}

void read_features(ModelData& data, In& in) {
  data.features.sublinear_tf = read_flag(in);
  data.features.l2_norm = read_flag(in);
  data.features.unaccented_share = in.number<float>();
  data.features.mark_start = read_flag(in);
  data.streams.resize(in.count(32));
  data.features.streams.clear();
  for (Stream& stream : data.streams) {
    const auto kind = in.number<std::uint32_t>();
    if (kind > static_cast<std::uint32_t>(StreamKind::unaccented)) in.fail();
    stream.options.kind = static_cast<StreamKind>(kind);
    stream.options.min_n = in.number<std::uint32_t>();
    stream.options.max_n = in.number<std::uint32_t>();
    stream.options.weight = in.number<float>();
    stream.first_unit = in.number<std::uint32_t>();
    stream.unit_count = in.number<std::uint32_t>();
    stream.first_feature = in.number<std::uint32_t>();
    stream.feature_count = in.number<std::uint32_t>();
    data.features.streams.push_back(stream.options);
  }
}

void write_units(const ModelData& data, Out& out) {
  out.number(static_cast<std::uint32_t>(data.units.size()));
  for (const std::string& unit : data.units) out.text(unit);
}

void read_units(ModelData& data, In& in) {
  data.units.resize(in.count(4));
  for (std::string& unit : data.units) unit = in.text();
}

void write_decide(const ModelData& data, Out& out) {
  out.array(data.bias);
  out.number(data.calibration.scale);
  out.array(data.calibration.bias);
  out.number(data.review_threshold);
  out.number(data.secondary_threshold);
}

void read_decide(ModelData& data, In& in) {
  data.bias = in.array<float>();
  data.calibration.scale = in.number<float>();
  data.calibration.bias = in.array<float>();
  data.review_threshold = in.number<float>();
  data.secondary_threshold = in.number<float>();
}

void write_samples(const ModelData& data, Out& out) {
  out.number(data.sample_accuracy);
  out.number(static_cast<std::uint32_t>(data.samples.size()));
  for (const Sample& sample : data.samples) {
    out.number(sample.topic);
    out.number(sample.expected);
    out.text(sample.text);
  }
}

void read_samples(ModelData& data, In& in) {
  data.sample_accuracy = in.number<float>();
  data.samples.resize(in.count(12));
  for (Sample& sample : data.samples) {
    sample.topic = in.number<std::uint32_t>();
    sample.expected = in.number<std::uint32_t>();
    sample.text = in.text();
  }
}

// In the order of kSections.
struct SectionCode {
  void (*write)(const ModelData&, Out&);
  void (*read)(ModelData&, In&);
};
constexpr std::array<SectionCode, kSections.size()> kCode = {{
    {write_topics, read_topics},
    {write_facts, read_facts},
    {write_features, read_features},
    {write_units, read_units},
    {[](const ModelData& data, Out& out) { out.array(data.nodes); },
     [](ModelData& data, In& in) { data.nodes = in.array<Node>(); }},
    {[](const ModelData& data, Out& out) { out.array(data.idf); },
     [](ModelData& data, In& in) { data.idf = in.array<float>(); }},
    {[](const ModelData& data, Out& out) { out.array(data.weights); },
     [](ModelData& data, In& in) { data.weights = in.array<float>(); }},
    {write_decide, read_decide},
    {write_samples, read_samples},
}};

}  // namespace

std::string write_model(const ModelData& data) {
  std::array<std::string, kSections.size()> bodies;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    Out section;
    kCode[i].write(data, section);
    bodies[i] = std::move(section.bytes);
  }
  return write_sections(kKind, bodies);
}

ModelData read_model(std::string_view bytes, const std::string& name) {
  const std::vector<std::string_view> bodies = read_sections(kKind, bytes, name);
  ModelData data;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    In in(bodies[i], name);
    kCode[i].read(data, in);
    in.end();
  }
  data.finish(name);
  return data;
}

}  // namespace ykien::detail

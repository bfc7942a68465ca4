// The model file: a header, a table of sections, sections at multiples of 64 bytes; little-endian throughout.
//
//   header   8 magic, u32 format, u32 sections, u64 file size, u64 checksum of header and table, zeros to 64
//   table    for each section: 16 name (zero-filled), u64 offset, u64 length, u64 checksum, zeros to 64
//   sections each padded with zeros
//
// Every byte of the file is under a checksum or must be zero, so that any single damage is found.
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <type_traits>

#include "topic/detail/model_data.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the model file is read in place: little-endian only");

constexpr std::string_view kMagic("YKIENMOD", 8);
constexpr std::uint32_t kFormat = 2;
constexpr std::size_t kAlign = 64;
constexpr std::array<std::string_view, 9> kSections = {"topics", "facts",   "features", "units",  "nodes",
                                                       "idf",    "weights", "decide",   "samples"};

// A bijection of the state for each word read: one changed word always changes the sum.
std::uint64_t checksum(std::string_view bytes) noexcept {
  std::uint64_t sum = 0x9E3779B97F4A7C15U ^ bytes.size();
  const auto add = [&sum](std::uint64_t word) { sum = std::rotl((sum ^ word) * 0xD6E8FEB86659FD93U, 31); };
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    add(word);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  add(word);
  return mix(sum);
}

constexpr std::size_t aligned(std::size_t size) noexcept { return (size + kAlign - 1) / kAlign * kAlign; }

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
  void pad() { bytes.resize(aligned(bytes.size()), '\0'); }
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
  [[noreturn]] void fail() const {
    throw Error(ErrorCode::damaged, name_, "the model file is damaged: its parts do not fit together",
                "get the file again or train a new model");
  }

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
  data.streams.resize(in.count(32));
  data.features.streams.clear();
  for (Stream& stream : data.streams) {
    const auto kind = in.number<std::uint32_t>();
    if (kind > static_cast<std::uint32_t>(StreamKind::plain)) in.fail();
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

constexpr std::size_t kHead = kAlign * (1 + kSections.size());

bool all_zero(std::string_view bytes) noexcept {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

std::string head_of(std::uint64_t file_size, std::uint64_t sum, const std::string& table) {
  Out head;
  head.bytes = kMagic;
  head.number(kFormat);
  head.number(static_cast<std::uint32_t>(kSections.size()));
  head.number(file_size);
  head.number(sum);
  head.pad();
  return head.bytes + table;
}

[[noreturn]] void not_a_model(const std::string& name) {
  throw Error(ErrorCode::damaged, name, "this is not a ykien model file",
              "name a file that 'ykien train' wrote");
}

// Checks magic, format, size and the checksum of the header and the table.
void check_head(std::string_view bytes, const std::string& name) {
  if (bytes.size() < 16 || !bytes.starts_with(kMagic)) not_a_model(name);
  In in(bytes.substr(kMagic.size()), name);
  if (const auto format = in.number<std::uint32_t>(); format != kFormat) {
    throw Error(ErrorCode::version, name,
                "the model has format " + std::to_string(format) + ", this library reads format " +
                    std::to_string(kFormat),
                "use the ykien that wrote it, or train it again with this one");
  }
  if (in.number<std::uint32_t>() != kSections.size() || bytes.size() < kHead) in.fail();
  const auto size = in.number<std::uint64_t>();
  const auto sum = in.number<std::uint64_t>();
  if (size != bytes.size()) {
    throw Error(ErrorCode::damaged, name,
                "the model file is damaged: it has " + std::to_string(bytes.size()) +
                    " bytes and should have " + std::to_string(size),
                "get the file again or train a new model");
  }
  const std::string table(bytes.substr(kAlign, kHead - kAlign));
  const std::string expected = head_of(size, sum, table);
  if (bytes.substr(0, kHead) != expected || checksum(head_of(size, 0, table)) != sum) in.fail();
}

}  // namespace

std::string write_model(const ModelData& data) {
  Out table;
  Out body;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    Out section;
    kCode[i].write(data, section);
    std::string name(kSections[i]);
    name.resize(16, '\0');
    table.bytes += name;
    table.number(static_cast<std::uint64_t>(kHead + body.bytes.size()));
    table.number(static_cast<std::uint64_t>(section.bytes.size()));
    table.number(checksum(section.bytes));
    table.pad();
    body.bytes += section.bytes;
    body.pad();
  }
  const std::uint64_t size = kHead + body.bytes.size();
  const std::uint64_t sum = checksum(head_of(size, 0, table.bytes));
  return head_of(size, sum, table.bytes) + body.bytes;
}

ModelData read_model(std::string_view bytes, const std::string& name) {
  check_head(bytes, name);
  ModelData data;
  std::size_t at = kHead;
  In table(bytes.substr(kAlign, kHead - kAlign), name);
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const std::string_view section_name = table.take(16);
    const auto offset = table.number<std::uint64_t>();
    const auto length = table.number<std::uint64_t>();
    const auto sum = table.number<std::uint64_t>();
    const std::string_view rest = table.take(kAlign - 40);
    const bool named =
        section_name.starts_with(kSections[i]) && all_zero(section_name.substr(kSections[i].size()));
    if (!named || !all_zero(rest) || offset != at || length > bytes.size() - at) table.fail();
    const std::string_view section = bytes.substr(at, length);
    const std::size_t next = at + aligned(length);
    if (next > bytes.size() || !all_zero(bytes.substr(at + length, next - at - length))) table.fail();
    if (checksum(section) != sum) {
      throw Error(
          ErrorCode::damaged, name + "@" + std::to_string(at),
          "the model file is damaged: the checksum of its part '" + std::string(kSections[i]) + "' is wrong",
          "get the file again or train a new model");
    }
    In in(section, name);
    kCode[i].read(data, in);
    in.end();
    at = next;
  }
  if (at != bytes.size()) table.fail();
  data.finish(name);
  return data;
}

}  // namespace ykien::detail

// The model file: a header, a table of sections, sections at multiples of 64 bytes; little-endian throughout.
//
//   header   8 magic, u32 format, u32 sections, u64 file size, u64 checksum of all other bytes, zeros to 64
//   table    for each section: u64 offset, u64 length; zeros to the next multiple of 64
//   sections provenance, lexicon (texts), then for each reading its weights (int8) and spans (u32)
#include <algorithm>
#include <bit>
#include <cstring>

#include "base/detail/section_file.h"
#include "text/detail/segment_data.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the model file is used in place: little-endian only");

constexpr std::string_view kMagic("YKIENWRD", 8);
constexpr std::uint32_t kFormat = 2;
constexpr std::size_t kAlign = 64;
constexpr std::size_t kSections = 2 + 2 * kReadings;
constexpr std::size_t kFirstSection = kAlign + (kSections * 16 + kAlign - 1) / kAlign * kAlign;
constexpr std::size_t kChecksumAt = 24;

constexpr std::size_t aligned(std::size_t size) noexcept { return (size + kAlign - 1) / kAlign * kAlign; }

// Four sums side by side, each a bijection of its state for each word: one changed word always changes the
// result.
class Checksum {
 public:
  void add(std::string_view bytes) noexcept {  // all but the last call with a multiple of 32 bytes
    for (; bytes.size() >= 32; bytes.remove_prefix(32)) step(bytes.data());
    if (bytes.empty()) return;
    char last[32] = {};
    std::memcpy(last, bytes.data(), bytes.size());
    step(last);
  }
  std::uint64_t value() const noexcept {
    std::uint64_t sum = 0;
    for (const std::uint64_t state : states_) sum = chain(sum, state);
    return sum;
  }

 private:
  void step(const char* bytes) noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
      std::uint64_t word;
      std::memcpy(&word, bytes + 8 * i, 8);
      states_[i] = std::rotl((states_[i] ^ word) * 0xD6E8FEB86659FD93U, 31);
    }
  }
  std::uint64_t states_[4] = {1, 2, 3, 4};
};

std::uint64_t checksum(std::string_view file) noexcept {
  char header[kAlign];
  std::memcpy(header, file.data(), kAlign);
  std::memset(header + kChecksumAt, 0, 8);
  Checksum sum;
  sum.add({header, kAlign});
  sum.add(file.substr(kAlign));
  return sum.value();
}

template <typename T>
std::string_view bytes_of(std::span<const T> values) noexcept {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

template <typename T>
void put(std::string& to, std::size_t at, T value) noexcept {
  std::memcpy(to.data() + at, &value, sizeof value);
}

template <typename T>
T number_at(std::string_view bytes, std::size_t at) noexcept {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

[[noreturn]] void damaged(const std::string& name, const char* what) {
  throw Error(ErrorCode::damaged, name, std::string("the word model is damaged: ") + what,
              "get the file again, or use the built-in model");
}

void check_header(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with(kMagic)) {
    throw Error(ErrorCode::damaged, name, "this is not a ykien word model",
                "name a file that holds one, or use the built-in model");
  }
  if (bytes.size() < kFirstSection) damaged(name, "it is cut short");
  if (const auto format = number_at<std::uint32_t>(bytes, 8); format != kFormat)
    throw_version(name, format, kFormat, "use the built-in model, or a file made for this ykien");
  if (number_at<std::uint64_t>(bytes, 16) != bytes.size()) damaged(name, "its length is wrong");
  if (number_at<std::uint64_t>(bytes, kChecksumAt) != checksum(bytes)) damaged(name, "its checksum is wrong");
  if (number_at<std::uint32_t>(bytes, 12) != kSections) damaged(name, "its parts do not fit together");
}

std::string_view section(std::string_view bytes, std::size_t number, const std::string& name) {
  const auto offset = number_at<std::uint64_t>(bytes, kAlign + number * 16);
  const auto length = number_at<std::uint64_t>(bytes, kAlign + number * 16 + 8);
  if (offset % kAlign != 0 || offset > bytes.size() || length > bytes.size() - offset)
    damaged(name, "its parts do not fit together");
  return bytes.substr(offset, length);
}

std::span<const std::int8_t> weights_of(std::string_view bytes, const std::string& name) {
  if (weight_bits(bytes.size()) < 0) damaged(name, "a table has a wrong size");
  return {reinterpret_cast<const std::int8_t*>(bytes.data()), bytes.size()};
}

std::span<const std::uint32_t> spans_of(std::string_view bytes, const std::string& name) {
  const std::span<const std::uint32_t> slots(reinterpret_cast<const std::uint32_t*>(bytes.data()),
                                             bytes.size() / 4);
  if (!std::has_single_bit(slots.size()) || bytes.size() % 4 != 0) damaged(name, "a table has a wrong size");
  if (std::ranges::find(slots, 0U) == slots.end()) damaged(name, "a table is full");
  return slots;
}

}  // namespace

std::string write_segment_model(const SegmentData& data) {
  std::string_view sections[kSections] = {data.provenance, data.lexicon};
  for (std::size_t i = 0; i < kReadings; ++i) {
    sections[2 + 2 * i] = bytes_of(data.streams[i].weights);
    sections[3 + 2 * i] = bytes_of(data.streams[i].spans);
  }
  std::string file(kFirstSection, '\0');
  kMagic.copy(file.data(), kMagic.size());
  put(file, 8, kFormat);
  put(file, 12, static_cast<std::uint32_t>(kSections));
  for (std::size_t i = 0; i < kSections; ++i) {
    put(file, kAlign + i * 16, std::uint64_t{file.size()});
    put(file, kAlign + i * 16 + 8, std::uint64_t{sections[i].size()});
    file += sections[i];
    file.resize(aligned(file.size()), '\0');
  }
  put(file, 16, std::uint64_t{file.size()});
  put(file, kChecksumAt, checksum(file));
  return file;
}

void read_segment_model(std::string_view bytes, const std::string& name, SegmentData& data) {
  check_header(bytes, name);
  data.bytes = bytes;
  data.provenance = section(bytes, 0, name);
  data.lexicon = section(bytes, 1, name);
  for (std::size_t i = 0; i < kReadings; ++i) {
    data.streams[i].weights = weights_of(section(bytes, 2 + 2 * i, name), name);
    data.streams[i].spans = spans_of(section(bytes, 3 + 2 * i, name), name);
  }
  data.dictionary = Dictionary::parse(data.lexicon, name);
}

}  // namespace ykien::detail

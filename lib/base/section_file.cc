#include "base/detail/section_file.h"

#include <bit>
#include <cstring>

#include "base/detail/hash.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

static_assert(std::endian::native == std::endian::little,
              "model files are read in place: little-endian only");

constexpr std::size_t kAlign = 64;
constexpr std::size_t kNameSize = 16;

constexpr std::size_t aligned(std::size_t size) noexcept { return (size + kAlign - 1) / kAlign * kAlign; }

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
  return mix_bits(sum);
}

template <typename T>
void append_number(T value, std::string& to) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void pad(std::string& bytes) { bytes.resize(aligned(bytes.size()), '\0'); }

std::string head_of(const SectionKind& kind, std::uint64_t size, std::uint64_t sum, std::string_view table) {
  std::string head(kind.magic);
  append_number(kind.format, head);
  append_number(static_cast<std::uint32_t>(kind.sections.size()), head);
  append_number(size, head);
  append_number(sum, head);
  pad(head);
  return head.append(table);
}

std::string head_with_checksum(const SectionKind& kind, std::uint64_t size, std::string_view table) {
  return head_of(kind, size, checksum(head_of(kind, size, 0, table)), table);
}

void append_row(std::string_view name, std::uint64_t offset, std::string_view body, std::string& table) {
  std::string row(name);
  row.resize(kNameSize, '\0');
  append_number(offset, row);
  append_number(static_cast<std::uint64_t>(body.size()), row);
  append_number(checksum(body), row);
  pad(row);
  table += row;
}

template <typename T>
T number_at(std::string_view bytes, std::size_t at) noexcept {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// What the table says of section i.
struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
Extent extent(std::string_view table, std::size_t i) noexcept {
  return {number_at<std::uint64_t>(table, i * kAlign + kNameSize),
          number_at<std::uint64_t>(table, i * kAlign + kNameSize + 8)};
}

constexpr std::size_t head_size(const SectionKind& kind) noexcept {
  return kAlign * (1 + kind.sections.size());
}

// Magic, format and size.
void check_start(const SectionKind& kind, std::string_view bytes, const std::string& name) {
  if (bytes.size() < 16 || !bytes.starts_with(kind.magic)) {
    throw Error(ErrorCode::damaged, name, "this is not " + std::string(kind.what),
                std::string(kind.cure_other));
  }
  if (const auto format = number_at<std::uint32_t>(bytes, 8); format != kind.format) {
    throw_version(name, format, kind.format, kind.cure_older);
  }
  if (bytes.size() < head_size(kind)) throw_damaged(kind, name, "it is cut short");
  if (const auto size = number_at<std::uint64_t>(bytes, 16); size != bytes.size()) {
    throw_damaged(
        kind, name,
        "it has " + std::to_string(bytes.size()) + " bytes and should have " + std::to_string(size));
  }
}

// The body that begins at `at`, if the table's extent and the padding agree with that.
std::string_view body_at(const SectionKind& kind, std::string_view bytes, std::size_t at,
                         const Extent& extent, const std::string& name) {
  if (extent.offset != at || extent.length > bytes.size() - at ||
      aligned(extent.length) > bytes.size() - at) {
    throw_damaged(kind, name, "its parts do not fit together");
  }
  const std::string_view padding = bytes.substr(at + extent.length, aligned(extent.length) - extent.length);
  if (padding.find_first_not_of('\0') != padding.npos) throw_damaged(kind, name, "its padding is not empty");
  return bytes.substr(at, extent.length);
}

}  // namespace

void throw_version(const std::string& name, std::uint32_t format, std::uint32_t known,
                   std::string_view cure_older) {
  const bool older = format < known;
  throw Error(ErrorCode::version, name,
              "the model has format " + std::to_string(format) +
                  (older ? ", which is older" : ", which is newer") + " than the format " +
                  std::to_string(known) + " that this ykien reads",
              older ? std::string(cure_older) : "use a newer ykien");
}

void throw_damaged(const SectionKind& kind, const std::string& name, const std::string& how) {
  throw Error(ErrorCode::damaged, name, "the model file is damaged: " + how, std::string(kind.cure_damaged));
}

std::string write_sections(const SectionKind& kind, std::span<const std::string> bodies) {
  const std::size_t head = head_size(kind);
  std::string table;
  std::string all;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    append_row(kind.sections[i], head + all.size(), bodies[i], table);
    all += bodies[i];
    pad(all);
  }
  return head_with_checksum(kind, head + all.size(), table) + all;
}

std::vector<std::string_view> read_sections(const SectionKind& kind, std::string_view bytes,
                                            const std::string& name) {
  check_start(kind, bytes, name);
  const std::size_t head = head_size(kind);
  const std::string_view table = bytes.substr(kAlign, head - kAlign);
  std::string expected;
  std::vector<std::string_view> bodies;
  std::size_t at = head;
  for (std::size_t i = 0; i < kind.sections.size(); ++i) {
    bodies.push_back(body_at(kind, bytes, at, extent(table, i), name));
    append_row(kind.sections[i], at, bodies.back(), expected);
    if (table.substr(expected.size() - kAlign, kAlign) !=
        std::string_view(expected).substr(expected.size() - kAlign)) {
      throw_damaged(kind, name + "@" + std::to_string(at),
                    "the checksum of its part '" + std::string(kind.sections[i]) + "' is wrong");
    }
    at += aligned(bodies.back().size());
  }
  if (at != bytes.size() || bytes.substr(0, head) != head_with_checksum(kind, at, expected)) {
    throw_damaged(kind, name, "a checksum is wrong");
  }
  return bodies;
}

}  // namespace ykien::detail

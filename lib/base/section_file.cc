#include "base/detail/section_file.h"

#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

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

std::uint32_t format_in(std::string_view bytes) noexcept {
  std::uint32_t format;
  std::memcpy(&format, bytes.data() + 8, sizeof format);
  return format;
}

// What the table says of section i: offset and length.
std::pair<std::uint64_t, std::uint64_t> extent(std::string_view table, std::size_t i) noexcept {
  std::uint64_t numbers[2];
  std::memcpy(numbers, table.data() + i * kAlign + kNameSize, sizeof numbers);
  return {numbers[0], numbers[1]};
}

}  // namespace

void throw_damaged(const SectionKind& kind, const std::string& name, const std::string& what) {
  throw Error(ErrorCode::damaged, name, what, std::string(kind.cure));
}

std::string write_sections(const SectionKind& kind, std::span<const std::string> bodies) {
  const std::size_t head = kAlign * (1 + bodies.size());
  std::string table;
  std::string all;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    append_row(kind.sections[i], head + all.size(), bodies[i], table);
    all += bodies[i];
    pad(all);
  }
  return head_with_checksum(kind, head + all.size(), table) + all;
}

// The head and the table are compared with what write_sections() would have written for the sections as they
// stand.
std::vector<std::string_view> read_sections(const SectionKind& kind, std::string_view bytes,
                                            const std::string& name) {
  const std::size_t head = kAlign * (1 + kind.sections.size());
  if (bytes.size() < 16 || !bytes.starts_with(kind.magic))
    throw_damaged(kind, name, "this is not a model of this kind");
  if (const std::uint32_t format = format_in(bytes); format != kind.format) {
    throw Error(ErrorCode::version, name,
                "the model has format " + std::to_string(format) + ", this library reads format " +
                    std::to_string(kind.format),
                std::string(kind.cure));
  }
  if (bytes.size() < head) throw_damaged(kind, name, "the model file is damaged: it is cut short");
  const std::string_view table = bytes.substr(kAlign, head - kAlign);
  std::string expected;
  std::vector<std::string_view> bodies;
  std::size_t at = head;
  for (std::size_t i = 0; i < kind.sections.size(); ++i) {
    const auto [offset, length] = extent(table, i);
    if (offset != at || length > bytes.size() - at || aligned(length) > bytes.size() - at) {
      throw_damaged(kind, name, "the model file is damaged: its parts do not fit together");
    }
    bodies.push_back(bytes.substr(at, length));
    const std::string_view padding = bytes.substr(at + length, aligned(length) - length);
    if (padding.find_first_not_of('\0') != padding.npos)
      throw_damaged(kind, name, "the model file is damaged: its padding");
    append_row(kind.sections[i], offset, bodies.back(), expected);
    at += aligned(length);
  }
  if (at != bytes.size() || bytes.substr(0, head) != head_with_checksum(kind, at, expected)) {
    throw_damaged(kind, name, "the model file is damaged: a checksum is wrong");
  }
  return bodies;
}

std::string read_whole_file(const std::string& path, const std::string& what) {
  const auto fail = [&](int error) {
    throw Error(error == ENOENT ? ErrorCode::not_found : ErrorCode::io, path,
                "cannot read " + what + ": " + std::strerror(error), "check the name and the permissions");
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) fail(EISDIR);
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) fail(errno);
  std::string bytes;
  char piece[1 << 16];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, file.get())) bytes.append(piece, got);
  if (std::ferror(file.get()) != 0) fail(errno);
  return bytes;
}

}  // namespace ykien::detail

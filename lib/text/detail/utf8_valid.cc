#include "text/detail/utf8_valid.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

bool ascii_word(const char* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return (word & 0x8080808080808080U) == 0;
}

// Passes over eight ASCII bytes at a time; for machines without the instructions of the other kernels.
std::size_t utf8_kernel_portable(const char* bytes, std::size_t size) noexcept {
  std::size_t at = 0;
  while (at < size) {
    if (size - at >= 8 && ascii_word(bytes + at)) {
      at += 8;
      continue;
    }
    const CodePoint point = read_code_point(bytes + at, bytes + size);
    if (!point.valid) return at;
    at += point.length;
  }
  return at;
}

struct Kernels {
  std::array<NamedUtf8Kernel, 3> list{};
  std::size_t size = 0;

  Kernels() noexcept {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) list[size++] = {"avx2", utf8_kernel_avx2};
    if (__builtin_cpu_supports("ssse3")) list[size++] = {"ssse3", utf8_kernel_ssse3};
#endif
    list[size++] = {"portable", utf8_kernel_portable};
  }
};

}  // namespace

std::size_t well_formed_by_reading(std::string_view bytes) noexcept {
  const char* const end = bytes.data() + bytes.size();
  for (const char* at = bytes.data(); at < end;) {
    const CodePoint point = read_code_point(at, end);
    if (!point.valid) return static_cast<std::size_t>(at - bytes.data());
    at += point.length;
  }
  return bytes.size();
}

std::span<const NamedUtf8Kernel> utf8_kernels() noexcept {
  static const Kernels kernels;
  return std::span(kernels.list).first(kernels.size);
}

std::size_t well_formed_by(Utf8Kernel kernel, std::string_view bytes) noexcept {
  const std::size_t sure = kernel(bytes.data(), bytes.size());
  return sure == bytes.size() ? sure : sure + well_formed_by_reading(bytes.substr(sure));
}

std::size_t well_formed(std::string_view bytes) noexcept {
  static const Utf8Kernel kernel = utf8_kernels().front().kernel;
  return well_formed_by(kernel, bytes);
}

}  // namespace ykien::detail

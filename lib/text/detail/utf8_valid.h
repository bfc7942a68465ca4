// How far bytes are well-formed UTF-8: a readable function, and kernels of the table-lookup method that must
// agree with it.
#ifndef YKIEN_TEXT_DETAIL_UTF8_VALID_H_
#define YKIEN_TEXT_DETAIL_UTF8_VALID_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien::detail {

// The number of leading bytes that are whole, well-formed sequences (Unicode 15, table 3-7): all of them, or
// the place of the first ill-formed sequence. One code point at a time, as read_code_point() has it.
YKIEN_API std::size_t well_formed_by_reading(std::string_view bytes) noexcept;

// The same by the fastest kernel of this machine. Thread-safe. O(bytes).
YKIEN_API std::size_t well_formed(std::string_view bytes) noexcept;

// bytes[0, result) are whole, well-formed sequences; where that is not all, the first ill-formed sequence
// begins less than kUtf8Block bytes after it.
using Utf8Kernel = std::size_t (*)(const char* bytes, std::size_t size) noexcept;
inline constexpr std::size_t kUtf8Block = 64;

struct NamedUtf8Kernel {
  std::string_view name;  // "avx2", "ssse3", "portable"
  Utf8Kernel kernel;
};

// Those that run on this machine, the fastest first.
YKIEN_API std::span<const NamedUtf8Kernel> utf8_kernels() noexcept;

// The answer of well_formed() by this kernel.
YKIEN_API std::size_t well_formed_by(Utf8Kernel kernel, std::string_view bytes) noexcept;

#if defined(__x86_64__)
std::size_t utf8_kernel_avx2(const char* bytes, std::size_t size) noexcept;
std::size_t utf8_kernel_ssse3(const char* bytes, std::size_t size) noexcept;
#endif

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_UTF8_VALID_H_

#include "text/detail/utf8.h"

#include <array>
#include <bit>
#include <cstring>

namespace ykien::detail {
namespace {

// What may follow a lead byte: how many continuation bytes, and the range of the first of them.
struct Lead {
  std::uint8_t more = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
};

constexpr Lead lead_of(unsigned byte) noexcept {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  return {};
}

constexpr std::array<Lead, 0x100> kLeads = [] {
  std::array<Lead, 0x100> leads{};
  for (unsigned byte = 0; byte < 0x100; ++byte) leads[byte] = lead_of(byte);
  return leads;
}();

}  // namespace

std::uint64_t read_multibyte(const char* at, const char* end) noexcept {
  const auto first = static_cast<unsigned char>(*at);
  if (first == 0xF0 && end - at >= 4) {  // emoji
    static_assert(std::endian::native == std::endian::little);
    std::uint32_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    const bool well_formed = (bytes & 0xC0C0C000U) == 0x80808000U && (bytes & 0x3000U) != 0;
    if (well_formed) {
      const char32_t value = (bytes & 0x3F00U) << 4 | (bytes >> 10 & 0xFC0U) | (bytes >> 24 & 0x3FU);
      return packed({value, 4, true});
    }
  }
  Lead lead = kLeads[first];
  if (lead.more == 0) return packed({kReplacement, 1, false});
  char32_t value = first & (0x3Fu >> lead.more);
  std::uint32_t length = 1;
  for (; length <= lead.more; ++length) {
    if (at + length == end) return packed({kReplacement, length, false});
    const auto byte = static_cast<unsigned char>(at[length]);
    if (byte < lead.low || byte > lead.high) return packed({kReplacement, length, false});
    value = (value << 6) | (byte & 0x3Fu);
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return packed({value, length, true});
}

}  // namespace ykien::detail

// What was typed for the Telex or the VNI method while the method was off: duwowngf, d9uong2.
#ifndef YKIEN_TEXT_DETAIL_TYPING_H_
#define YKIEN_TEXT_DETAIL_TYPING_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/detail/letters.h"

namespace ykien::detail {

struct Typed {
  std::array<Symbol, 8> symbols{};
  std::size_t size = 0;
  std::uint8_t tone = 0;
  std::uint8_t keys = 0;  // that gave a letter its mark: aa, w, dd, 6 ...
  bool tone_key = false;  // s f r x j, or 1 to 5

  std::span<const Symbol> spelled() const noexcept { return {symbols.data(), size}; }
  // More than one kind of key, or several: hardly anything else than typing. One key alone may be a foreign
  // word.
  bool sure() const noexcept { return keys > 1 || (keys == 1 && tone_key); }
};

// What the keys mean; false where they mean no syllable that is common in civic texts, or nothing was typed
// that way. Marks left out are put in where spelling asks for them (uo before ng is ươ or uô), and d becomes
// đ where only that makes a common syllable.
bool read_telex(std::span<const Letter> letters, Typed& to);
bool read_vni(std::string_view ascii, Typed& to);

// How often a syllable stands in the civic corpus; 0 for less than three times.
std::uint32_t syllable_count(std::span<const Symbol> symbols, std::uint8_t tone);

// The place of the tone in the new style.
std::size_t tone_place(const Typed& typed) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_TYPING_H_

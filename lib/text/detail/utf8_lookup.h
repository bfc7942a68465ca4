// The table-lookup method of Keiser and Lemire ("Validating UTF-8 in less than one instruction per byte",
// 2021): each error of two neighbouring bytes is a bit that three tables of 16 entries, asked by the two
// halves of the first byte and the upper half of the second, have in common. Included by one .cc for each
// instruction set, which first defines YKIEN_TARGET (the attribute of its functions) and `Lanes` (a register
// of Lanes::kSize bytes).
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace ykien::detail {
namespace {

enum Mistake : std::uint8_t {
  kTooShort = 1 << 0,      // lead byte, then no continuation
  kTooLong = 1 << 1,       // ASCII, then a continuation
  kOverlong3 = 1 << 2,     // E0 80..9F
  kTooLarge = 1 << 3,      // F4 90..BF and beyond
  kSurrogate = 1 << 4,     // ED A0..BF
  kOverlong2 = 1 << 5,     // C0, C1
  kTooLarge1000 = 1 << 6,  // F5.. 80..8F
  kOverlong4 = 1 << 6,     // F0 80..8F
  kTwoConts = 1 << 7       // two continuations: right only as the third or fourth byte of a sequence
};
// Errors whose first byte is told by its upper half alone pass the table of the lower halves.
constexpr std::uint8_t kCarry = kTooShort | kTooLong | kTwoConts;

alignas(16) constexpr std::uint8_t kFirstHigh[16] = {kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTooLong,
                                                     kTwoConts,
                                                     kTwoConts,
                                                     kTwoConts,
                                                     kTwoConts,
                                                     kTooShort | kOverlong2,
                                                     kTooShort,
                                                     kTooShort | kOverlong3 | kSurrogate,
                                                     kTooShort | kTooLarge | kTooLarge1000 | kOverlong4};

alignas(16) constexpr std::uint8_t kFirstLow[16] = {kCarry | kOverlong3 | kOverlong2 | kOverlong4,
                                                    kCarry | kOverlong2,
                                                    kCarry,
                                                    kCarry,
                                                    kCarry | kTooLarge,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000 | kSurrogate,
                                                    kCarry | kTooLarge | kTooLarge1000,
                                                    kCarry | kTooLarge | kTooLarge1000};

alignas(16) constexpr std::uint8_t kSecondHigh[16] = {
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooLong | kOverlong2 | kTwoConts | kOverlong3 | kTooLarge1000 | kOverlong4,
    kTooLong | kOverlong2 | kTwoConts | kOverlong3 | kTooLarge,
    kTooLong | kOverlong2 | kTwoConts | kSurrogate | kTooLarge,
    kTooLong | kOverlong2 | kTwoConts | kSurrogate | kTooLarge,
    kTooShort,
    kTooShort,
    kTooShort,
    kTooShort};

// The largest values of the last bytes that leave no sequence open.
alignas(32) constexpr std::uint8_t kClosed[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,      255,      255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xF0 - 1, 0xE0 - 1, 0xC0 - 1};

struct Tables {
  Lanes first_high, first_low, second_high, closed;
};

YKIEN_TARGET inline Tables load_tables() noexcept {
  return {table(kFirstHigh), table(kFirstLow), table(kSecondHigh), load(kClosed + 32 - Lanes::kSize)};
}

// Bits wherever `now`, which follows `before`, has a mistake.
YKIEN_TARGET inline Lanes mistakes(const Tables& tables, Lanes now, Lanes before) noexcept {
  const Lanes first = shifted_in<1>(now, before);
  const Lanes pairs =
      both(both(look_up(tables.first_high, upper_half(first)), look_up(tables.first_low, lower_half(first))),
           look_up(tables.second_high, upper_half(now)));
  // A third byte of three or four, or a fourth of four, must be a continuation after a continuation.
  const Lanes third = less_saturated(shifted_in<2>(now, before), 0xE0 - 0x80);
  const Lanes fourth = less_saturated(shifted_in<3>(now, before), 0xF0 - 0x80);
  return differ(both(either(third, fourth), all(0x80)), pairs);
}

// What has been seen up to the end of a block of kUtf8Block bytes.
struct State {
  Lanes before;  // the last register
  Lanes open;    // not zero where that register ends inside of a sequence
};

// Whether the block at `bytes` is wrong. A sequence that it leaves open is judged with the next block.
YKIEN_TARGET inline bool wrong_block(const Tables& tables, const char* bytes, State& state) noexcept {
  constexpr std::size_t kParts = kUtf8Block / Lanes::kSize;
  Lanes parts[kParts];
  Lanes any = all(0);
  for (std::size_t i = 0; i < kParts; ++i) {
    parts[i] = load(bytes + i * Lanes::kSize);
    any = either(any, parts[i]);
  }
  if (!has_high_bit(any)) {
    const bool wrong = !is_zero(state.open);
    state = {parts[kParts - 1], all(0)};
    return wrong;
  }
  Lanes found = all(0);
  for (std::size_t i = 0; i < kParts; ++i) {
    found = either(found, mistakes(tables, parts[i], state.before));
    state.before = parts[i];
  }
  state.open = more_than(state.before, tables.closed);
  return !is_zero(found);
}

// The place at or shortly before `at` where a sequence begins, given that all before it is well-formed.
inline std::size_t sequence_begin(const char* bytes, std::size_t at) noexcept {
  const auto byte = [bytes](std::size_t place) { return static_cast<unsigned char>(bytes[place]); };
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    if (byte(at - back) < 0x80) return at;
    if (byte(at - back) >= 0xC0) return at - back;  // the scalar reader decides whether it is whole
  }
  return at;
}

YKIEN_TARGET inline std::size_t kernel(const char* bytes, std::size_t size) noexcept {
  const Tables tables = load_tables();
  State state{all(0), all(0)};
  std::size_t at = 0;
  for (; at + kUtf8Block <= size; at += kUtf8Block) {
    if (wrong_block(tables, bytes + at, state)) return sequence_begin(bytes, at);
  }
  char rest[kUtf8Block];  // filled up with blanks, so that a sequence cut by the end is too short
  std::memset(rest, ' ', sizeof(rest));
  if (size > at) std::memcpy(rest, bytes + at, size - at);
  return wrong_block(tables, rest, state) ? sequence_begin(bytes, at) : size;
}

}  // namespace
}  // namespace ykien::detail

// What stands at the head of an item in a list: 1. 1/ a) (2) II. and signs such as - and _.
#ifndef YKIEN_TEXT_DETAIL_LIST_MARKS_H_
#define YKIEN_TEXT_DETAIL_LIST_MARKS_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace ykien::detail {

enum class Counting : std::uint8_t { digits, letters, roman };
inline constexpr std::string_view kCountingSigns = "./)-:";

// The number of an item. length == 0: there is none.
struct ItemNumber {
  std::uint32_t length = 0;  // bytes, the sign behind it included
  std::uint32_t value = 0;   // from 1
  Counting counting = Counting::digits;
  std::uint8_t sign = 0;  // place in kCountingSigns; 5 for (1)
};

// The item number at `at`: one or two digits, a small letter, or a Roman numeral, a sign, then a blank, a
// letter or a line break. Looks at a few bytes only.
ItemNumber item_number(std::string_view text, std::uint32_t at) noexcept;

// Bytes of the list sign at `at` (- – — + * _ • ● ▪ ■ ◦ → ✓), or 0.
std::uint32_t list_sign(std::string_view text, std::uint32_t at) noexcept;

// The numbers of the lists so far: whether another one goes on with them.
class Numbering {
 public:
  bool goes_on(const ItemNumber& item) const noexcept {
    return last(item) != 0 && item.value == last(item) + 1U;
  }
  void add(const ItemNumber& item) noexcept { last_[index(item)] = static_cast<std::uint8_t>(item.value); }

 private:
  static std::size_t index(const ItemNumber& item) noexcept {
    return static_cast<std::size_t>(item.counting) * 6 + item.sign;
  }
  std::uint8_t last(const ItemNumber& item) const noexcept { return last_[index(item)]; }

  std::array<std::uint8_t, 18> last_{};
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_LIST_MARKS_H_

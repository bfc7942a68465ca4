// redact: a text without what points to a person, for examples that others may see.
#ifndef YKIEN_TEXT_REDACT_H_
#define YKIEN_TEXT_REDACT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

enum class PrivateKind : std::uint8_t {
  phone,      // 0905123456
  email,      // a.b@c.vn
  url,        // links to a person's page
  id_number,  // eight digits or more: identity cards (9 or 12), accounts, tax numbers
  house,      // the number after "số nhà" or "nhà số"
  name,  // what follows ông, bà, anh, "tôi tên là" ... and a capital; a family name and a given name
};
inline constexpr int kPrivateKinds = 6;

// What stands in the place of it: "[điện thoại]", "[tên]" ...
YKIEN_API std::string_view private_mark(PrivateKind kind) noexcept;

struct PrivateRange {
  Range range;  // of the text as given
  PrivateKind kind = PrivateKind::name;
  friend bool operator==(const PrivateRange&, const PrivateRange&) = default;
};

// By rules over tokens, in order, none overlapping. They find what is written the usual way; a name in small
// letters, a nickname or a description of a person stays, so a person must look at what is published. Streets
// named after people and offices (ông Chủ tịch) are left alone. Thread-safe. O(bytes). Throws
// Error(limit) where normalize() does.
YKIEN_API std::vector<PrivateRange> find_private(std::string_view utf8);

// The text with each of them replaced by its mark.
YKIEN_API std::string redact(std::string_view utf8);

}  // namespace ykien

#endif  // YKIEN_TEXT_REDACT_H_

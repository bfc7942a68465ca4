// Words of a text that were typed for Telex or VNI while the method was off.
#ifndef YKIEN_TEXT_DETAIL_TYPED_WORDS_H_
#define YKIEN_TEXT_DETAIL_TYPED_WORDS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/typing.h"
#include "ykien/base/range.h"
#include "ykien/text/tokenize.h"

namespace ykien::detail {

struct TypedWord {
  Range range;
  Typed typed;
  bool sure = false;
};

// In the order of the text. Words that might be foreign count only beside sure ones.
std::vector<TypedWord> find_typed(std::string_view text, std::span<const Token> tokens);

std::string spelled(const Typed& typed);

// Whether `range` is a part of something longer: of an address, of a name with signs inside.
bool is_part_of_longer(std::string_view text, Range range) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_TYPED_WORDS_H_

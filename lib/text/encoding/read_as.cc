#include "text/encoding/read_as.h"

#include <algorithm>

#include "text/detail/utf8.h"
#include "text/detail/utf8_valid.h"
#include "text/encoding/convert.h"
#include "text/encoding/misread.h"

namespace ykien::encoding {
namespace {

// `count` ill-formed sequences of the same length, one after the other.
struct IllFormed {
  std::size_t count = 0;
  std::size_t length = 0;
  std::size_t size() const noexcept { return count * length; }
};

// Continuation bytes, and bytes that are nowhere in UTF-8.
constexpr bool begins_nothing(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xF5 || (byte >= 0x80 && byte < 0xC2);
}

// Those at the beginning of `bytes`; none if it is well-formed there. One that comes again and again, with
// the same byte after it, is judged once.
IllFormed ill_formed_at(std::string_view bytes) noexcept {
  IllFormed found{0, 1};
  while (found.count < bytes.size() && begins_nothing(bytes[found.count])) ++found.count;
  if (found.count > 0 || bytes.empty()) return found;
  const detail::CodePoint point = detail::read_code_point(bytes.data(), bytes.data() + bytes.size());
  if (point.valid) return found;
  const auto again =
      std::mismatch(bytes.begin() + point.length, bytes.end(), bytes.begin()).second - bytes.begin();
  return {1 + (std::max<std::size_t>(1, static_cast<std::size_t>(again)) - 1) / point.length, point.length};
}

void append_replacements(std::size_t count, std::string& to) {
  constexpr std::string_view kSome = "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD";
  for (; 3 * count > kSome.size(); count -= kSome.size() / 3) to += kSome;
  to += kSome.substr(0, 3 * count);
}

void put_ill_formed(const IllFormed& found, std::string_view bytes, std::uint32_t place, Target& target) {
  target.replaced += found.count;
  if (target.keep_ill_formed) {
    target.text += bytes;
    return;
  }
  const auto to = static_cast<std::uint32_t>(target.text.size());
  append_replacements(found.count, target.text);
  if (target.offsets == nullptr || bytes.size() == target.text.size() - to) return;
  target.offsets->append({{to, static_cast<std::uint32_t>(target.text.size())},
                          {place, place + static_cast<std::uint32_t>(bytes.size())},
                          static_cast<std::uint32_t>(found.count)});
}

// Ill-formed sequences come in crowds: goes on from the one at `at`, a code point at a time, until so many
// bytes were well-formed that they are better looked at many at a time.
std::size_t read_crowd(std::string_view bytes, std::size_t at, std::uint32_t begin, Target& target) {
  constexpr std::size_t kCalm = 32;
  const char* const end = bytes.data() + bytes.size();
  for (std::size_t calm = at; at < bytes.size() && at - calm < kCalm;) {
    if (const IllFormed found = ill_formed_at(bytes.substr(at)); found.count > 0) {
      put_ill_formed(found, bytes.substr(at, found.size()), begin + static_cast<std::uint32_t>(at), target);
      at = calm = at + found.size();
    } else {
      const std::size_t length = detail::read_code_point(bytes.data() + at, end).length;
      target.text.append(bytes, at, length);
      at += length;
    }
  }
  return at;
}

// Moves runs that lead from `text_begin` on to a source that starts at 0 to where they belong.
void append_shifted(const OffsetMap& runs, std::uint32_t text_begin, std::uint32_t source_begin,
                    OffsetMap& to) {
  const auto moved = [](Range range, std::uint32_t by) { return Range{range.begin + by, range.end + by}; };
  for (const OffsetMap::Run& run : runs.runs())
    to.append({moved(run.to, text_begin), moved(run.from, source_begin), run.parts});
}

bool read_misread(Reading reading, std::string_view bytes, std::uint32_t begin, Target& target) {
  const bool mapped = target.offsets != nullptr;
  std::string before(bytes);
  OffsetMap offsets;
  for (int i = 0; i < reading.times; ++i) {
    std::string earlier;
    OffsetMap step;
    if (!unread(reading.misreading, before, earlier, mapped ? &step : nullptr)) return false;
    if (mapped) offsets = i == 0 ? step : offsets.then(step);
    before = std::move(earlier);
  }
  std::string text;
  OffsetMap last;
  Target inner{text, mapped ? &last : nullptr, target.keep_ill_formed, 0};
  read_as({reading.encoding, Misreading::none, 0}, before, 0, inner);
  const auto text_begin = static_cast<std::uint32_t>(target.text.size());
  if (mapped) append_shifted(offsets.then(last), text_begin, begin, *target.offsets);
  target.text += text;
  target.replaced += inner.replaced;
  return true;
}

}  // namespace

void read_utf8(std::string_view bytes, std::uint32_t begin, Target& target) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t good = detail::well_formed(bytes.substr(at));
    target.text.append(bytes, at, good);
    at += good;
    if (at < bytes.size()) at = read_crowd(bytes, at, begin, target);
  }
}

bool read_as(Reading reading, std::string_view bytes, std::uint32_t begin, Target& target) {
  if (reading.times > 0) return read_misread(reading, bytes, begin, target);
  if (reading.encoding == Encoding::utf8) {
    read_utf8(bytes, begin, target);
  } else {
    convert(reading.encoding, bytes, target.text, target.offsets, begin);
  }
  return true;
}

}  // namespace ykien::encoding

#include "text/encoding/read_as.h"

#include <algorithm>
#include <array>

#include "text/detail/ill_formed.h"
#include "text/detail/runs.h"
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

// Those at the beginning of `bytes`; none if it is well-formed there. One that comes again and again, with
// the same byte after it, is judged once.
IllFormed ill_formed_at(std::string_view bytes) noexcept {
  const std::size_t nothing = detail::nothing_prefix(bytes);
  if (nothing > 0 || bytes.empty()) return {nothing, 1};
  const detail::CodePoint point = detail::read_code_point(bytes.data(), bytes.data() + bytes.size());
  if (point.valid) return {0, 1};
  const std::size_t again = detail::repeated_prefix(bytes, point.length) - point.length;
  return {1 + (std::max<std::size_t>(1, again) - 1) / point.length, point.length};
}

void append_replacements(std::size_t count, std::string& to) {
  static constexpr auto kMany = [] {
    std::array<char, 3 * 256> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = "\uFFFD"[i % 3];
    return bytes;
  }();
  for (; 3 * count > kMany.size(); count -= kMany.size() / 3) to.append(kMany.data(), kMany.size());
  to.append(kMany.data(), 3 * count);
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

#include "text/encoding/read_as.h"

#include "text/detail/utf8.h"
#include "text/detail/utf8_valid.h"
#include "text/encoding/convert.h"
#include "text/encoding/misread.h"

namespace ykien::encoding {
namespace {

void read_ill_formed(std::string_view sequence, std::uint32_t place, Target& target) {
  ++target.replaced;
  const auto to = static_cast<std::uint32_t>(target.text.size());
  if (target.keep_ill_formed) {
    target.text += sequence;
  } else {
    detail::append_code_point(detail::kReplacement, target.text);
  }
  const auto length = static_cast<std::uint32_t>(target.text.size()) - to;
  if (target.offsets == nullptr || length == sequence.size()) return;
  target.offsets->append({{to, to + length}, {place, place + static_cast<std::uint32_t>(sequence.size())}});
}

// Moves runs that lead from `text_begin` on to a source that starts at 0 to where they belong.
void append_shifted(const OffsetMap& runs, std::uint32_t text_begin, std::uint32_t source_begin,
                    OffsetMap& to) {
  const auto moved = [](Range range, std::uint32_t by) { return Range{range.begin + by, range.end + by}; };
  for (const OffsetMap::Run& run : runs.runs())
    to.append({moved(run.to, text_begin), moved(run.from, source_begin)});
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
    if (at == bytes.size()) break;
    const std::size_t bad = detail::read_code_point(bytes.data() + at, bytes.data() + bytes.size()).length;
    read_ill_formed(bytes.substr(at, bad), begin + static_cast<std::uint32_t>(at), target);
    at += bad;
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

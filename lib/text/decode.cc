#include "ykien/text/decode.h"

#include <algorithm>
#include <array>

#include "text/detail/reach.h"
#include "text/detail/utf8.h"
#include "text/detail/utf8_valid.h"
#include "text/detail/within.h"
#include "text/encoding/convert.h"
#include "text/encoding/recover.h"
#include "text/encoding/units.h"
#include "text/encoding/utf16.h"

namespace ykien {
namespace {

using encoding::Recoverer;
using encoding::Target;

struct Bom {
  Encoding encoding;
  std::string_view bytes;
};

constexpr Bom kBoms[] = {
    {Encoding::utf8, "\xEF\xBB\xBF"}, {Encoding::utf16le, "\xFF\xFE"}, {Encoding::utf16be, "\xFE\xFF"}};

Bom bom_of(std::string_view bytes) noexcept {
  for (const Bom& bom : kBoms) {
    if (bytes.starts_with(bom.bytes)) return bom;
  }
  return {Encoding::utf8, {}};
}

// What the first bytes say about all the others.
struct Beginning {
  std::optional<Encoding> encoding;  // nothing: found line by line
  std::size_t bom = 0;               // bytes of the mark

  bool told(const DecodeOptions& options) const noexcept { return bom > 0 || options.encoding.has_value(); }
};

constexpr std::size_t kBeginning = 256;

// The bytes that are looked at first: the first line; where it has a NUL, one more byte, which belongs to the
// line break of UTF-16LE. Nothing: there are too few of them yet.
std::optional<std::string_view> beginning_of(std::string_view bytes, bool last) noexcept {
  const std::string_view head = bytes.substr(0, kBeginning);
  const std::size_t line_end = head.find('\n');
  if (line_end != head.npos) {
    const std::size_t size = line_end + (head.find('\0') < line_end ? 2 : 1);
    if (size <= bytes.size()) return bytes.substr(0, size);
  }
  if (bytes.size() >= kBeginning || last) return head;
  return std::nullopt;
}

Beginning begin_with(std::string_view beginning, const DecodeOptions& options) noexcept {
  const Bom bom = bom_of(beginning);
  if (options.encoding.has_value()) {
    return {options.encoding, bom.encoding == *options.encoding ? bom.bytes.size() : 0};
  }
  if (bom.encoding != Encoding::utf8) return {bom.encoding, bom.bytes.size()};
  return {encoding::guess_utf16(beginning), bom.bytes.size()};
}

// How many of the last bytes may be the beginning of a sequence that continues in the next piece.
std::size_t unfinished_utf8(std::string_view bytes) noexcept {
  const char* const end = bytes.data() + bytes.size();
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(*(end - back));
    if ((byte & 0xC0) == 0x80) continue;
    if (byte < 0x80) return 0;
    const detail::CodePoint point = detail::read_code_point(end - back, end);
    return !point.valid && point.length == back ? back : 0;
  }
  return 0;
}

// One of the encodings by itself.
class Known {
 public:
  explicit Known(Encoding encoding) : encoding_(encoding) {}

  // As Recoverer::take().
  std::size_t take(std::string_view bytes, bool last, std::uint32_t begin, Target& target) const {
    if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be) {
      const std::size_t size = bytes.size() - (last ? 0 : encoding::unfinished_utf16(encoding_, bytes));
      encoding::read_utf16(encoding_, bytes.substr(0, size), begin, target);
      return size;
    }
    if (encoding_ == Encoding::utf8) {
      const std::size_t size = bytes.size() - (last ? 0 : unfinished_utf8(bytes));
      encoding::read_utf8(bytes.substr(0, size), begin, target);
      return size;
    }
    return take_lines(bytes, last, begin, target);
  }

 private:
  // Marks follow their letter, and capitals look at the words around them: lines are not cut.
  std::size_t take_lines(std::string_view bytes, bool last, std::uint32_t begin, Target& target) const {
    std::size_t at = 0;
    while (at < bytes.size()) {
      const std::size_t size = encoding::whole_units(bytes.substr(at), last, Recoverer::kLongest);
      if (size == 0) break;
      encoding::convert(encoding_, bytes.substr(at, size), target.text, target.offsets,
                        begin + static_cast<std::uint32_t>(at));
      at += size;
    }
    return at;
  }

  Encoding encoding_;
};

// `told`: by the caller or a byte order mark.
std::vector<ReadingCount> all_in(Encoding encoding, bool told) {
  return {{{encoding, Misreading::none, 0}, 1, told ? 1 : 0.99}};
}

// Nothing found by its looks is quite sure.
int percent(double confidence) noexcept { return std::min(99, static_cast<int>(100 * confidence)); }

Encoding main_encoding(const std::vector<ReadingCount>& readings) noexcept {
  return readings.empty() ? Encoding::utf8 : readings.front().reading.encoding;
}

}  // namespace

Decoded decode(std::string_view bytes, const DecodeOptions& options) {
  return detail::decode_within(bytes, options, detail::kReach32);
}

Decoded detail::decode_within(std::string_view bytes, const DecodeOptions& options, std::size_t most) {
  require_in_reach("decode", bytes.size(), most);
  const Beginning beginning = begin_with(*beginning_of(bytes, true), options);
  Decoded result;
  result.byte_order_mark = beginning.bom > 0;
  const auto skipped = static_cast<std::uint32_t>(beginning.bom);
  if (skipped > 0) result.offsets.append({{0, 0}, {0, skipped}});
  result.text.reserve(bytes.size());
  Target target{result.text, &result.offsets, options.keep_ill_formed, 0};
  const std::string_view rest = bytes.substr(skipped);
  if (beginning.encoding.has_value()) {
    // A third of the bytes are letters that change their length; UTF-8 has none.
    if (*beginning.encoding != Encoding::utf8) result.offsets.reserve(bytes.size() / 3);
    Known(*beginning.encoding).take(rest, true, skipped, target);
    result.readings = all_in(*beginning.encoding, beginning.told(options));
  } else {
    Recoverer recoverer;
    recoverer.record(&result.passages);
    recoverer.take(rest, true, skipped, target);
    result.readings = recoverer.counts();
    result.ambiguous = recoverer.ambiguous();
    if (result.passages.size() < 2) result.passages.clear();
  }
  // Nothing has read what was written, so that it is early enough to look now.
  require_in_reach("decode", result.text.size(), most);
  result.encoding = main_encoding(result.readings);
  result.replaced = target.replaced;
  return result;
}

class StreamDecoder::Impl {
 public:
  explicit Impl(const DecodeOptions& options) : options_(options) {}

  void append(std::string_view bytes, bool last, std::string& to) {
    // Most pieces end with a line, and nothing is waiting: then there is no need to copy.
    const bool waiting = !settled_ || !pending_.empty();
    if (waiting) pending_ += bytes;
    if (!settled_ && !settle(last)) return;
    const std::string_view all = waiting ? std::string_view(pending_) : bytes;
    Target target{to, nullptr, options_.keep_ill_formed, 0};
    const std::size_t taken =
        known_.has_value() ? known_->take(all, last, 0, target) : recoverer_.take(all, last, 0, target);
    replaced_ += target.replaced;
    if (waiting) {
      pending_.erase(0, taken);
    } else {
      pending_ = bytes.substr(taken);
    }
  }

  std::size_t pass(std::string_view bytes) {
    return settled_ && !known_.has_value() && pending_.empty() ? recoverer_.pass(bytes) : 0;
  }

  bool byte_order_mark() const noexcept { return beginning_.bom > 0; }
  std::size_t replaced() const noexcept { return replaced_; }
  std::size_t ambiguous() const noexcept { return recoverer_.ambiguous(); }
  std::vector<ReadingCount> readings() const {
    if (!beginning_.encoding.has_value()) return recoverer_.counts();
    return all_in(*beginning_.encoding, beginning_.told(options_));
  }

 private:
  bool settle(bool last) {
    const auto beginning = beginning_of(pending_, last);
    if (!beginning.has_value()) return false;
    beginning_ = begin_with(*beginning, options_);
    if (beginning_.encoding.has_value()) known_.emplace(*beginning_.encoding);
    pending_.erase(0, beginning_.bom);
    return settled_ = true;
  }

  DecodeOptions options_;
  std::string pending_;
  Recoverer recoverer_;
  std::optional<Known> known_;
  Beginning beginning_{};
  bool settled_ = false;
  std::size_t replaced_ = 0;
};

StreamDecoder::StreamDecoder(const DecodeOptions& options) : impl_(std::make_unique<Impl>(options)) {}
StreamDecoder::StreamDecoder(StreamDecoder&&) noexcept = default;
StreamDecoder& StreamDecoder::operator=(StreamDecoder&&) noexcept = default;
StreamDecoder::~StreamDecoder() = default;

void StreamDecoder::append(std::string_view bytes, bool last, std::string& to) {
  impl_->append(bytes, last, to);
}
std::size_t StreamDecoder::pass(std::string_view bytes) { return impl_->pass(bytes); }
Encoding StreamDecoder::encoding() const noexcept { return main_encoding(impl_->readings()); }
bool StreamDecoder::byte_order_mark() const noexcept { return impl_->byte_order_mark(); }
std::size_t StreamDecoder::replaced() const noexcept { return impl_->replaced(); }
std::size_t StreamDecoder::ambiguous() const noexcept { return impl_->ambiguous(); }
std::vector<ReadingCount> StreamDecoder::readings() const { return impl_->readings(); }

bool is_utf8(std::string_view bytes) noexcept { return detail::well_formed(bytes) == bytes.size(); }

std::string describe(const std::vector<ReadingCount>& readings) {
  if (readings.empty()) return "UTF-8 (plain ASCII)";
  std::string text;
  for (const ReadingCount& count : readings) {
    if (!text.empty()) text += "; " + std::to_string(count.lines) + (count.lines == 1 ? " line " : " lines ");
    text += reading_name(count.reading);
    const bool told = count.confidence >= 1;
    if (!told) text += " (" + std::to_string(percent(count.confidence)) + "% sure)";
  }
  return text;
}

}  // namespace ykien

// What must hold for bytes in any encoding, and for any bytes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support_encodings.h"
#include "text/encoding/convert.h"
#include "ykien/text/decode.h"

namespace ykien {
namespace {

constexpr Encoding kAll[] = {Encoding::utf8,    Encoding::windows1258, Encoding::tcvn3, Encoding::tcvn5712,
                             Encoding::vni,     Encoding::viscii,      Encoding::vps,   Encoding::viqr,
                             Encoding::utf16le, Encoding::utf16be};

Encoding any_encoding() { return kAll[*rc::gen::inRange<std::size_t>(0, std::size(kAll))]; }

std::string any_line() {
  const auto& lines = test::corpus_lines();
  return test::encodable(lines[*rc::gen::inRange<std::size_t>(0, lines.size())]);
}

// Lines in several encodings, some broken.
std::string any_mixture() {
  std::string bytes;
  for (int lines = *rc::gen::inRange(1, 12); lines > 0; --lines) {
    const Encoding encoding = kAll[*rc::gen::inRange<std::size_t>(0, 8)];
    std::string line = test::encoded(any_line(), encoding);
    if (*rc::gen::inRange(0, 4) == 0)
      line = line.substr(0, *rc::gen::inRange<std::size_t>(0, line.size() + 1));
    if (*rc::gen::inRange(0, 4) == 0) line += *rc::gen::arbitrary<std::string>();
    bytes += line + *rc::gen::element<std::string>("\n", "\r\n", ";", "\r", "");
  }
  return bytes;
}

void check_runs(const Decoded& decoded, std::size_t size) {
  std::uint32_t last_from = 0, last_to = 0;
  for (const OffsetMap::Run& run : decoded.offsets.runs()) {
    RC_ASSERT(run.to.begin >= last_to && run.to.end >= run.to.begin);
    RC_ASSERT(run.from.begin >= last_from && run.from.end >= run.from.begin);
    // Between two runs both texts go on alike.
    RC_ASSERT(run.from.begin - last_from == run.to.begin - last_to);
    last_from = run.from.end;
    last_to = run.to.end;
  }
  RC_ASSERT(last_from <= size && size - last_from == decoded.text.size() - last_to);
}

// Every stretch of text, decoded from its source alone in the same encoding, is that stretch.
RC_GTEST_PROP(DecodeAll, SourcesDecodeToTheText, ()) {
  const Encoding encoding = any_encoding();
  const std::string bytes = test::encoded(any_line(), encoding);
  const Decoded decoded = decode(bytes, {.encoding = encoding});
  check_runs(decoded, bytes.size());
  RC_PRE(!decoded.text.empty());
  std::vector<std::uint32_t> borders;
  for (std::size_t at = 0; at <= decoded.text.size(); ++at) {
    if (at == decoded.text.size() || (decoded.text[at] & 0xC0) != 0x80)
      borders.push_back(static_cast<std::uint32_t>(at));
  }
  const std::size_t first = *rc::gen::inRange<std::size_t>(0, borders.size() - 1);
  const std::size_t second = *rc::gen::inRange<std::size_t>(first + 1, borders.size());
  const Range range{borders[first], borders[second]};
  const std::string source(slice(bytes, decoded.offsets.source(range)));
  const std::string alone = decode(source, {.encoding = encoding}).text;
  // In TCVN3 a word cut in two may lose what makes it one of capitals.
  if (encoding != Encoding::tcvn3) RC_ASSERT(alone == std::string(slice(decoded.text, range)));
  RC_ASSERT(alone.size() == range.size());
}

RC_GTEST_PROP(DecodeAll, EncodedTextComesBack, ()) {
  const Encoding encoding = any_encoding();
  RC_PRE(encoding != Encoding::tcvn3);
  const std::string text = any_line();
  RC_ASSERT(decode(test::encoded(text, encoding), {.encoding = encoding}).text == text);
}

RC_GTEST_PROP(DecodeAll, MixturesGiveWellFormedTextAndAWayBack, ()) {
  const std::string bytes = any_mixture();
  const Decoded decoded = decode(bytes);
  RC_ASSERT(decode(decoded.text, {.encoding = Encoding::utf8}).replaced == 0U);
  check_runs(decoded, bytes.size());
  std::uint32_t last = 0;
  for (const Passage& passage : decoded.passages) {
    RC_ASSERT(passage.text.begin >= last && passage.text.end <= decoded.text.size());
    last = passage.text.end;
  }
}

RC_GTEST_PROP(DecodeAll, AnyBytesInAnyEncodingGiveWellFormedText, ()) {
  const std::string bytes = *rc::gen::arbitrary<std::string>();
  const Decoded decoded = decode(bytes, {.encoding = any_encoding()});
  RC_ASSERT(decode(decoded.text, {.encoding = Encoding::utf8}).replaced == 0U);
  check_runs(decoded, bytes.size());
}

// In pieces of any size the text is the same, and so is what is said about it.
RC_GTEST_PROP(DecodeAll, PiecesGiveTheSame, ()) {
  std::string bytes = any_mixture();
  if (*rc::gen::inRange(0, 4) == 0) {
    while (bytes.size() < 150000) bytes += bytes + (*rc::gen::inRange(0, 2) == 0 ? "\n" : "");
  }
  DecodeOptions options;
  if (*rc::gen::inRange(0, 3) == 0) options.encoding = any_encoding();
  options.keep_ill_formed = *rc::gen::arbitrary<bool>();
  StreamDecoder decoder(options);
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = bytes.size() > 10000 ? 7000 : *rc::gen::inRange<std::size_t>(1, 300);
    const std::string_view piece = std::string_view(bytes).substr(at, size);
    const std::size_t passed = *rc::gen::arbitrary<bool>() ? decoder.pass(piece) : 0;
    text += piece.substr(0, passed);
    decoder.append(piece.substr(passed), false, text);
    at += size;
  }
  decoder.append({}, true, text);
  const Decoded whole = decode(bytes, options);
  RC_ASSERT(text == whole.text);
  RC_ASSERT(decoder.replaced() == whole.replaced);
  RC_ASSERT(is_utf8(text) || (options.keep_ill_formed && decoder.replaced() > 0));
  RC_ASSERT(decoder.ambiguous() == whole.ambiguous);
  RC_ASSERT(describe(decoder.readings()) == describe(whole.readings));
}

}  // namespace
}  // namespace ykien

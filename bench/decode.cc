// Validation of UTF-8 and the decoders of the old Vietnamese encodings beside iconv of the C library. Every
// run compares what it made with what it should be.
#include <benchmark/benchmark.h>
#include <iconv.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/texts.h"
#include "text/detail/utf8_valid.h"
#include "text/encoding/convert.h"
#include "ykien/text/decode.h"

namespace {

// The civic texts, one a line.
const std::string& lines() {
  static const std::string text = [] {
    std::string all;
    for (const std::string& one : ykien::bench::civic_texts().all) (all += one) += '\n';
    return all;
  }();
  return text;
}

void rate(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void validate(benchmark::State& state, std::size_t number) {
  const auto kernels = ykien::detail::utf8_kernels();
  if (number >= kernels.size()) return state.SkipWithError("not on this machine");
  for (auto _ : state) {
    if (ykien::detail::well_formed_by(kernels[number].kernel, lines()) != lines().size()) {
      return state.SkipWithError("called ill-formed");
    }
  }
  state.SetLabel(std::string(kernels[number].name));
  rate(state, lines().size());
}
BENCHMARK_CAPTURE(validate, fastest, 0);
BENCHMARK_CAPTURE(validate, second, 1);
BENCHMARK_CAPTURE(validate, third, 2);

// What the validation has to be measured against: the same bytes read as code points, one after the other.
void validate_by_reading(benchmark::State& state) {
  for (auto _ : state) {
    if (ykien::detail::well_formed_by_reading(lines()) != lines().size())
      return state.SkipWithError("called ill-formed");
  }
  rate(state, lines().size());
}
BENCHMARK(validate_by_reading);

// By the C library; throws where it cannot.
std::string by_iconv(const char* to, const char* from, std::string_view bytes) {
  const iconv_t descriptor = iconv_open(to, from);
  if (descriptor == iconv_t(-1)) throw std::runtime_error("iconv lacks an encoding");
  std::string text(4 * bytes.size(), '\0');
  char* in = const_cast<char*>(bytes.data());  // iconv does not write to it
  char* out = text.data();
  std::size_t left = bytes.size(), room = text.size();
  const bool good = iconv(descriptor, &in, &left, &out, &room) != std::size_t(-1) &&
                    iconv(descriptor, nullptr, nullptr, &out, &room) != std::size_t(-1);
  iconv_close(descriptor);
  if (!good) throw std::runtime_error("iconv cannot convert the civic texts");
  text.resize(text.size() - room);
  return text;
}

// The civic texts without the characters that not all of the old encodings have, and those texts in an
// encoding.
struct Written {
  std::string text;
  std::string bytes;
};

const Written& written_in(const char* name) {
  static std::map<std::string, Written> all;
  Written& written = all[name];
  if (!written.bytes.empty()) return written;
  for (const std::string& line : ykien::bench::civic_texts().all) {
    try {
      written.bytes += by_iconv(name, "UTF-8", line + "\n");
      written.text += line + "\n";
    } catch (const std::runtime_error&) {
      // has a dash or quotes that the encoding lacks
    }
  }
  return written;
}

// The same in an encoding that iconv lacks, by what every byte and every pair of bytes is there.
const Written& written_in(ykien::Encoding encoding) {
  static std::map<ykien::Encoding, Written> all;
  Written& written = all[encoding];
  if (!written.bytes.empty()) return written;
  const auto text_of = [encoding](const std::string& bytes) {
    std::string text;
    ykien::encoding::convert(encoding, bytes, text);
    return text;
  };
  std::map<std::string, std::string> letters;
  for (int first = 1; first < 256; ++first) {
    const std::string one(1, static_cast<char>(first));
    letters[text_of(one)] = one;
  }
  for (const char vowel : std::string_view("aeiouyAEIOUY\xF4\xF6\xD4\xD6")) {
    for (int mark = 0x80; mark < 256; ++mark) {
      const std::string two = {vowel, static_cast<char>(mark)};
      letters.emplace(text_of(two), two);
    }
  }
  for (const std::string& line : ykien::bench::civic_texts().all) {
    std::string bytes;
    for (std::size_t at = 0, size = 1; at < line.size(); at += size) {
      for (size = 1; at + size < line.size() && (line[at + size] & 0xC0) == 0x80;) ++size;
      const auto letter = letters.find(line.substr(at, size));
      bytes += letter == letters.end() ? "" : letter->second;
    }
    if (text_of(bytes) != line) continue;  // has a character that the encoding lacks
    written.bytes += bytes + "\n";
    written.text += line + "\n";
  }
  return written;
}

void iconv_legacy(benchmark::State& state, const char* name) {
  const Written& written = written_in(name);
  for (auto _ : state) {
    if (by_iconv("UTF-8", name, written.bytes) != written.text) return state.SkipWithError("wrong text");
  }
  rate(state, written.bytes.size());
}

void convert_legacy(benchmark::State& state, const char* name, ykien::Encoding encoding, bool with_offsets) {
  const Written& written = written_in(name);
  ykien::OffsetMap offsets;
  std::string text;
  for (auto _ : state) {
    text.clear();
    offsets.clear();
    ykien::encoding::convert(encoding, written.bytes, text, with_offsets ? &offsets : nullptr);
    if (text != written.text) return state.SkipWithError("wrong text");
  }
  rate(state, written.bytes.size());
}

BENCHMARK_CAPTURE(iconv_legacy, viscii, "VISCII");
BENCHMARK_CAPTURE(convert_legacy, viscii, "VISCII", ykien::Encoding::viscii, false);
BENCHMARK_CAPTURE(convert_legacy, viscii_with_offsets, "VISCII", ykien::Encoding::viscii, true);
BENCHMARK_CAPTURE(iconv_legacy, tcvn, "TCVN");
BENCHMARK_CAPTURE(convert_legacy, tcvn, "TCVN", ykien::Encoding::tcvn5712, false);
BENCHMARK_CAPTURE(convert_legacy, tcvn_with_offsets, "TCVN", ykien::Encoding::tcvn5712, true);
BENCHMARK_CAPTURE(iconv_legacy, windows1258, "CP1258");
BENCHMARK_CAPTURE(convert_legacy, windows1258, "CP1258", ykien::Encoding::windows1258, false);
BENCHMARK_CAPTURE(convert_legacy, windows1258_with_offsets, "CP1258", ykien::Encoding::windows1258, true);

// decode() as it is called: with offsets, the encoding found or told.
void decode_as(benchmark::State& state, const char* name, std::optional<ykien::Encoding> encoding) {
  const Written& written = written_in(name);
  for (auto _ : state) {
    if (ykien::decode(written.bytes, {.encoding = encoding}).text != written.text)
      return state.SkipWithError("wrong text");
  }
  rate(state, written.bytes.size());
}
BENCHMARK_CAPTURE(decode_as, utf8_found, "UTF-8", std::nullopt);
BENCHMARK_CAPTURE(decode_as, utf8_told, "UTF-8", ykien::Encoding::utf8);
BENCHMARK_CAPTURE(decode_as, viscii_found, "VISCII", std::nullopt);
BENCHMARK_CAPTURE(decode_as, viscii_told, "VISCII", ykien::Encoding::viscii);
BENCHMARK_CAPTURE(decode_as, tcvn_told, "TCVN", ykien::Encoding::tcvn5712);
BENCHMARK_CAPTURE(decode_as, windows1258_found, "CP1258", std::nullopt);
BENCHMARK_CAPTURE(decode_as, windows1258_told, "CP1258", ykien::Encoding::windows1258);

// A file in pieces of 64 KiB, as the program reads it.
template <typename Name>
void stream(benchmark::State& state, Name name, std::optional<ykien::Encoding> encoding = std::nullopt) {
  const Written& written = written_in(name);
  std::string text;
  for (auto _ : state) {
    text.clear();
    ykien::StreamDecoder decoder({.encoding = encoding});
    for (std::size_t at = 0; at < written.bytes.size(); at += 65536) {
      decoder.append(std::string_view(written.bytes).substr(at, 65536), false, text);
    }
    decoder.append({}, true, text);
    if (text != written.text) return state.SkipWithError("wrong text");
  }
  rate(state, written.bytes.size());
}
BENCHMARK_CAPTURE(stream, utf8, "UTF-8");
BENCHMARK_CAPTURE(stream, viscii, "VISCII");
BENCHMARK_CAPTURE(stream, viscii_told, "VISCII", ykien::Encoding::viscii);
BENCHMARK_CAPTURE(stream, tcvn_told, "TCVN", ykien::Encoding::tcvn5712);
BENCHMARK_CAPTURE(stream, windows1258, "CP1258");
BENCHMARK_CAPTURE(stream, windows1258_told, "CP1258", ykien::Encoding::windows1258);
BENCHMARK_CAPTURE(stream, tcvn3, ykien::Encoding::tcvn3);
BENCHMARK_CAPTURE(stream, tcvn3_told, ykien::Encoding::tcvn3, ykien::Encoding::tcvn3);
BENCHMARK_CAPTURE(stream, vni, ykien::Encoding::vni);
BENCHMARK_CAPTURE(stream, vni_told, ykien::Encoding::vni, ykien::Encoding::vni);
BENCHMARK_CAPTURE(stream, vps, ykien::Encoding::vps);
BENCHMARK_CAPTURE(stream, vps_told, ykien::Encoding::vps, ykien::Encoding::vps);

}  // namespace

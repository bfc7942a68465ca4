#include "text/encoding/convert.h"

#include <array>
#include <cstring>
#include <memory>

#include "text/detail/utf8.h"
#include "text/encoding/compose.h"
#include "text/encoding/tables.h"

namespace ykien::encoding {
namespace {

constexpr std::uint8_t kNone = 0xFF;

// A character as it is written, so that writing is one store.
struct Written {
  char utf8[4] = {};
  std::uint8_t length = 0;
  std::uint8_t vowel = kNone;  // vowel_number() of one that a mark may follow
  std::uint8_t mark = kNone;   // mark_number() of a mark
};

Written written(char32_t point) {
  Written result;
  std::string text;
  detail::append_code_point(point, text);
  text.copy(result.utf8, 3);
  result.length = static_cast<std::uint8_t>(text.size());
  return result;
}

// An encoding made ready: what each byte is and what each mark makes of each vowel.
struct Converter {
  std::array<Written, 256> bytes;
  std::array<std::array<Written, kMarks>, kVowelCases> composed;  // length 0: no such letter
};

void set_bytes(Converter& converter, Encoding encoding) {
  for (unsigned byte = 0; byte < 0x80; ++byte) converter.bytes[byte] = written(byte);
  if (encoding == Encoding::viqr) {
    // Bytes that VIQR has no use for are taken for windows-1252.
    const Charset& charset = charset_of(Misreading::windows1252);
    for (unsigned byte = 0x80; byte < 0x100; ++byte)
      converter.bytes[byte] = written(charset.upper[byte - 0x80]);
    return;
  }
  const Charset& charset = charset_of(encoding);
  for (unsigned byte = 0x80; byte < 0x100; ++byte)
    converter.bytes[byte] = written(charset.upper[byte - 0x80]);
  for (const ByteLetter& control : charset.controls) converter.bytes[control.byte] = written(control.letter);
}

Accents mark_of(Encoding encoding, std::uint8_t byte) {
  if (encoding == Encoding::vni) return vni_mark(byte);
  if (encoding == Encoding::viqr) return viqr_mark(byte);
  if (byte < 0x80) return {};
  return {0, detail::mark_effect(charset_of(encoding).upper[byte - 0x80U]).tone};
}

char32_t point_of(const Written& character) {
  return detail::read_code_point(character.utf8, character.utf8 + character.length).value;
}

void set_marks(Converter& converter, Encoding encoding) {
  bool any = false;
  for (unsigned byte = 0; byte < 0x100; ++byte) {
    const int mark = mark_number(mark_of(encoding, static_cast<std::uint8_t>(byte)));
    if (mark > 0) converter.bytes[byte].mark = static_cast<std::uint8_t>(mark);
    any |= mark > 0;
  }
  if (!any) return;
  for (Written& character : converter.bytes) {
    const int vowel = vowel_number(point_of(character));
    if (vowel >= 0) character.vowel = static_cast<std::uint8_t>(vowel);
  }
  for (int vowel = 0; vowel < kVowelCases; ++vowel) {
    for (int mark = 1; mark < kMarks; ++mark) {
      const char16_t letter = accented(vowel, mark);
      if (letter == 0) continue;
      Written& to = converter.composed[static_cast<std::size_t>(vowel)][static_cast<std::size_t>(mark)];
      to = written(letter);
      const int again = vowel_number(letter);
      if (again >= 0) to.vowel = static_cast<std::uint8_t>(again);
    }
  }
}

const Converter& converter_of(Encoding encoding) {
  static const auto all = [] {
    auto list = std::make_unique<std::array<Converter, kEncodings>>();
    for (int i = static_cast<int>(Encoding::windows1258); i < kEncodings; ++i) {
      Converter& converter = (*list)[static_cast<std::size_t>(i)];
      set_bytes(converter, static_cast<Encoding>(i));
      set_marks(converter, static_cast<Encoding>(i));
    }
    return list;
  }();
  return (*all)[static_cast<std::size_t>(encoding)];
}

// Writes into a string that is made long enough beforehand; runs go to the map some at a time.
class Output {
 public:
  Output(std::string& text, std::size_t most, OffsetMap* offsets, std::uint32_t begin)
      : text_(text), offsets_(offsets), source_(begin) {
    const std::size_t before = text.size();
    text.resize(before + most + sizeof(Written::utf8));
    start_ = text.data();
    at_ = start_ + before;
  }
  ~Output() {
    flush();
    text_.resize(static_cast<std::size_t>(at_ - start_));
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // `character` stands for the bytes [from, to) of the source.
  void put(const Written& character, std::size_t from, std::size_t to) {
    std::memcpy(at_, character.utf8, sizeof(character.utf8));
    if (offsets_ != nullptr && character.length != to - from) note(character.length, from, to);
    at_ += character.length;
  }

 private:
  void note(std::uint32_t length, std::size_t from, std::size_t to) {
    const auto place = static_cast<std::uint32_t>(at_ - start_);
    runs_[count_++] = {
        {place, place + length},
        {source_ + static_cast<std::uint32_t>(from), source_ + static_cast<std::uint32_t>(to)}};
    if (count_ == runs_.size()) flush();
  }

  void flush() {
    for (std::size_t i = 0; i < count_; ++i) offsets_->append(runs_[i]);
    count_ = 0;
  }

  std::string& text_;
  OffsetMap* offsets_;
  std::uint32_t source_;
  char* start_;
  char* at_;
  std::size_t count_ = 0;
  std::array<OffsetMap::Run, 16> runs_;
};

constexpr std::size_t kLongest = 3;  // bytes of UTF-8 that one byte becomes

void convert_bytes(const Converter& converter, std::string_view bytes, Output& output) {
  const auto* const all = reinterpret_cast<const unsigned char*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t from = at;
    const Written* character = &converter.bytes[all[at++]];
    // A mark after a vowel; a second one where the first was an accent of quality.
    while (character->vowel != kNone && at < bytes.size()) {
      const std::uint8_t mark = converter.bytes[all[at]].mark;
      if (mark == kNone || converter.composed[character->vowel][mark].length == 0) break;
      character = &converter.composed[character->vowel][mark];
      ++at;
    }
    output.put(*character, from, at);
  }
}

// VIQR has two things more: dd is đ, and a backslash takes the meaning from what follows it.
void convert_viqr(const Converter& converter, std::string_view bytes, Output& output) {
  static const Written small = written(U'đ');
  static const Written large = written(U'Đ');
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t from = at;
    const auto byte_at = [&](std::size_t place) { return static_cast<unsigned char>(bytes[place]); };
    const bool escape = bytes[at] == '\\' && at + 1 < bytes.size() &&
                        (converter.bytes[byte_at(at + 1)].mark != kNone || (bytes[at + 1] | 0x20) == 'd' ||
                         bytes[at + 1] == '\\');
    if (escape) {
      output.put(converter.bytes[byte_at(at + 1)], from, at + 2);
      at += 2;
      continue;
    }
    if ((bytes[at] | 0x20) == 'd' && at + 1 < bytes.size() && (bytes[at + 1] | 0x20) == 'd') {
      output.put(bytes[at] == 'd' ? small : large, from, at + 2);
      at += 2;
      continue;
    }
    const Written* character = &converter.bytes[byte_at(at++)];
    while (character->vowel != kNone && at < bytes.size()) {
      const std::uint8_t mark = converter.bytes[byte_at(at)].mark;
      if (mark == kNone || converter.composed[character->vowel][mark].length == 0) break;
      character = &converter.composed[character->vowel][mark];
      ++at;
    }
    output.put(*character, from, at);
  }
}

}  // namespace

void convert_letters(Encoding encoding, std::string_view bytes, std::string& text, OffsetMap* offsets,
                     std::uint32_t begin) {
  const Converter& converter = converter_of(encoding);
  Output output(text, kLongest * bytes.size(), offsets, begin);
  encoding == Encoding::viqr ? convert_viqr(converter, bytes, output)
                             : convert_bytes(converter, bytes, output);
}

void convert(Encoding encoding, std::string_view bytes, std::string& text, OffsetMap* offsets,
             std::uint32_t begin) {
  const std::size_t before = text.size();
  convert_letters(encoding, bytes, text, offsets, begin);
  if (encoding == Encoding::tcvn3) raise_capitals(text, before);
}

}  // namespace ykien::encoding

#include "text/encoding/convert.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <span>

#include "text/detail/utf8.h"
#include "text/encoding/compose.h"
#include "text/encoding/tables.h"

namespace ykien::encoding {
namespace {

constexpr std::uint8_t kNoVowel = kVowelCases;
constexpr std::uint8_t kNoMark = 0;

// A character as it is written, so that writing is one store.
struct alignas(8) Written {
  char utf8[4] = {};
  std::uint8_t length = 0;
  std::uint8_t vowel = kNoVowel;  // vowel_number() of one that a mark may follow
  std::uint8_t mark = kNoMark;    // mark_number() of a mark
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
  std::array<std::array<Written, 32>, kVowelCases + 1> composed;  // length 0: no such letter
  bool marks = false;

  const Written& byte(char value) const noexcept { return bytes[static_cast<unsigned char>(value)]; }
  const Written& letter(const Written& vowel, const Written& mark) const noexcept {
    return composed[vowel.vowel][mark.mark];
  }
};
static_assert(kMarks <= 32);

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
  for (unsigned byte = 0; byte < 0x100; ++byte) {
    const int mark = mark_number(mark_of(encoding, static_cast<std::uint8_t>(byte)));
    if (mark > 0) converter.bytes[byte].mark = static_cast<std::uint8_t>(mark);
    converter.marks |= mark > 0;
  }
  if (!converter.marks) return;
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

constexpr std::size_t kBlock = 64;  // bytes converted together

// A letter that has another length in UTF-8. Not set where nothing is said, as there are many of them.
struct Change {
  std::uint32_t to;
  std::uint32_t from;
  std::uint8_t length;
  std::uint8_t bytes;

  OffsetMap::Run run() const noexcept { return {{to, to + length}, {from, from + bytes}}; }
};

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

  // Puts bytes[from, to), at most kBlock of them, none of which belongs to a letter of three. Otherwise
  // false, with nothing put.
  bool put_block(const Converter& converter, std::string_view bytes, std::size_t from, std::size_t to) {
    if (offsets_ != nullptr && count_ + kBlock > changes_.size()) flush();
    if (offsets_ == nullptr) {
      return converter.marks ? put_all<true, false>(converter, bytes, from, to)
                             : put_all<false, false>(converter, bytes, from, to);
    }
    return converter.marks ? put_all<true, true>(converter, bytes, from, to)
                           : put_all<false, true>(converter, bytes, from, to);
  }

 private:
  // Without branches on what the bytes are: a mark takes back what was written of the vowel before it. And
  // where the text stands is kept in registers: as far as the compiler knows, what is written might lie over
  // it.
  template <bool kMarked, bool kMapped>
  bool put_all(const Converter& converter, std::string_view bytes, std::size_t from, std::size_t to) {
    char* at = at_;
    Change* change = changes_.data() + count_;
    auto source = source_ + static_cast<std::uint32_t>(from);
    static constexpr Written kNothing;
    const Written* before = &kNothing;
    bool joined_before = false;
    for (const char byte : bytes.substr(from, to - from)) {
      const Written& single = converter.byte(byte);
      const Written* character = &single;
      std::uint8_t size = 1;
      if constexpr (kMarked) {
        if (joined_before && single.mark != kNoMark) [[unlikely]]
          return false;
        const Written& letter = converter.letter(*before, single);
        joined_before = letter.length != 0;
        character = joined_before ? &letter : &single;
        size = joined_before ? 2 : 1;
        at -= joined_before ? before->length : 0;
        if (kMapped) change -= joined_before && before->length != 1 ? 1 : 0;
        before = &single;
      }
      std::memcpy(at, character->utf8, sizeof(character->utf8));
      if constexpr (kMapped) {
        *change = {static_cast<std::uint32_t>(at - start_), source + 1 - size, character->length, size};
        change += character->length != size ? 1 : 0;
        ++source;
      }
      at += character->length;
    }
    at_ = at;
    count_ = static_cast<std::size_t>(change - changes_.data());
    return true;
  }

  void note(std::uint8_t length, std::size_t from, std::size_t to) {
    if (count_ == changes_.size()) flush();
    changes_[count_++] = {static_cast<std::uint32_t>(at_ - start_),
                          source_ + static_cast<std::uint32_t>(from), length,
                          static_cast<std::uint8_t>(to - from)};
  }

  // Those that follow each other and are alike become one run, as OffsetMap::append() makes it.
  void flush() {
    std::array<OffsetMap::Run, 16> runs;
    std::size_t made = 0;
    for (const Change& change : std::span(changes_).first(count_)) {
      const OffsetMap::Run run = change.run();
      OffsetMap::Run& last = runs[made == 0 ? 0 : made - 1];
      const bool alike = made > 0 && last.to.end == run.to.begin &&
                         last.to.size() == last.parts * change.length &&
                         last.from.size() == last.parts * change.bytes;
      if (alike) {
        last = {{last.to.begin, run.to.end}, {last.from.begin, run.from.end}, last.parts + 1};
        continue;
      }
      if (made == runs.size()) {
        offsets_->append_apart(runs);
        made = 0;
      }
      runs[made++] = run;
    }
    if (made > 0) offsets_->append_apart(std::span(runs).first(made));
    count_ = 0;
  }

  static constexpr std::size_t kMostChanges = 2 * kBlock;

  std::string& text_;
  OffsetMap* offsets_;
  std::uint32_t source_;
  char* start_;
  char* at_;
  std::size_t count_ = 0;  // of changes_, the first of which are set
  std::array<Change, kMostChanges> changes_;
};

constexpr std::size_t kLongest = 3;  // bytes of UTF-8 that one byte becomes

// The letter that begins at `at`, with a mark after it, and a second one where the first was an accent of
// quality. Returns where it ends.
std::size_t convert_letter(const Converter& converter, std::string_view bytes, std::size_t at,
                           Output& output) {
  const std::size_t from = at;
  const Written* character = &converter.byte(bytes[at++]);
  for (; at < bytes.size(); ++at) {
    const Written& letter = converter.letter(*character, converter.byte(bytes[at]));
    if (letter.length == 0) break;
    character = &letter;
  }
  output.put(*character, from, at);
  return at;
}

void convert_bytes(const Converter& converter, std::string_view bytes, Output& output) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = std::min(bytes.size(), at + kBlock);
    while (end > at && end < bytes.size() && converter.byte(bytes[end]).mark != kNoMark) --end;
    if (end > at && output.put_block(converter, bytes, at, end)) {
      at = end;
      continue;
    }
    // Marks alone, or two after a vowel.
    do at = convert_letter(converter, bytes, at, output);
    while (at < end);
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
                        (converter.bytes[byte_at(at + 1)].mark != kNoMark || (bytes[at + 1] | 0x20) == 'd' ||
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
    at = convert_letter(converter, bytes, at, output);
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

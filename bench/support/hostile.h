// Texts that make careless code slow, each of the same size as a plain one.
#ifndef YKIEN_BENCH_SUPPORT_HOSTILE_H_
#define YKIEN_BENCH_SUPPORT_HOSTILE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::bench {

// How long a text takes, in every step.
enum class Bound {
  plain,   // at most three times as long as plain text
  any,     // at most twelve times as long
  linear,  // its own time, but no more than twice as long where it is twice as long: what becomes a longer
           // text, or is cut into as many pieces as it has bytes
};

struct HostileText {
  const char* name;
  std::string text;
  Bound bound = Bound::plain;
};

// `unit` over and over, `size` bytes in all, after `head`.
inline std::string repeated(std::string_view unit, std::size_t size, std::string_view head = {}) {
  std::string text(head);
  while (text.size() < size) text += unit;
  text.resize(size);
  return text;
}

// Everyday text: sentences of our own, their words put in another order each time, so that it does not
// repeat.
inline std::string plain_text(std::size_t size) {
  constexpr std::string_view kWords[] = {
      "đường", "hẻm",    "trước", "nhà",   "tôi",   "ngập", "nước", "mỗi",    "khi",   "mưa",  "lớn",  "đề",
      "nghị",  "phường", "xử",    "lý",    "tổ",    "dân",  "phố",  "trưởng", "không", "họp",  "thu",  "quỹ",
      "sai",   "quy",    "định",  "hộ",    "nghèo", "chưa", "được", "hỗ",     "trợ",   "gạo",  "tiền", "điện",
      "rác",   "thải",   "đầy",   "cống",  "nghẹt", "mùi",  "hôi",  "cán",    "bộ",    "tiếp", "công", "thái",
      "độ",    "hồ",     "sơ",    "cấp",   "sổ",    "đỏ",   "chậm", "trễ",    "Covid", "chốt", "kiểm", "soát",
      "xét",   "nghiệm", "khẩu",  "trang", "UBND",  "xã",   "huyện"};
  std::string text;
  unsigned random = 1;
  for (std::size_t words = 1; text.size() < size; ++words) {
    random = random * 1664525 + 1013904223;
    text += kWords[(random >> 16) % std::size(kWords)];
    text += words % 13 == 0 ? ". " : words % 7 == 0 ? ", " : " ";
    if (words % 50 == 0) text += "ngày 24/7/2021 lúc 7h30, 45/12. ";
  }
  text.resize(size);
  return text;
}

inline std::vector<HostileText> hostile_texts(std::size_t size) {
  const auto of = [size](std::string_view unit, std::string_view head = {}) {
    return repeated(unit, size, head);
  };
  return {
      {"commas", of(",")},
      {"letters_and_dots", of("a.")},
      {"short_sentences", of("a. ")},
      {"capital_dots", of("N.")},
      {"digits", of("7")},
      {"digits_and_dots", of("1.")},
      {"digits_and_slashes", of("1/")},
      {"one_letter", of("a")},
      {"one_letter_with_marks", of("\xCC\x81\xCC\xA3", "a")},
      {"one_letter_with_one_mark", of("\xCC\x81", "a")},
      {"decomposed_letters", of("a\xCC\x82\xCC\x81")},
      {"letters_with_foreign_marks", of("a\xCC\x88\xCC\xA3"), Bound::any},
      {"sound_marks", of("\xCC\xA3\xEF\xBE\x9E", "a")},
      {"zero_width_joiners", of("\xE2\x80\x8D")},
      {"soft_hyphens", of("\xC2\xAD", "a")},
      {"blanks", of(" ")},
      {"line_breaks", of("\n")},
      {"open_brackets", of("(")},
      {"brackets", of("()")},
      {"item_numbers", of("1. ")},
      {"list_signs", of("- ")},
      {"semicolons", of("; ")},
      {"ellipses", of("... ")},
      {"question_marks", of("?")},
      {"at_signs", of("a@")},
      {"addresses", of("http://")},
      {"emoji", of("\xF0\x9F\x98\x80"), Bound::any},
      {"joined_emoji", of("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 ")},
      {"ill_formed", of("\xFF")},
      {"cut_sequences", of("\xE1\xBB")},
      {"cyrillic_alike", of("\xD0\xBE\xD0\xB0")},
      {"cyrillic_mixed", of("\xD0\xBE"
                            "a ")},
      {"short_forms", of("k ")},
      {"telex_keys", of("duwowngf ")},
      {"vni_keys", of("d9uong2 ")},
      {"ideographs", of("\xE6\x9D\xB1")},
      {"capitals", of("ĐƯỜNG ")},
      {"vni_keys_in_one", of("d9uong2")},
      {"letters_and_digits", of("a1"), Bound::any},
      {"phone_beginnings", of("0912")},
      {"phones", of("0912345678 ")},
      {"quotes", of("\"")},
      {"quoted_letters", of("\"a\" ")},
      {"curly_quotes", of("\xE2\x80\x9C\xE2\x80\x9D"), Bound::any},
      {"signs_at", of("@")},
      {"mails", of("a@b.vn ")},
      {"mails_in_one", of("a@b."), Bound::any},
      {"sites", of("www.")},
      {"colons", of("h:"), Bound::any},
      {"slashes", of("a/")},
      {"hyphens", of("a-")},
      {"marks_on_blanks", of(" \xCC\x81")},
      {"decomposed_words", of("a\xCC\xA3n ")},
      {"cyrillic_words", of("\xD0\xBE\xD0\xB0n ")},
      {"nulls", of(std::string_view("\0", 1))},
      {"windows_breaks", of("\r\n")},
      {"lines_of_one_letter", of("a\n")},
      {"joined_family", of("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"), Bound::any},
      {"flags", of("\xF0\x9F\x87\xBB\xF0\x9F\x87\xB3")},
      {"skin_tones", of("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD")},
      {"one_vowel", of("\xE1\xBA\xA1")},
      {"one_syllable", of("ngh\xC3\xAA", "")},
      {"syllables_in_one", of("đường")},
      {"vowels_and_dots", of("\xE1\xBA\xA1.")},
      {"unaccented_words", of("duong pho ngap nuoc ")},
      {"halves", of("\xC2\xBD"), Bound::any},
      {"honorifics", of("\xEF\xB7\xBA"), Bound::linear},
      {"wide_letters", of("\xEF\xBD\x81"), Bound::any},
      {"jamo", of("\xE1\x84\x80\xE1\x85\xA1"), Bound::any},
      {"arabic", of("\xD8\xB5\xD9\x84"), Bound::any},
      {"half_marked", of("a\xCC\x88"), Bound::any},
      {"mixed_ill_formed", of("a\xFF"), Bound::linear},
      {"ill_formed_words", of("a\xFF n\xE1 "), Bound::linear},
      {"overlong", of("\xC0\x80")},
      {"surrogates", of("\xED\xA0\x80"), Bound::linear},
  };
}

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_SUPPORT_HOSTILE_H_

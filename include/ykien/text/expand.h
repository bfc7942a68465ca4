// expand: what people type in haste, written out: short forms, keys of Telex and VNI, stretched letters.
#ifndef YKIEN_TEXT_EXPAND_H_
#define YKIEN_TEXT_EXPAND_H_

#include <string>
#include <string_view>

#include "ykien/base/export.h"
#include "ykien/text/offset_map.h"

namespace ykien {

struct ExpandOptions {
  bool abbreviations =
      true;  // k -> không, UBND -> Ủy ban nhân dân, by a lexicon with conditions on the neighbours
  bool typed = true;      // duwowngf, d9uong2 -> đường
  bool stretched = true;  // quáaaa -> quá; other runs of one letter end after three
};

struct Expanded {
  std::string text;
  OffsetMap offsets;  // text -> input: an expansion stands for the whole of its short form
};

// `utf8` with short forms written out where their neighbours make the meaning plain, keys of an input method
// that was off read as the syllable they were typed for (only where that is a common syllable, and for words
// that might be foreign only where the text has surer ones), and letters that were held down let go. A
// capital at the head stays one. What is a Vietnamese syllable already is left alone unless the lexicon has
// it. All else stays byte for byte. Looks across one line at the most, but for Telex and VNI, which it looks
// for in the whole text: give it one text at a time. Throws Error(limit) where the text or
// its expansion is longer than 4 GiB - 1 bytes. Thread-safe. O(bytes).
YKIEN_API Expanded expand(std::string_view utf8, const ExpandOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_TEXT_EXPAND_H_

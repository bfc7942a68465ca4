// What must hold for restoring accents on any text.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support_accents.h"
#include "ykien/base/range.h"
#include "ykien/text/restore.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> list = {
        " ",  " ",    " ",        "\n",   ". ",   ",",      "!",       "@",        "_",    "#",   "/",
        "12", "\xFF", "\xCC\x81", "ＡＢ", "x.vn", "a@b.vn", "QD-UBND", "the road", "tiền", "Hòa", "HOA"};
    for (const std::string& sentence : test::accented_sentences()) {
      const std::string folded = test::plain(sentence);
      for (const Token& token : tokenize(folded)) list.emplace_back(slice(folded, token.range));
    }
    return list;
  }();
  return all;
}

std::string any_text() {
  std::string text;
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces().size()))) {
    text += pieces()[i];
    if (i % 3 != 0) text += ' ';
  }
  return text;
}

RestoreOptions any_options() {
  return {*rc::gen::element(RestoreScope::unaccented, RestoreScope::every),
          *rc::gen::element(ToneStyle::new_style, ToneStyle::old_style, ToneStyle::keep)};
}

// The input with the restored syllables put in, by the list and by the map.
void check_way_back(const std::string& text, const Restored& result) {
  std::string rebuilt;
  std::uint32_t copied = 0;
  for (const RestoredSyllable& one : result.syllables) {
    RC_ASSERT(one.from.begin >= copied && one.from.end <= text.size() && one.to.end <= result.text.size());
    rebuilt += text.substr(copied, one.from.begin - copied);
    rebuilt += slice(result.text, one.to);
    copied = one.from.end;
    RC_ASSERT(one.confidence >= 0 && one.confidence <= 1);
    RC_ASSERT(result.offsets.source(one.to) == one.from);
  }
  RC_ASSERT(rebuilt + text.substr(copied) == result.text);
}

RC_GTEST_PROP(Restore, ChangesNothingButAccents, ()) {
  const std::string text = any_text();
  const Restored result = restore_accents(text, test::small_accent_model(), any_options());
  RC_ASSERT(test::plain(result.text) == test::plain(text));
  check_way_back(text, result);
}

RC_GTEST_PROP(Restore, TakesAnyBytes, ()) {
  const std::string text = *rc::gen::arbitrary<std::string>();
  check_way_back(text, restore_accents(text, test::small_accent_model(), any_options()));
}

RC_GTEST_PROP(Restore, LeavesAccentedTextAlone, ()) {
  std::string text;
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 100))) {
    text += test::accented_sentences()[i] + *rc::gen::element<std::string>(" ", "\n");
  }
  RC_ASSERT(restore_accents(text, test::small_accent_model()).text == text);
}

RC_GTEST_PROP(Restore, LinesDoNotDependOnEachOther, ()) {
  const std::string above = any_text();
  const std::string below = any_text();
  const AccentModel& model = test::small_accent_model();
  RC_ASSERT(restore_accents(above + "\n" + below, model).text ==
            restore_accents(above + "\n", model).text + restore_accents(below, model).text);
}

}  // namespace
}  // namespace ykien

// Letters that look like a Vietnamese letter and stand for it in text that was copied, decorated or
// disguised.
#ifndef YKIEN_TEXT_DETAIL_ALIKE_H_
#define YKIEN_TEXT_DETAIL_ALIKE_H_

#include "text/detail/letters.h"

namespace ykien::detail {

struct Alike {
  Symbol symbol = kNoSymbol;
  bool latin = true;  // a form of a Latin letter; otherwise one of another script
};

// What the code point, as it stands in the source (either case), looks like: small capitals and phonetic
// letters, Cyrillic, Greek. symbol == kNoSymbol for everything else.
constexpr Alike alike_of(char32_t value) noexcept {
  constexpr char32_t kLatin[] =
      U"ᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvʏyᴆđɑaɡgıiʋvɩi";
  constexpr char32_t kOther[] =
      U"аaАaвbВbсcСcԁdԀdеeЕeһhҺhнhНhћhЋhіiІiкkКkмmМmоoОoпnПnрpРpԛqԚqгrѕsЅsтtТtѵvѴvуyУyүyҮyхxХxђđЂđ"
      U"αaΑaβbΒbεeΕeηnΗhιiΙiκkΚkΜmΝnοoΟoρpΡpτtΤtυuΥyνvχxΧx";
  for (const char32_t* at = kLatin; *at != 0; at += 2) {
    if (at[0] == value) return {letter_of(at[1]).symbol, true};
  }
  for (const char32_t* at = kOther; *at != 0; at += 2) {
    if (at[0] == value) return {letter_of(at[1]).symbol, false};
  }
  return {};
}

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ALIKE_H_

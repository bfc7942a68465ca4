#include "text/encoding/tables.h"

#include <array>

namespace ykien::encoding {
namespace {

// clang-format off
constexpr char16_t kWindows1252[] =
    u"€\201‚ƒ„…†‡ˆ‰Š‹Œ\215Ž\217"
    u"\220‘’“”•–—˜™š›œ\235žŸ"
    u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    u"°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    u"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    u"àáâãäåæçèéêëìíîï"
    u"ðñòóôõö÷øùúûüýþÿ";

constexpr char16_t kWindows1258[] =
    u"€\201‚ƒ„…†‡ˆ‰\212‹Œ\215\216\217"
    u"\220‘’“”•–—˜™\232›œ\235\236Ÿ"
    u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    u"°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏ"
    u"ĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
    u"àáâăäåæçèéêë\u0301íîï"
    u"đñ\u0323óôơö÷øùúûüư₫ÿ";

// The ABC fonts have no toned capitals; where they have nothing, the letters of TCVN 5712 do no harm.
constexpr char16_t kTcvn3[] =
    u"€\201‚ƒ„…†‡ˆ‰Š‹Œ\215Ž\217"
    u"\220‘’“”•–—˜™š›œ\235žŸ"
    u"\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ"
    u"\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    u"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    u"éẹềểễếệìỉỄẾỒĩíịò"
    u"Ổỏõóọồổỗốộờởỡớợù"
    u"ỖủũúụừửữứựỳỷỹýỵỐ";

constexpr char16_t kTcvn5712[] =
    u"ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"
    u"ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    u"\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ"
    u"\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    u"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    u"éẹềểễếệìỉỄẾỒĩíịò"
    u"Ổỏõóọồổỗốộờởỡớợù"
    u"ỖủũúụừửữứựỳỷỹýỵỐ";
constexpr ByteLetter kTcvn5712Controls[] = {
    {0x01, u'Ú'}, {0x02, u'Ụ'}, {0x04, u'Ừ'}, {0x05, u'Ử'}, {0x06, u'Ữ'}, {0x11, u'Ứ'},
    {0x12, u'Ự'}, {0x13, u'Ỳ'}, {0x14, u'Ỷ'}, {0x15, u'Ỹ'}, {0x16, u'Ý'}, {0x17, u'Ỵ'}};

// Bytes that are marks after a vowel stand for themselves elsewhere.
constexpr char16_t kVni[] =
    u"€\201‚ƒ„…†‡ˆ‰Š‹Œ\215Ž\217"
    u"\220‘’“”•–—˜™š›œ\235žŸ"
    u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    u"°±²³´µ¶·¸¹º»¼½¾¿"
    u"ÀÁÂÃÄÅỈÇÈÉÊËÌÍỴÏ"
    u"ÐĐỊĨƠÕƯ×ØÙÚÛÜÝÞß"
    u"àáâãäåỉçèéêëìíỵï"
    u"ðđịĩơõư÷øùúûüýþÿ";

constexpr char16_t kViscii[] =
    u"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    u"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    u"Õắằặấầẩậẽẹếềểễệố"
    u"ồổỗỠƠộờởịỰỨỪỬơớƯ"
    u"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    u"ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    u"àáâãảăữẫèéêẻìíĩỉ"
    u"đựòóôõỏọụùúũủýợỮ";
constexpr ByteLetter kVisciiControls[] = {{0x02, u'Ẳ'}, {0x05, u'Ẵ'}, {0x06, u'Ẫ'},
                                          {0x14, u'Ỷ'}, {0x19, u'Ỹ'}, {0x1E, u'Ỵ'}};

constexpr char16_t kVps[] =
    u"ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    u"Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    u"\u00A0ắằẳẵặỠớÙờởỡŨỨợỪ"
    u"ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    u"ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    u"ƯỦồốÔỏơÈừứÚũưÝẺß"
    u"àáâãảạăçèéêẽìíîĩ"
    u"ẴĐòóôõöƠụùúủüỶẼỳ";
constexpr ByteLetter kVpsControls[] = {
    {0x02, u'Ạ'}, {0x03, u'Ậ'}, {0x04, u'Ặ'}, {0x05, u'Ẹ'}, {0x06, u'Ệ'}, {0x10, u'Ị'}, {0x11, u'Ọ'},
    {0x12, u'Ộ'}, {0x13, u'Ợ'}, {0x14, u'Ụ'}, {0x15, u'Ự'}, {0x19, u'Ỵ'}, {0x1C, u'Ẫ'}, {0x1D, u'Ữ'}};
// clang-format on

constexpr Charset kCharsets[] = {{{kWindows1258, 128}, {}},
                                 {{kTcvn3, 128}, {}},
                                 {{kTcvn5712, 128}, kTcvn5712Controls},
                                 {{kVni, 128}, {}},
                                 {{kViscii, 128}, kVisciiControls},
                                 {{kVps, 128}, kVpsControls}};
constexpr Charset kMisread1252 = {{kWindows1252, 128}, {}};

struct Mark {
  std::uint8_t byte;
  Accents accents;
};

// Of small vowels; those of capitals are 0x20 less.
constexpr Mark kVniMarks[] = {{0xF8, {0, 1}}, {0xF9, {0, 2}}, {0xFB, {0, 3}}, {0xF5, {0, 4}}, {0xEF, {0, 5}},
                              {0xE2, {1, 0}}, {0xE0, {1, 1}}, {0xE1, {1, 2}}, {0xE5, {1, 3}}, {0xE3, {1, 4}},
                              {0xE4, {1, 5}}, {0xEA, {2, 0}}, {0xE8, {2, 1}}, {0xE9, {2, 2}}, {0xFA, {2, 3}},
                              {0xFC, {2, 4}}, {0xEB, {2, 5}}};

constexpr Mark kViqrMarks[] = {{'^', {1, 0}},  {'(', {2, 0}}, {'+', {3, 0}}, {'*', {3, 0}}, {'`', {0, 1}},
                               {'\'', {0, 2}}, {'?', {0, 3}}, {'~', {0, 4}}, {'.', {0, 5}}};

}  // namespace

const Charset& charset_of(Encoding encoding) noexcept {
  return kCharsets[static_cast<std::size_t>(encoding) - static_cast<std::size_t>(Encoding::windows1258)];
}

const Charset& charset_of(Misreading misreading) noexcept {
  return misreading == Misreading::windows1258 ? charset_of(Encoding::windows1258) : kMisread1252;
}

Accents vni_mark(std::uint8_t byte) noexcept {
  for (const Mark& mark : kVniMarks) {
    if (byte == mark.byte || byte == mark.byte - 0x20) return mark.accents;
  }
  return {};
}

Accents viqr_mark(std::uint8_t byte) noexcept {
  for (const Mark& mark : kViqrMarks) {
    if (byte == mark.byte) return mark.accents;
  }
  return {};
}

}  // namespace ykien::encoding

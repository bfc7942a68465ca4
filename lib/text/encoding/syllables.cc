#include "text/encoding/syllables.h"

#include <algorithm>
#include <array>
#include <memory>

#include "text/detail/tone.h"

namespace ykien::encoding {
namespace {

// A rime, and for each tone (none, grave, acute, hook, tilde, dot) how common it is in the civic corpus of
// this repository: 0 never, n about 4^(n-1) times in 400,000 syllables.
struct Rime {
  std::u16string_view letters;
  std::string_view classes;
};

// clang-format off
constexpr Rime kRimes[] = {
    {u"a", "786776"}, {u"ai", "766757"}, {u"am", "676516"}, {u"an", "767646"}, {u"ang", "667535"},
    {u"anh", "766555"}, {u"ao", "776645"}, {u"au", "656000"}, {u"ay", "776655"}, {u"e", "755656"},
    {u"em", "744520"}, {u"en", "654125"}, {u"eng", "200300"}, {u"eo", "655303"}, {u"i", "776657"},
    {u"ia", "654445"}, {u"im", "553300"}, {u"in", "755203"}, {u"inh", "666546"}, {u"iu", "333325"},
    {u"iêm", "524645"}, {u"iên", "665556"}, {u"iêng", "525214"}, {u"iêu", "566536"}, {u"iêc", "005006"},
    {u"iêp", "005005"}, {u"iêt", "006005"}, {u"o", "758666"}, {u"oa", "556504"}, {u"oai", "465105"},
    {u"oam", "000000"}, {u"oan", "565545"}, {u"oang", "443411"}, {u"oanh", "400200"}, {u"oao", "000000"},
    {u"oay", "303000"}, {u"oe", "322400"}, {u"oem", "000000"}, {u"oen", "000000"}, {u"oeo", "020000"},
    {u"oi", "667636"}, {u"om", "536330"}, {u"on", "765105"}, {u"ong", "766444"}, {u"oong", "200000"},
    {u"oac", "003000"}, {u"oach", "000004"}, {u"oap", "000000"}, {u"oat", "004005"}, {u"oet", "002000"},
    {u"ooc", "001000"}, {u"oăm", "000000"}, {u"oăn", "220000"}, {u"oăng", "020000"}, {u"oăc", "002004"},
    {u"oăt", "000000"}, {u"u", "756666"}, {u"ua", "655623"}, {u"ui", "655445"}, {u"um", "353004"},
    {u"un", "444113"}, {u"ung", "666465"}, {u"uy", "534502"}, {u"uya", "400000"}, {u"uyn", "100000"},
    {u"uynh", "421000"}, {u"uyu", "000000"}, {u"uyên", "545536"}, {u"uyêt", "004004"}, {u"uâ", "000000"},
    {u"uân", "454424"}, {u"uâng", "000000"}, {u"uây", "000000"}, {u"uê", "525302"}, {u"uên", "000000"},
    {u"uênh", "000000"}, {u"uêu", "000000"}, {u"uôi", "535633"}, {u"uôm", "000001"}, {u"uôn", "646004"},
    {u"uông", "446125"}, {u"uôu", "000000"}, {u"uych", "000000"}, {u"uyp", "000000"}, {u"uyt", "004000"},
    {u"uơ", "000100"}, {u"uât", "005005"}, {u"uêch", "000000"}, {u"uôc", "005005"}, {u"uôp", "000000"},
    {u"uôt", "004004"}, {u"y", "656553"}, {u"ac", "007005"}, {u"ach", "006005"}, {u"ap", "005005"},
    {u"at", "006005"}, {u"âm", "555424"}, {u"ân", "775367"}, {u"âng", "450300"}, {u"âu", "665555"},
    {u"ây", "657446"}, {u"ec", "004002"}, {u"ep", "005005"}, {u"et", "006004"}, {u"ê", "676655"},
    {u"êm", "634003"}, {u"ên", "756102"}, {u"êng", "000000"}, {u"ênh", "420025"}, {u"êu", "555000"},
    {u"ich", "005006"}, {u"ip", "002004"}, {u"it", "005005"}, {u"oc", "005006"}, {u"op", "005006"},
    {u"ot", "004004"}, {u"ô", "667767"}, {u"ôi", "776566"}, {u"ôm", "644204"}, {u"ôn", "656324"},
    {u"ông", "866626"}, {u"ôông", "000000"}, {u"uc", "006006"}, {u"up", "005005"}, {u"ut", "005004"},
    {u"ăm", "755022"}, {u"ăn", "635445"}, {u"ăng", "665535"}, {u"ơ", "675756"}, {u"ơi", "667405"},
    {u"ơm", "504000"}, {u"ơn", "635014"}, {u"ơng", "100000"}, {u"ư", "666666"}, {u"ưa", "755664"},
    {u"ưi", "000600"}, {u"ưm", "000000"}, {u"ưn", "000000"}, {u"ưng", "666245"}, {u"ưu", "504234"},
    {u"ươi", "575350"}, {u"ươm", "121003"}, {u"ươn", "254005"}, {u"ương", "675645"}, {u"ươu", "001004"},
    {u"ươc", "007007"}, {u"ươp", "002002"}, {u"ươt", "004005"}, {u"âc", "004003"}, {u"âp", "006006"},
    {u"ât", "007005"}, {u"ăc", "005005"}, {u"ăp", "005005"}, {u"ăt", "006006"}, {u"êc", "000000"},
    {u"êch", "002003"}, {u"êp", "005000"}, {u"êt", "006004"}, {u"ôc", "005005"}, {u"ôp", "004006"},
    {u"ôt", "006007"}, {u"ơc", "000000"}, {u"ơp", "005005"}, {u"ơt", "005005"}, {u"ưc", "005006"},
    {u"ưp", "000000"}, {u"ưt", "005002"}, {u"yn", "000000"}, {u"ynh", "020000"}, {u"yên", "453300"},
    {u"yêu", "404000"}, {u"yêt", "005000"}, {u"ych", "000000"}, {u"yp", "000000"}, {u"yt", "001003"},
    {u"yêm", "001000"}, {u"yêng", "000000"},
};
// clang-format on

constexpr std::u16string_view kOnsets[] = {
    u"",  u"b",  u"c",   u"ch", u"d", u"đ",  u"g",  u"gh", u"gi", u"h", u"k",  u"kh", u"l", u"m",
    u"n", u"ng", u"ngh", u"nh", u"p", u"ph", u"qu", u"r",  u"s",  u"t", u"th", u"tr", u"v", u"x"};

constexpr bool one_of(char16_t letter, std::u16string_view set) noexcept {
  return set.find(letter) != set.npos;
}

// The spelling rules: c g ng before back vowels, k gh ngh before front ones; qu and gi have their u and i
// already.
bool may_meet(std::u16string_view onset, std::u16string_view rime) noexcept {
  const char16_t first = rime[0];
  const bool front = one_of(first, u"eêiy");
  if (onset == u"c" || onset == u"ng") return !front;
  if (onset == u"k") return front;
  if (onset == u"g") return !one_of(first, u"eêy");  // gì, giếng
  if (onset == u"gh" || onset == u"ngh") return one_of(first, u"eêi");
  if (onset == u"gi") return !one_of(first, u"iy");
  if (onset == u"qu") return !one_of(first, u"uư") && !rime.starts_with(u"oa") && !rime.starts_with(u"oe");
  return rime.size() == 1 || first != u'y' || onset.empty();
}

bool stopped(std::u16string_view rime) noexcept {
  return one_of(rime.back(), u"cpt") || rime.ends_with(u"ch");
}

constexpr std::size_t kSlots = std::size_t{1} << 13;  // for some 4,000 syllables
static_assert(std::size(kRimes) == 177);

struct Entry {
  std::uint64_t key = 0;
  std::array<std::uint8_t, detail::kTones> classes{};
  std::uint8_t place = 0;      // of the tone, counted from the first letter
  std::uint8_t old_place = 0;  // the same in the old style
};

std::size_t slot_of(std::uint64_t key) noexcept {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 51);
}

class Table {
 public:
  Table() {
    for (const std::u16string_view onset : kOnsets) {
      for (const Rime& rime : kRimes) {
        if (may_meet(onset, rime.letters)) add(onset, rime);
      }
    }
  }

  const Entry* find(std::uint64_t key) const noexcept {
    for (std::size_t slot = slot_of(key);; slot = (slot + 1) % kSlots) {
      if (entries_[slot].key == key) return &entries_[slot];
      if (entries_[slot].key == 0) return nullptr;
    }
  }

 private:
  void add(std::u16string_view onset, const Rime& rime) {
    std::array<detail::Symbol, 2 * detail::kLongestSyllable> symbols{};
    std::size_t size = 0;
    std::uint64_t key = 0;
    for (const std::u16string_view part : {onset, rime.letters}) {
      for (const char16_t letter : part) {
        symbols[size] = detail::letter_of(letter).symbol;
        key = with_letter(key, symbols[size++]);
      }
    }
    if (size > detail::kLongestSyllable || find(key) != nullptr) return;
    const auto place_in = [&](ToneStyle style) {
      const int place = detail::tone_position({symbols.data(), size}, style);
      return static_cast<std::uint8_t>(place < 0 ? static_cast<int>(onset.size()) + 1 : place);  // ôông, uôu
    };
    Entry entry{key, {}, place_in(ToneStyle::new_style), place_in(ToneStyle::old_style)};
    for (std::size_t tone = 0; tone < detail::kTones; ++tone) {
      const bool legal = !stopped(rime.letters) || tone == 2 || tone == 5;
      entry.classes[tone] = legal ? static_cast<std::uint8_t>(rime.classes[tone] - '0') : kIllegal;
    }
    std::size_t slot = slot_of(key);
    while (entries_[slot].key != 0) slot = (slot + 1) % kSlots;
    entries_[slot] = entry;
  }

  std::array<Entry, kSlots> entries_{};
};

}  // namespace

std::uint8_t syllable_class(std::uint64_t key, int tone, int place) noexcept {
  static const auto table = std::make_unique<Table>();
  const Entry* const entry = table->find(key);
  if (entry == nullptr) return kIllegal;
  if (tone != 0 && place != entry->place && place != entry->old_place) return kIllegal;
  return entry->classes[static_cast<std::size_t>(tone)];
}

}  // namespace ykien::encoding

#include "ykien/text/redact.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "text/detail/utf8.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

// clang-format off

constexpr std::array<std::string_view, kPrivateKinds> kMarks = {
    "[điện thoại]", "[thư điện tử]", "[liên kết]", "[số giấy tờ]", "[số nhà]", "[tên]"};

// Words before a name, folded.
constexpr auto kTitles = std::to_array<std::string_view>({
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "dì", "cậu", "mợ", "thím", "em", "cháu", "cụ", "thầy", "đồng", "chí",
    "đ/c", "tên", "là", "mr", "mrs", "ms"});

// Offices that stand between a title and a name, or in the place of one: their syllables.
constexpr auto kOffices = std::to_array<std::string_view>({
    "chủ", "tịch", "phó", "bí", "thư", "tổ", "trưởng", "khu", "phố", "thôn", "ấp", "cán", "bộ", "công", "an", "chức", "giám",
    "đốc", "hiệu", "bác", "sĩ", "cảnh", "sát", "đại", "biểu", "ủy", "viên", "phường", "xã", "quận", "ubnd", "hđnd", "chi",
    "đảng", "dân", "quân", "kế", "toán", "thủ", "quỹ", "tư", "pháp", "địa", "chính", "covid"});

constexpr auto kFamilyNames = std::to_array<std::string_view>({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
    "đinh", "đoàn", "trịnh", "trương", "lâm", "mai", "tô", "hà", "cao", "châu", "lưu", "tạ", "thái", "phùng", "vương", "quách"});

// What carries a person's name without being one: streets, schools, wards ...
constexpr auto kPlaces = std::to_array<std::string_view>({
    "đường", "phố", "hẻm", "ngõ", "ngách", "kiệt", "phường", "xã", "quận", "huyện", "tỉnh", "trường", "chợ", "cầu", "viện",
    "học", "sở", "thpt", "thcs", "viên", "số", "q", "p", "đ", "tp", "thôn", "ấp", "khu", "bến", "cảng", "nẵng", "nội"});

// clang-format on

constexpr std::size_t kLongestName = 5;  // syllables
constexpr std::size_t kLeastIdDigits = 8;

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

class Finder {
 public:
  explicit Finder(std::string_view utf8)
      : text_(utf8), folded_(normalize(utf8)), tokens_(tokenize(folded_.text)) {}

  std::vector<PrivateRange> find() {
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t taken = take_name(i);
      if (taken == 0) take_token(i);
      i += std::max<std::size_t>(1, taken);
    }
    return std::move(found_);
  }

 private:
  std::string_view word(std::size_t i) const {
    return i < tokens_.size() ? slice(folded_.text, tokens_[i].range) : std::string_view();
  }
  bool is_kind(std::size_t i, TokenKind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
  Range source(std::size_t first, std::size_t last) const {
    return folded_.offsets.source({tokens_[first].range.begin, tokens_[last].range.end});
  }

  bool is_capital(std::size_t i) const {
    if (!is_kind(i, TokenKind::syllable)) return false;
    const std::string_view written = slice(text_, source(i, i));
    return !written.empty() &&
           u_isupper(static_cast<UChar32>(
               detail::read_code_point(written.data(), written.data() + written.size()).value));
  }

  // Capitals in a row from `i`, with nothing but blanks between them.
  std::size_t capitals(std::size_t i) const {
    std::size_t count = 0;
    while (count < kLongestName && is_capital(i + count)) ++count;
    return count;
  }

  void take(std::size_t first, std::size_t count, PrivateKind kind) {
    found_.push_back({source(first, first + count - 1), kind});
  }

  // How many tokens at `i` are a name; they are taken.
  std::size_t take_name(std::size_t i) {
    if (!is_capital(i) || is_one_of(kOffices, word(i))) return 0;
    const std::size_t count = capitals(i);
    if (!follows_title(i) && !(count >= 2 && is_one_of(kFamilyNames, word(i)) && !follows_place(i))) return 0;
    take(i, count, PrivateKind::name);
    return count;
  }

  // A title stands before `i`, with an office of up to four syllables between them.
  bool follows_title(std::size_t i) const {
    for (std::size_t back = 1; back <= 5 && back <= i; ++back) {
      const std::string_view before = word(i - back);
      if (is_one_of(kTitles, before) && !is_place_before(i - back))
        return before != "là" || introduces(i - back);
      if (!is_one_of(kOffices, before)) return false;
    }
    return false;
  }

  // "tôi là", "tên là": an "là" alone begins any predicate.
  bool introduces(std::size_t is) const { return is > 0 && (word(is - 1) == "tên" || word(is - 1) == "tôi"); }
  bool is_place_before(std::size_t i) const {
    return i > 0 && (word(i - 1) == "đường" || word(i - 1) == "chợ");
  }

  bool follows_place(std::size_t i) const { return i > 0 && is_one_of(kPlaces, word(i - 1)); }

  void take_token(std::size_t i) {
    switch (tokens_[i].kind) {
      case TokenKind::phone: return take(i, 1, PrivateKind::phone);
      case TokenKind::email: return take(i, 1, PrivateKind::email);
      case TokenKind::url: return take(i, 1, PrivateKind::url);
      case TokenKind::number: return take_number(i);
      default: return;
    }
  }

  void take_number(std::size_t i) {
    const std::string_view digits = word(i);
    const auto count = std::ranges::count_if(digits, [](char c) { return c >= '0' && c <= '9'; });
    const bool bare = digits.find_first_of(",") == digits.npos;
    if (static_cast<std::size_t>(count) >= kLeastIdDigits && bare) return take(i, 1, PrivateKind::id_number);
    const bool house = i >= 2 && ((word(i - 2) == "số" && word(i - 1) == "nhà") ||
                                  (word(i - 2) == "nhà" && word(i - 1) == "số"));
    if (house) take(i, 1, PrivateKind::house);
  }

  std::string_view text_;
  Normalized folded_;
  std::vector<Token> tokens_;
  std::vector<PrivateRange> found_;
};

}  // namespace

std::string_view private_mark(PrivateKind kind) noexcept { return kMarks[static_cast<std::size_t>(kind)]; }

std::vector<PrivateRange> find_private(std::string_view utf8) { return Finder(utf8).find(); }

std::string redact(std::string_view utf8) {
  std::string result;
  std::size_t at = 0;
  for (const PrivateRange& found : find_private(utf8)) {
    result += utf8.substr(at, found.range.begin - at);
    result += private_mark(found.kind);
    at = found.range.end;
  }
  return result.append(utf8.substr(at));
}

}  // namespace ykien

#include "ykien/text/requests.h"

#include <algorithm>
#include <string>

#include "text/detail/folder.h"
#include "text/detail/list_marks.h"
#include "text/detail/reach.h"
#include "ykien/text/sentences.h"

namespace ykien {
namespace {

// clang-format off

// Words with which people ask for something, folded; with accents and typed without.
constexpr std::string_view kAsking[] = {"đề nghị", "kiến nghị", "đề xuất", "yêu cầu", "xin hỏi", "cho hỏi", "mong", "xin được",
                                        "de nghi", "kien nghi", "de xuat", "yeu cau", "xin hoi", "cho hoi", "xin duoc"};
// Words that ask at the beginning only.
constexpr std::string_view kAskingFirst[] = {"xin", "nhờ", "hỏi", "phản ánh", "thắc mắc", "nho", "hoi", "phan anh", "thac mac"};
// Beginnings of a further matter.
constexpr std::string_view kFurther[] = {"ngoài ra", "thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "một là", "hai là", "ba là",
                                         "bốn là", "bên cạnh đó", "mặt khác", "một việc nữa", "việc thứ", "vấn đề thứ", "ý kiến thứ",
                                         "tiếp theo", "cuối cùng", "còn việc", "còn về", "về việc", "ngoai ra", "thu nhat", "thu hai",
                                         "thu ba", "ben canh do", "mot viec nua", "cuoi cung"};
// Beginnings of what leads to the first request ...
constexpr std::string_view kGreeting[] = {"kính gửi", "kính thưa", "kính chào", "thưa", "tôi tên", "tôi là", "em là", "em tên", "tên tôi",
                                          "họ và tên", "họ tên", "địa chỉ", "đồng kính gửi", "số điện thoại", "kinh gui", "toi ten"};
// ... and of what closes the last one.
constexpr std::string_view kClosing[] = {"xin cảm ơn", "xin chân thành", "chân thành", "trân trọng", "xin trân trọng", "cảm ơn", "rất mong",
                                         "kính mong", "mong sớm", "mong quý", "mong được", "tôi xin cam đoan", "xin hết", "xin cám ơn",
                                         "cám ơn", "em cảm ơn", "tôi xin cảm ơn", "tôi xin chân thành", "xin cam on", "cam on",
                                         "tran trong"};

// clang-format on

constexpr std::uint32_t kShort = 90;  // bytes: parts of a bare list (đường hư; đèn tắt; rác đầy)
constexpr std::size_t kLongestClosing = 120;  // bytes: a longer sentence asks for something of its own

template <std::size_t n>
bool begins_with(std::string_view text, const std::string_view (&list)[n]) noexcept {
  return std::ranges::any_of(list, [text](std::string_view words) {
    return text.starts_with(words) &&
           (text.size() == words.size() || !detail::is_ascii_letter(text[words.size()]));
  });
}

// What one sentence is in a petition.
struct Part {
  Range range;
  bool item = false;  // begins with the number or the sign of a list
  bool after_semicolon = false;
  bool on_new_line = false;
  bool asks = false;
  bool further = false;
  bool greets = false;  // or only introduces what follows
  bool closes = false;
  bool is_short = false;
  bool asked_later = false;  // a later sentence, before the next item, asks
};

class Parts {
 public:
  explicit Parts(std::string_view text) : text_(text) {
    std::vector<Range> ranges;
    sentences(text, ranges);
    parts_.reserve(ranges.size());
    for (const Range range : ranges) add(range);
    look_ahead();
  }

  // The whole text when it holds no more than one request.
  std::vector<Range> grouped() const {
    std::vector<Range> groups;
    bool content = false;  // the open group says more than a greeting
    bool asked = false;
    bool bare_list = false;  // so far one of short parts
    for (const Part& part : parts_) {
      if (groups.empty() || (content && begins(part, asked, bare_list))) {
        groups.push_back(part.range);
        content = asked = false;
      }
      groups.back().end = part.range.end;
      content = !part.greets && (content || !part.closes);
      asked |= part.asks && !part.closes;
      bare_list = part.is_short && !part.asks && !part.asked_later;
    }
    return groups;
  }

 private:
  static bool begins(const Part& part, bool asked, bool bare_list) noexcept {
    if (part.closes) return false;
    if (part.item || part.further) return true;
    if (part.after_semicolon && bare_list && part.is_short) return true;
    return asked && (part.asks || part.asked_later || part.on_new_line || part.after_semicolon);
  }

  void add(Range range) {
    Part part{range};
    std::string_view written = slice(text_, range);
    const std::uint32_t sign = detail::list_sign(written, 0);
    std::uint32_t head = sign;
    while (sign != 0 && head < written.size() && written[head] == ' ') ++head;
    const std::uint32_t number = detail::item_number(written, head).length;
    part.item = sign != 0 || number != 0;
    read(written.substr(std::min<std::size_t>(head + number, written.size())), part);
    if (!parts_.empty()) {
      const std::uint32_t end = parts_.back().range.end;
      part.after_semicolon = text_[end - 1] == ';';
      part.on_new_line = text_.substr(end, range.begin - end).find('\n') != std::string_view::npos;
    }
    parts_.push_back(part);
  }

  void read(std::string_view written, Part& part) {
    folded_.clear();
    detail::TextSink sink{folded_};
    detail::Folder(written, ToneStyle::new_style, sink).run();
    const std::string_view words =
        std::string_view(folded_).substr(std::min(folded_.find_first_not_of(" \t"), folded_.size()));
    part.further = begins_with(words, kFurther);
    part.closes = words.size() <= kLongestClosing && begins_with(words, kClosing) && !part.item;
    part.greets = (begins_with(words, kGreeting) && !part.item) || words.ends_with(':');
    part.is_short = part.range.size() <= kShort;
    part.asks = words.ends_with('?') || begins_with(words, kAskingFirst) ||
                std::ranges::any_of(kAsking, [words](std::string_view asking) {
                  return words.find(asking) != std::string_view::npos;
                });
  }

  void look_ahead() {
    bool asked = false;
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
      part->asked_later = asked;
      asked = (asked || (part->asks && !part->closes)) && !part->item;
    }
  }

  std::string_view text_;
  std::vector<Part> parts_;
  std::string folded_;
};

}  // namespace

std::vector<Range> requests(std::string_view utf8) {
  detail::require_in_reach("requests", utf8.size());
  return Parts(utf8).grouped();
}

}  // namespace ykien

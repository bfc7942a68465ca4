// What must hold for sentences and requests of any bytes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "text/detail/char_class.h"
#include "ykien/text/requests.h"
#include "ykien/text/sentences.h"

namespace ykien {
namespace {

std::string any_petition() {
  static const std::vector<std::string> pieces = {
      " ",
      " ",
      " ",
      "\n",
      "\r\n",
      ".",
      ". ",
      "...",
      "…",
      "!",
      "? ",
      ";",
      "; ",
      ":",
      ": ",
      ",",
      "(",
      ")",
      "“",
      "”",
      "\"",
      "1. ",
      "2. ",
      "2/",
      "1)",
      "a) ",
      "b) ",
      "I. ",
      "II/ ",
      "- ",
      "_",
      "+ ",
      "* ",
      "• ",
      "TP.",
      "P. ",
      "N.V.A. ",
      "v.v. ",
      "Đề nghị",
      "đề nghị",
      "Đường",
      "đường hẻm",
      "sửa",
      "ngoài ra",
      "Kính gửi",
      "Xin cảm ơn",
      "số",
      "tổ",
      "5",
      "2021",
      "1.000",
      "\xC2\xA0",
      "\xE2\x80\x8B",
      "\xFF",
      "\xE1\xBB",
      "&nbsp;",
      "www.a.vn",
      "đường hẻm trước nhà tôi từ chợ đến cổng trường hư đã lâu mà chưa ai sửa"};
  std::string text;
  for (const std::size_t i :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces.size()))) {
    text += pieces[i];
  }
  return text;
}

// Blank by the definition of the header, code point by code point.
bool is_blank(const detail::CodePoint& point) {
  return point.valid && detail::char_class(point.value) == detail::CharClass::blank;
}

void check(const std::string& text, const std::vector<Range>& ranges) {
  std::size_t next = 0;
  const char* const end = text.data() + text.size();
  for (std::uint32_t at = 0; at < text.size();) {
    const detail::CodePoint point = detail::read_code_point(text.data() + at, end);
    while (next < ranges.size() && ranges[next].end <= at) ++next;
    const bool covered = next < ranges.size() && ranges[next].begin <= at;
    const bool at_border = covered && (ranges[next].begin == at || ranges[next].end == at + point.length);
    const bool blank = is_blank(point);
    RC_ASSERT((blank ? !at_border : covered));
    at += point.length;
  }
  std::uint32_t last = 0;
  for (const Range range : ranges) {
    RC_ASSERT(range.begin >= last);
    RC_ASSERT(range.begin < range.end);
    last = range.end;
  }
  RC_ASSERT(last <= text.size());
}

RC_GTEST_PROP(Sentences, AreInOrderAndCoverWhatIsVisible, ()) {
  const std::string text = any_petition();
  check(text, sentences(text));
}

RC_GTEST_PROP(Sentences, AreInOrderAndCoverAnyBytes, ()) {
  const std::string text = *rc::gen::arbitrary<std::string>();
  check(text, sentences(text));
}

RC_GTEST_PROP(Requests, AreWholeSentencesAndCoverAll, ()) {
  const std::string text = *rc::gen::arbitrary<bool>() ? any_petition() : *rc::gen::arbitrary<std::string>();
  const std::vector<Range> parts = sentences(text);
  const std::vector<Range> groups = requests(text);
  check(text, groups);
  RC_ASSERT(groups.empty() == parts.empty());
  for (const Range group : groups) {
    RC_ASSERT(std::ranges::find(parts, group.begin, &Range::begin) != parts.end());
    RC_ASSERT(std::ranges::find(parts, group.end, &Range::end) != parts.end());
  }
}

// Blank lines around a text change nothing but the places.
RC_GTEST_PROP(Sentences, DoNotDependOnBlanksAround, ()) {
  const std::string text = any_petition();
  std::vector<Range> moved = sentences("\n \n" + text + " \n\n");
  for (Range& range : moved) range = {range.begin - 3, range.end - 3};
  RC_ASSERT(moved == sentences(text));
}

}  // namespace
}  // namespace ykien

#include "table/detail/magic.h"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <locale>

#include "ykien/base/error.h"

namespace ykien::table::detail {
namespace {

using namespace std::string_view_literals;

struct Kind {
  std::string_view magic;
  const char* what;
  const char* cure;
};

constexpr std::array<Kind, 9> kKinds = {{
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old .xls file or a workbook with a password",
     "open it in Excel and save it as .xlsx without a password, or as CSV UTF-8"},
    {"\x1F\x8B"sv, "a gzip file", "unpack it with gunzip"},
    {"BZh"sv, "a bzip2 file", "unpack it with bunzip2"},
    {"\xFD"
     "7zXZ\0"sv,
     "an xz file", "unpack it with unxz"},
    {"Rar!\x1A\x07"sv, "a RAR archive", "unpack it"},
    {"%PDF-"sv, "a PDF document", "ask for the table as .xlsx or .csv"},
    {"\x89PNG\r\n"sv, "a picture", "ask for the table as .xlsx or .csv"},
    {"\xFF\xD8\xFF"sv, "a picture", "ask for the table as .xlsx or .csv"},
    {"\x7F"
     "ELF"sv,
     "a program", "name a table"},
}};

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 9 || (byte > 13 && byte < 32 && byte != 27) || byte == 127;
}

// Text has next to no control characters, and a decoder makes few U+FFFD of it.
bool looks_binary(std::string_view head) {
  std::size_t odd = static_cast<std::size_t>(std::ranges::count_if(head, is_control));
  for (std::size_t at = 0; (at = head.find("\xEF\xBF\xBD", at)) != head.npos; at += 3) odd += 2;
  return odd > 4 && 10 * odd > head.size();
}

// What follows a byte order mark and blanks.
std::string_view from_first_character(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head.remove_prefix(std::min(head.size(), head.find_first_not_of(" \t\r\n")));
  return head;
}

bool is_json_array(std::string_view head) {
  return head.starts_with('[') && from_first_character(head.substr(1)).starts_with('{');
}

// Many portals give a web page or XML the name .xls, and Excel opens it.
bool is_markup(std::string_view head) {
  constexpr std::string_view kBegin[] = {"<html", "<!doctype", "<?xml", "<table", "<meta", "<head"};
  return std::ranges::any_of(kBegin, [head](std::string_view begin) {
    return boost::algorithm::istarts_with(head, begin, std::locale::classic());
  });
}

}  // namespace

void refuse_what_is_no_table(std::string_view head, const std::string& name) {
  const auto refuse = [&](const std::string& what, const char* cure) {
    throw Error(ErrorCode::format, name, what, cure);
  };
  for (const Kind& kind : kKinds) {
    if (head.starts_with(kind.magic))
      refuse(std::string("this is ") + kind.what + ", not a table", kind.cure);
  }
  const std::string_view text = from_first_character(head);
  if (is_markup(text))
    refuse("this is a web page or XML, not a table",
           "open it in Excel and save it as .xlsx, or as CSV UTF-8");
  if (is_json_array(text))
    refuse("this is a JSON array; ykien reads one object a line", "convert it with: jq -c '.[]'");
  if (!head.starts_with("PK\x03\x04") && looks_binary(head))
    refuse("this is binary data, not a table", "name a .csv, .tsv, .jsonl or .xlsx file");
}

}  // namespace ykien::table::detail

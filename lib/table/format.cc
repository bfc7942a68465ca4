#include "ykien/table/format.h"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <locale>
#include <string>
#include <utility>

#include "ykien/base/error.h"

namespace ykien::table {
namespace {

constexpr std::array<std::pair<Format, std::string_view>, 5> kNames = {{{Format::automatic, "auto"},
                                                                        {Format::csv, "csv"},
                                                                        {Format::tsv, "tsv"},
                                                                        {Format::jsonl, "jsonl"},
                                                                        {Format::xlsx, "xlsx"}}};

constexpr std::array<std::pair<std::string_view, Format>, 7> kExtensions = {{{".csv", Format::csv},
                                                                             {".tsv", Format::tsv},
                                                                             {".tab", Format::tsv},
                                                                             {".jsonl", Format::jsonl},
                                                                             {".ndjson", Format::jsonl},
                                                                             {".xlsx", Format::xlsx},
                                                                             {".xlsm", Format::xlsx}}};

struct NotWritten {
  std::string_view extension;
  const char* cure;
};

constexpr const char* kNameXlsx = "name it .xlsx or .csv";
constexpr const char* kPackLater = "name it .csv and compress it afterwards";

constexpr std::array<NotWritten, 15> kNotWritten = {{{".xls", kNameXlsx},
                                                     {".xlsm", kNameXlsx},
                                                     {".xlsb", kNameXlsx},
                                                     {".ods", kNameXlsx},
                                                     {".doc", kNameXlsx},
                                                     {".docx", kNameXlsx},
                                                     {".pdf", kNameXlsx},
                                                     {".html", "name it .csv: a table is no web page"},
                                                     {".htm", "name it .csv: a table is no web page"},
                                                     {".json", "name it .jsonl: one object a line"},
                                                     {".zst", kPackLater},
                                                     {".gz", kPackLater},
                                                     {".bz2", kPackLater},
                                                     {".xz", kPackLater},
                                                     {".zip", kPackLater}}};

bool ends_with(std::string_view name, std::string_view extension) {
  return boost::algorithm::iends_with(name, extension, std::locale::classic());
}

}  // namespace

std::string_view format_name(Format format) noexcept {
  return std::ranges::find(kNames, format, &std::pair<Format, std::string_view>::first)->second;
}

Format format_of(std::string_view name) {
  const auto* found = std::ranges::find(kNames, name, &std::pair<Format, std::string_view>::second);
  if (found != kNames.end()) return found->first;
  throw Error(ErrorCode::usage, "", "unknown format \"" + std::string(name) + "\"",
              "use csv, tsv, jsonl, xlsx or auto");
}

Format format_by_name(std::string_view name) noexcept {
  if (ends_with(name, ".zst")) name.remove_suffix(4);
  for (const auto& [extension, format] : kExtensions) {
    if (ends_with(name, extension)) return format;
  }
  return Format::csv;
}

Format format_to_write(std::string_view name) {
  for (const auto& [extension, cure] : kNotWritten) {
    if (ends_with(name, extension))
      throw Error(ErrorCode::usage, std::string(name),
                  "a " + std::string(extension) + " file is not what is written", cure);
  }
  return format_by_name(name);
}

Format guess_format(std::string_view head, std::string_view name) noexcept {
  if (head.starts_with("PK\x03\x04")) return Format::xlsx;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  // {"key" begins an object and hardly a table of another kind.
  if (first != head.npos && head[first] == '{') {
    const std::size_t next = head.find_first_not_of(" \t", first + 1);
    if (next != head.npos && (head[next] == '"' || head[next] == '}')) return Format::jsonl;
  }
  const Format named = format_by_name(name);
  return named == Format::xlsx ? Format::csv : named;
}

}  // namespace ykien::table

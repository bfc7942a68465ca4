#include "table/detail/xlsx_parts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "table/detail/utf8.h"
#include "table/detail/xlsx_date.h"
#include "table/detail/xml.h"
#include "ykien/base/error.h"

namespace ykien::table::detail {
namespace {

int number_of(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct Relation {
  std::string type;  // the last part of its URI
  std::string target;
};

// A .rels part: which parts belong to another one.
class Relations final : public XmlHandler {
 public:
  Relations(const ZipArchive& archive, const std::string& part, std::string folder)
      : folder_(std::move(folder)) {
    if (archive.has(part)) parse_xml(archive.open(part), *this);
  }

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element != "Relationship") return;
    const std::string_view type = attributes["Type"], target = attributes["Target"];
    Relation relation{std::string(type.substr(type.rfind('/') + 1)), std::string(target)};
    relation.target = target.starts_with('/') ? std::string(target.substr(1)) : folder_ + std::string(target);
    all_.emplace(attributes["Id"], std::move(relation));
  }

  const Relation* by_id(const std::string& id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
  }

  std::string target_of_type(std::string_view type) const {
    for (const auto& [id, relation] : all_) {
      if (relation.type == type) return relation.target;
    }
    return "";
  }

 private:
  std::string folder_;
  std::map<std::string, Relation> all_;
};

struct Sheet {
  std::string name;
  std::string relation;
  bool hidden;
};

class SheetList final : public XmlHandler {
 public:
  explicit SheetList(ZipPart part) { parse_xml(std::move(part), *this); }

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "workbookPr")
      from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (element != "sheet") return;
    const std::string_view state = attributes["state"];
    sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                      !state.empty() && state != "visible"});
  }

  std::vector<Sheet> sheets;
  bool from_1904 = false;
};

class DateStyles final : public XmlHandler {
 public:
  explicit DateStyles(ZipPart part) { parse_xml(std::move(part), *this); }

  void start(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "numFmt") codes_[number_of(attributes["numFmtId"])] = attributes["formatCode"];
    in_cells_ = in_cells_ || element == "cellXfs";
    if (!in_cells_ || element != "xf") return;
    const int id = number_of(attributes["numFmtId"]);
    const auto code = codes_.find(id);
    dates.push_back(is_date_format(id, code == codes_.end() ? std::string_view() : code->second));
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") in_cells_ = false;
  }

  std::vector<bool> dates;

 private:
  std::map<int, std::string> codes_;
  bool in_cells_ = false;
};

class StringTable final : public XmlHandler {
 public:
  StringTable(ZipPart part, SharedStrings& strings) : where_(part.where()), strings_(strings) {
    parse_xml(std::move(part), *this);
  }

  void start(std::string_view element, const XmlAttributes&) override {
    in_text_ = element == "t" && !in_phonetic_;
    if (element == "rPh") in_phonetic_ = true;
    if (element == "si") current_.clear();
  }
  void end(std::string_view element) override {
    in_text_ = false;
    if (element == "rPh") in_phonetic_ = false;
    if (element == "si") take();
  }
  void text(std::string_view text) override {
    if (!in_text_) return;
    current_ += text;
    check(current_.size());
  }

 private:
  void take() {
    strings_.append(current_.find("_x") == current_.npos ? current_ : unescape_x(current_));
    strings_.close();
    check(0);
  }

  void check(std::size_t open) const {
    if (strings_.bytes() + open <= SharedStrings::kMaxBytes) return;
    throw Error(ErrorCode::limit, where_, "the workbook has over 1 GiB of text",
                "save the sheet as CSV UTF-8");
  }

  std::string where_;
  SharedStrings& strings_;
  std::string current_;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

std::string names_of(const std::vector<Sheet>& sheets) {
  std::string names;
  for (const Sheet& sheet : sheets) names += (names.empty() ? "\"" : ", \"") + sheet.name + "\"";
  return names;
}

// The sheet asked for, or the first visible one.
const Sheet& choose(const SheetList& list, const Relations& relations, const std::string& asked,
                    const std::string& name) {
  const auto is_worksheet = [&](const Sheet& sheet) {
    const Relation* relation = relations.by_id(sheet.relation);
    return relation != nullptr && relation->type == "worksheet";
  };
  const Sheet* best = nullptr;
  for (const Sheet& sheet : list.sheets) {
    if (!is_worksheet(sheet)) continue;
    if (!asked.empty() && sheet.name == asked) return sheet;
    if (best == nullptr || (best->hidden && !sheet.hidden)) best = &sheet;
  }
  if (best == nullptr)
    throw Error(ErrorCode::format, name, "the workbook has no worksheet", "check the file in Excel");
  if (asked.empty()) return *best;
  throw Error(ErrorCode::not_found, name, "no sheet is called \"" + asked + "\"",
              "the sheets are " + names_of(list.sheets));
}

std::string folder_of(const std::string& part) { return part.substr(0, part.rfind('/') + 1); }

std::string relations_part(const std::string& part) {
  const std::string folder = folder_of(part);
  return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

}  // namespace

std::string_view SharedStrings::operator[](std::size_t i) const noexcept {
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(begin, ends_[i] - begin);
}

std::string unescape_x(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const char* const hex = text.data() + i + 2;
    const bool escape = text.size() - i >= 7 && text.substr(i).starts_with("_x") && text[i + 6] == '_' &&
                        std::from_chars(hex, hex + 4, value, 16).ptr == hex + 4;
    if (!escape) {
      plain += text[i];
      continue;
    }
    append_utf8(plain, value >= 0xD800 && value <= 0xDFFF ? char32_t{0xFFFD} : char32_t{value});
    i += 6;
  }
  return plain;
}

Workbook read_workbook(const ZipArchive& archive, const std::string& sheet, const std::string& name) {
  const std::string main = Relations(archive, "_rels/.rels", "").target_of_type("officeDocument");
  if (main.empty() || !archive.has(main) || main.ends_with("document.xml")) {
    throw Error(ErrorCode::format, name, "a ZIP archive, but not an Excel workbook (.xlsx)",
                "unpack it, or save the table as .xlsx or .csv");
  }
  const SheetList list(archive.open(main));
  const Relations relations(archive, relations_part(main), folder_of(main));
  const Sheet& chosen = choose(list, relations, sheet, name);
  Workbook workbook{.sheet_name = chosen.name,
                    .sheet_part = relations.by_id(chosen.relation)->target,
                    .from_1904 = list.from_1904};
  const std::string strings = relations.target_of_type("sharedStrings");
  if (archive.has(strings)) StringTable(archive.open(strings), workbook.strings);
  const std::string styles = relations.target_of_type("styles");
  if (archive.has(styles)) workbook.date_styles = DateStyles(archive.open(styles)).dates;
  return workbook;
}

}  // namespace ykien::table::detail

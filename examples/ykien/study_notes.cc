#include "study_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal.h"

namespace ykien::program {
namespace {

constexpr std::size_t kManyPart = 20;  // 1 row in so many set aside makes a warning of a note

std::size_t in_state(const StudyTable& table, DateState state) {
  return table.dates.states[static_cast<std::size_t>(state)];
}

void add(TrendReport& report, const char* code, bool serious, std::string vietnamese, std::string english) {
  const auto place =
      serious ? std::ranges::find(report.notices, false, &ReportNotice::serious) : report.notices.end();
  report.notices.insert(place, {code, serious, {std::move(vietnamese), std::move(english)}});
}

void tell_order(const StudyTable& table, TrendReport& report) {
  const DateColumnReading& dates = table.dates;
  if (dates.evidence == OrderEvidence::assumed) {
    add(report, "date_order_assumed", true,
        fmt::format("{} ngày có thể đọc theo hai cách (ngày/tháng hay tháng/ngày), không ngày nào cho biết "
                    "cách nào đúng; đã đọc ngày trước, tháng sau. "
                    "Nếu không phải vậy, hãy dùng --date-order mdy.",
                    dates.either),
        fmt::format("{} can be read in two ways (day or month first), and none tells which is right; they "
                    "were read day first. If that is wrong, "
                    "use --date-order mdy.",
                    counted(dates.either, "date")));
  }
  const std::size_t contrary =
      dates.order == DateOrder::month_first ? dates.day_first_only : dates.month_first_only;
  if (contrary > 0) {
    add(report, "dates_contrary", false,
        fmt::format("{} ngày chỉ đọc được theo thứ tự ngược với các ngày khác; đã để riêng.", contrary),
        fmt::format("{} can only be read in the order contrary to the others; set aside.",
                    counted(contrary, "date")));
  }
}

// " ("a", "b")", or nothing.
std::string in_brackets(const std::vector<std::string>& values) {
  return values.empty() ? "" : fmt::format(" (\"{}\")", fmt::join(values, "\", \""));
}

void tell_unreadable(const StudyTable& table, TrendReport& report) {
  const std::size_t count = in_state(table, DateState::unreadable);
  if (count == 0) return;
  const std::string shown = in_brackets(table.unreadable_dates);
  const bool many = count * kManyPart > table.line.size();
  add(report, "dates_unreadable", many,
      fmt::format("{} dòng có ngày không đọc được{}; các dòng ấy vẫn được đếm nhưng không thuộc kỳ nào.",
                  count, shown),
      fmt::format("{} have a date that cannot be read{}; they are counted but belong to no period.",
                  counted(count, "row"), shown));
}

void tell_slips(const StudyTable& table, TrendReport& report) {
  const std::size_t before = in_state(table, DateState::before);
  const std::size_t after = in_state(table, DateState::after);
  const bool many = (before + after) * kManyPart > table.line.size();
  if (before > 0) {
    add(report, "dates_too_early", many,
        fmt::format("{} dòng có ngày sớm hơn thời gian được nghiên cứu (như năm 1900); đã để riêng.", before),
        fmt::format("{} have a date before the time studied (such as 1900); set aside.",
                    counted(before, "row")));
  }
  if (after > 0) {
    add(report, "dates_too_late", many,
        fmt::format("{} dòng có ngày ở tương lai hoặc sau thời gian được nghiên cứu; đã để riêng.", after),
        fmt::format("{} have a date in the future or after the time studied; set aside.",
                    counted(after, "row")));
  }
}

void tell_labels(const StudyTable& table, TrendReport& report) {
  const std::uint64_t count = table.unknown_label.count;
  if (count == 0) return;
  const std::string shown = in_brackets(table.unknown_labels);
  add(report, "labels_unknown", true,
      fmt::format("{} nhãn do người gán không phải là nhóm của mô hình{}; đã coi như chưa gán.", count,
                  shown),
      fmt::format("{} {} of the model{}; counted as none.", counted(count, "human label"),
                  count == 1 ? "is no topic" : "are no topics", shown));
}

void tell_columns(const StudyTable& table, TrendReport& report) {
  if (table.other_dates.empty()) return;
  std::string names;
  for (const std::string& name : table.other_dates)
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", name);
  add(report, "other_date_columns", false,
      fmt::format("Ngày lấy từ cột \"{}\"; cột {} cũng chứa ngày (--date-column để đổi).", table.date_column,
                  names),
      fmt::format("Dates were taken from the column \"{}\"; {} holds dates too (--date-column changes it).",
                  table.date_column, names));
}

}  // namespace

void add_counts(const StudyTable& table, std::size_t coarse, std::size_t studied, TrendReport& report) {
  const auto add_count = [&report](const char* code, const char* vietnamese, const char* english,
                                   std::size_t rows) {
    if (rows > 0 || report.counts.empty()) report.counts.push_back({code, {vietnamese, english}, rows});
  };
  add_count("rows_in_file", "Dòng trong tệp", "Rows in the file", table.rows);
  add_count("unreadable", "Để riêng: dòng hỏng", "Set aside: the row cannot be read", table.unreadable.count);
  add_count("without_text", "Để riêng: không có nội dung", "Set aside: no text", table.without_text.count);
  add_count("without_date", "Để riêng: không có ngày", "Set aside: no date",
            in_state(table, DateState::empty));
  add_count("date_unreadable", "Để riêng: ngày không đọc được", "Set aside: the date cannot be read",
            in_state(table, DateState::unreadable));
  add_count("date_too_early", "Để riêng: ngày quá sớm", "Set aside: the date is too early",
            in_state(table, DateState::before));
  add_count("date_too_late", "Để riêng: ngày ở tương lai hoặc quá muộn",
            "Set aside: the date is in the future or too late", in_state(table, DateState::after));
  add_count("date_too_coarse", "Để riêng: chỉ có tháng hoặc năm, không rõ thuộc kỳ nào",
            "Set aside: only a month or year, which lies in no one period", coarse);
  report.counts.push_back({"rows_studied", {"Được nghiên cứu", "Studied"}, studied});
}

void add_date_notices(const StudyTable& table, std::size_t coarse, TrendReport& report) {
  tell_order(table, report);
  tell_unreadable(table, report);
  tell_slips(table, report);
  tell_columns(table, report);
  tell_labels(table, report);
  if (coarse == 0) return;
  add(report, "dates_too_coarse", false,
      fmt::format("{} dòng chỉ ghi tháng hoặc năm nên không biết thuộc kỳ nào; đã để riêng.", coarse),
      fmt::format("{} say only a month or year and belong to no one period; set aside.",
                  counted(coarse, "row")));
}

}  // namespace ykien::program

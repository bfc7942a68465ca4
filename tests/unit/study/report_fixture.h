// A report with something in every section, made of formulas: for tests of the documents.
#ifndef YKIEN_TESTS_UNIT_STUDY_REPORT_FIXTURE_H_
#define YKIEN_TESTS_UNIT_STUDY_REPORT_FIXTURE_H_

#include <algorithm>
#include <cmath>
#include <string>

#include "ykien/study/trend_report.h"

namespace ykien::testing {

inline ReportSeries made_series(const std::string& stratum, std::size_t periods, std::size_t topics,
                                std::size_t rows) {
  ReportSeries series;
  series.stratum = stratum;
  for (std::size_t p = 0; p < periods; ++p) {
    series.rows.push_back(p == 2 ? 0 : rows + 3 * p);
    for (std::size_t k = 0; k < topics; ++k) {
      ReportCell cell;
      const double wave = 0.1 * std::sin(static_cast<double>(p) / 3 + static_cast<double>(k));
      cell.raw = p == 2 ? 0 : 1.0 / static_cast<double>(topics) + wave / 2;
      cell.estimated = p != 2;
      cell.share = cell.estimated ? 1.0 / static_cast<double>(topics) + wave : 0;
      if (cell.estimated)
        cell.interval = {std::max(0.0, cell.share - 0.05), std::min(1.0, cell.share + 0.06)};
      if (cell.estimated) cell.method = "EMQ-BCTS";
      cell.flags = p == 2 ? "no_rows" : p == 5 ? "few_rows;shifted" : "";
      series.cells.push_back(cell);
    }
  }
  series.whole.assign(series.cells.begin(), series.cells.begin() + static_cast<std::ptrdiff_t>(topics));
  return series;
}

inline TrendReport made_report() {
  TrendReport report;
  report.title = "phản ánh <script>alert('1')</script> & \xff.csv";
  report.topics = {{"policy", "Chính sách", "Policy"},
                   {"covid_teams", "Tổ COVID cộng đồng", "COVID teams"},
                   {"other", "Khác", "Other"}};
  const Periods periods =
      Periods::regular(PeriodKind::month, day_of("2020-01-05", ""), day_of("2021-12-30", ""));
  report.periods.assign(periods.all().begin(), periods.all().end());
  report.stratum_column = "Phường";
  for (const char* stratum : {"", "Hòa Đông", "</script><b>"})
    report.series.push_back(made_series(stratum, 24, 3, 40));
  report.events = {{day_of("2021-07-24", ""), "Chỉ thị 16"}};
  report.changes = {{18, 17, 18, 0.96, {0.3, 0.3, 0.4}, {0.2, 0.6, 0.2}}};
  report.effects = {{"Chỉ thị 16", 1, 2.5, {1.7, 3.6}, 0.0004}};
  report.words = {{1,
                   true,
                   0,
                   23,
                   {100,
                    200,
                    {{"tổ covid", 80, 2, 5.1, 9.2, 1e-12}, {"chốt", 30, 10, 2.0, 4.4, 0.02}},
                    {"Chốt ở hẻm [số nhà] </li>"}}},
                  {1, false, 18, 23, {60, 40, {}, {}}},
                  {2, true, 0, 23, {90, 210, {{"cảm ơn", 40, 9, 3.0, 6.0, 1e-5}}, {}}}};
  report.drift = {{1, 0.0921, 0.08, 0.03}};
  report.validation.source = {"Dữ liệu kiểm tra", "Validation rows"};
  report.validation.rows = 300;
  report.validation.confusion = {80, 10, 10, 5, 90, 5, 20, 10, 70};
  report.validation.condition = 1.9;
  report.validation.shift_statistic = 33;
  report.validation.shift_p = 1e-7;
  report.validation.methods = {{"CC", {0.3, 0.4, 0.3}}, {"EMQ-BCTS", {0.25, 0.45, 0.3}}};
  report.notices = {{"a_warning", true, {"Có dòng không đọc được.", "Some rows could not be read."}},
                    {"a_note", false, {"Ghi chú.", "A note."}}};
  report.counts = {{"rows_in_file", {"Dòng trong tệp", "Rows in the file"}, 2000},
                   {"rows_studied", {"Dòng được nghiên cứu", "Rows studied"}, 1978}};
  report.manifest = {{"program", "ykien 0.1.0"}, {"seed", "1"}};
  return report;
}

}  // namespace ykien::testing

#endif  // YKIEN_TESTS_UNIT_STUDY_REPORT_FIXTURE_H_

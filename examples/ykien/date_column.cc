#include "date_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "columns.h"
#include "ykien/base/error.h"
#include "ykien/study/date.h"

namespace ykien::program {
namespace {

constexpr std::size_t kRows = 200;      // looked at
constexpr double kLeastReadable = 0.5;  // of the filled cells
constexpr std::size_t kNoRank = 1'000;

// clang-format off

// What columns are called that say when a row was sent or received, the surest first, as column_key() gives them.
constexpr auto kDateNames = std::to_array<std::string_view>({
    "ngay gui", "thoi gian gui", "ngay phan anh", "thoi gian phan anh", "ngay tiep nhan", "thoi gian tiep nhan", "ngay nhan",
    "ngay den", "ngay gop y", "ngay doi thoai", "ngay kien nghi", "ngay dang", "ngay tao", "thoi gian tao", "thoi gian",
    "thoi diem", "ngay", "ngay thang", "ngay gio", "ngay thang nam",
    "submitted at", "submitted", "date submitted", "created", "created at", "created date", "date created", "requested datetime",
    "received", "received at", "date received", "published at", "posted at", "post date", "date", "timestamp", "datetime", "time"});

// Words of names that say when something else happened.
constexpr auto kOtherDates = std::to_array<std::string_view>({
    "tra loi", "phan hoi", "xu ly", "giai quyet", "hoan thanh", "han", "ket thuc", "cap nhat", "sinh", "chuyen", "duyet",
    "updated", "closed", "fixed", "confirmed", "acknowledged", "resolved", "answered", "due", "birth", "deleted", "modified"});

// clang-format on

bool has_word(const std::string& key, std::string_view words) {
  return fmt::format(" {} ", key).find(fmt::format(" {} ", words)) != std::string::npos;
}

// 0 the surest; kNoRank: the name says nothing; above: it says another date.
std::size_t rank_of(const std::string& name) {
  const std::string key = column_key(name);
  const auto other = [&key](std::string_view words) { return has_word(key, words); };
  if (std::ranges::any_of(kOtherDates, other)) return kNoRank + 1;
  const auto found = std::ranges::find(kDateNames, key);
  if (found != kDateNames.end()) return static_cast<std::size_t>(found - kDateNames.begin());
  const auto part = [&key](std::string_view words) { return has_word(key, words); };
  return std::ranges::any_of(kDateNames, part) ? kDateNames.size() : kNoRank;
}

// A bare number is a date only where the name says so: it may be anything.
bool is_date(const DateCell& cell, bool named) {
  switch (cell.form) {
    case DateForm::empty:
    case DateForm::unreadable: return false;
    case DateForm::year:
    case DateForm::excel_serial:
    case DateForm::epoch_seconds:
    case DateForm::epoch_milliseconds: return named;
    default: return true;
  }
}

bool holds_dates(const RowBatch& sample, std::size_t column, bool named) {
  std::size_t filled = 0;
  std::size_t dates = 0;
  for (std::size_t row = 0; row < std::min(sample.size(), kRows); ++row) {
    const auto fields = sample.fields(row);
    const DateCell cell = column < fields.size() ? read_date(fields[column]) : DateCell{DateForm::empty};
    filled += cell.form == DateForm::empty ? 0 : 1;
    dates += is_date(cell, named) ? 1 : 0;
  }
  return filled > 0 && static_cast<double>(dates) >= kLeastReadable * static_cast<double>(filled);
}

std::string quoted(std::span<const std::string> header, std::span<const std::size_t> columns) {
  std::string text;
  for (const std::size_t column : columns)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", header[column]);
  return text;
}

}  // namespace

FoundDateColumn find_date_column(std::span<const std::string> header, const RowBatch& sample,
                                 const std::string& where) {
  std::vector<std::size_t> candidates;
  for (std::size_t column = 0; column < header.size(); ++column) {
    if (holds_dates(sample, column, rank_of(header[column]) != kNoRank)) candidates.push_back(column);
  }
  if (candidates.empty())
    throw Error(ErrorCode::format, where, "no column holds dates",
                "name it with --date-column, or mend its dates");
  std::ranges::stable_sort(candidates, {}, [&header](std::size_t column) { return rank_of(header[column]); });
  const std::size_t best = rank_of(header[candidates[0]]);
  if (candidates.size() > 1 && rank_of(header[candidates[1]]) == best) {
    throw Error(ErrorCode::format, where,
                fmt::format("several columns hold dates: {}", quoted(header, candidates)),
                "say which is meant with --date-column");
  }
  FoundDateColumn found{candidates[0], best < kNoRank ? "by its name" : "by its content", {}};
  for (const std::size_t column : std::span(candidates).subspan(1)) found.others.push_back(header[column]);
  return found;
}

}  // namespace ykien::program

#include "study_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "accents.h"
#include "cells.h"
#include "checksum.h"
#include "columns.h"
#include "date_column.h"
#include "labelled.h"
#include "progress.h"
#include "strata_names.h"
#include "table_rows.h"
#include "text_sample.h"
#include "ykien/base/error.h"
#include "ykien/topic/classify.h"

namespace ykien::program {
namespace {

constexpr std::size_t kShown = 5;  // of what cannot be used

// Keeps the first few different ones.
void show(std::string_view written, std::vector<std::string>& shown) {
  if (shown.size() == kShown) return;
  std::string some(shortened(written, 40));
  if (std::ranges::find(shown, some) == shown.end()) shown.push_back(std::move(some));
}

using Fields = std::span<const std::string_view>;

class StudyReader {
 public:
  StudyReader(const StudyReading& reading, const Model& model, TableRows& rows)
      : reading_(reading),
        model_(model),
        classifier_(model, built_in_accents()),
        rows_(rows),
        dates_(reading.dates),
        sample_(reading.most_texts, reading.seed) {
    table_.name = rows.name();
    find_columns();
  }

  StudyTable read() {
    {
      ProgressLine progress("reading", "row", !reading_.quiet);
      rows_.each([&](const TableRow& row) {
        take(row.fields, row.line, row.unreadable);
        if (++table_.rows % 256 != 0) return;
        const table::Progress done = rows_.progress();
        progress.set(table_.rows, done.done, done.total);
        progress.draw_if_due();
      });
    }
    if (table_.line.empty())
      throw Error(ErrorCode::format, table_.name, "no row has a text", "check --text-column");
    refuse_labels_of_another_kind();
    table_.dates = dates_.settle(table_.name);
    table_.strata = strata_.finish(table_.stratum);
    table_.texts = sample_.take();
    return std::move(table_);
  }

 private:
  void find_columns() {
    rows_.require_rows();
    const auto& header = rows_.header();
    const StudyColumns& asked = reading_.columns;
    text_ = asked.text.empty() ? find_text_column(header, rows_.first(), table_.name).column
                               : column_called(header, asked.text, table_.name);
    if (asked.date.empty()) {
      FoundDateColumn found = find_date_column(header, rows_.first(), table_.name);
      date_ = found.column;
      table_.other_dates = std::move(found.others);
    } else {
      date_ = column_called(header, asked.date, table_.name);
    }
    if (!asked.stratum.empty()) stratum_ = column_called(header, asked.stratum, table_.name);
    if (!asked.label.empty()) label_ = column_called(header, asked.label, table_.name);
    if (!asked.inclusion.empty()) inclusion_ = column_called(header, asked.inclusion, table_.name);
    table_.text_column = header[text_];
    table_.date_column = header[date_];
  }

  void take(Fields fields, std::uint64_t line, bool unreadable) {
    const std::string_view text = cell(fields, text_);
    if (unreadable) return table_.unreadable.add(line);
    if (is_blank(text)) return table_.without_text.add(line);
    sample_.offer(static_cast<std::uint32_t>(table_.line.size()), text);
    table_.line.push_back(line);
    const Decision decision = classifier_.classify(text, workspace_);
    for (const float probability : decision.probabilities())
      table_.posterior.push_back(rounded_posterior(static_cast<double>(probability)));
    take_date(cell(fields, date_));
    if (stratum_) table_.stratum.push_back(strata_.number(cell(fields, stratum_), table_.name));
    if (label_) take_labels(cell(fields, label_), line);
    if (label_ && inclusion_) table_.inclusion.push_back(inclusion_of(cell(fields, inclusion_), line));
  }

  void take_date(std::string_view written) {
    const DateCell date = read_date(written, reading_.dates.utc_offset);
    dates_.add(date);
    if (date.form == DateForm::unreadable) show(written, table_.unreadable_dates);
  }

  // Adds the row's labels, of which there may be none.
  void take_labels(std::string_view written, std::uint64_t line) {
    const auto row = static_cast<std::uint32_t>(table_.label.size());
    table_.label.push_back(kNoHumanLabel);
    for (const std::string& label : split_labels(written)) {
      const auto topics = model_.topics();
      const auto found = std::ranges::find_if(
          topics, [&](const Topic& topic) { return topic.id == label || topic.name == label; });
      if (found == topics.end()) {
        table_.unknown_label.add(line);
        show(label, table_.unknown_labels);
      } else if (table_.label.back() == kNoHumanLabel) {
        table_.label.back() = static_cast<std::int32_t>(found - topics.begin());
      } else {
        table_.further_labels.push_back({row, static_cast<std::uint32_t>(found - topics.begin())});
      }
    }
  }

  // Another column was named, or another model: nothing would come of the labels.
  void refuse_labels_of_another_kind() const {
    const auto known = [](std::int32_t label) { return label != kNoHumanLabel; };
    if (table_.unknown_labels.empty() || std::ranges::any_of(table_.label, known)) return;
    std::string topics;
    for (const Topic& topic : model_.topics()) topics += (topics.empty() ? "" : ", ") + topic.id;
    throw Error(ErrorCode::not_found, fmt::format("{}:{}", table_.name, table_.unknown_label.lines[0]),
                fmt::format("no human label is a topic of the model (\"{}\")",
                            fmt::join(table_.unknown_labels, "\", \"")),
                "use another --human-label or --model; its topics are " + topics);
  }

  // Only labelled rows need one.
  double inclusion_of(std::string_view written, std::uint64_t line) const {
    if (table_.label.back() == kNoHumanLabel) return 1;
    std::string digits(trimmed(written));
    std::ranges::replace(digits, ',', '.');
    double chance = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), chance);
    if (error == std::errc() && end == digits.data() + digits.size() && chance > 0 && chance <= 1)
      return chance;
    throw Error(ErrorCode::format, fmt::format("{}:{}", table_.name, line),
                fmt::format("\"{}\" is no chance of inclusion", written),
                "it is above 0 and at most 1, as ykien sample writes it");
  }

  const StudyReading& reading_;
  const Model& model_;
  const Classifier classifier_;
  Workspace workspace_;
  TableRows& rows_;
  std::size_t text_ = 0;
  std::size_t date_ = 0;
  std::optional<std::size_t> stratum_;
  std::optional<std::size_t> label_;
  std::optional<std::size_t> inclusion_;
  DateColumn dates_;
  StrataNames strata_;
  TextSample sample_;
  StudyTable table_;
};

}  // namespace

StudyTable read_study(const StudyReading& reading, const Model& model) {
  Checksum checksum;
  TableRows rows(summed(reading.input, checksum));
  StudyTable table = StudyReader(reading, model, rows).read();
  table.checksum = checksum.text();
  return table;
}

}  // namespace ykien::program

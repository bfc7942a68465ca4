#include "trends_options.h"

#include "cli.h"
#include "numbers.h"

namespace ykien::program {
namespace {

void add_period_options(CLI::App& command, TrendsOptions& options) {
  auto* const by = command.add_option("--by", options.by, "The periods");
  by->type_name("PERIOD")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "half", "year"}))
      ->capture_default_str();
  command
      .add_option("--cut", options.cuts,
                  "A period begins on this day; may be given several times, in place of --by")
      ->type_name("DATE")
      ->allow_extra_args(false)
      ->excludes(by);
  command
      .add_option("--event", options.events,
                  "A day to mark and to compare before with after; may be given several times")
      ->type_name("DATE=NAME")
      ->allow_extra_args(false);
  command
      .add_option("--from", options.from, "Earlier dates are slips and set aside; 1990-01-01 if not given")
      ->type_name("DATE");
  command.add_option("--to", options.to, "Later dates are slips and set aside; today if not given")
      ->type_name("DATE");
  command
      .add_option("--date-order", options.order,
                  "07/10/2021 is day, month (dmy) or month, day (mdy); found if not given")
      ->type_name("ORDER")
      ->check(CLI::IsMember({"dmy", "mdy"}));
}

void add_estimate_options(CLI::App& command, TrendsOptions& options) {
  PrevalenceOptions& prevalence = options.study.prevalence;
  add_model_option(command, options.model);
  command
      .add_option("--validation", options.validation,
                  "Rows with labels and probabilities, as train --out-of-fold writes them")
      ->type_name("FILE");
  command
      .add_option("--method", options.method,
                  "How shares are corrected; the best in resampled validation if not given")
      ->type_name("METHOD")
      ->check(CLI::IsMember({"CC", "PCC", "ACC", "PACC", "EMQ", "EMQ-BCTS"}));
  command
      .add_option("--count", options.count,
                  "A row counts for its first topic, or for all it has; found in the labels if not given")
      ->type_name("TOPICS")
      ->check(CLI::IsMember({"first", "all"}));
  command.add_option("--level", prevalence.level, "Of the intervals")
      ->type_name("SHARE")
      ->check(number_between(0.5, 0.999))
      ->capture_default_str();
  command.add_flag("--joint", prevalence.joint,
                   "Intervals that hold together for all topics of a period, in place of one by one");
  command.add_option("--resamples", prevalence.resamples, "Of the bootstrap")
      ->type_name("N")
      ->check(whole_number(20, 100000))
      ->capture_default_str();
  command.add_option("--seed", options.reading.seed, "Of everything drawn by lot")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  add_threads_option(command, prevalence.threads);
}

void add_output_options(CLI::App& command, TrendsOptions& options) {
  command.add_option("-o,--output", options.output, "The report: one HTML file that needs no network")
      ->type_name("FILE");
  command.add_option("--tidy", options.tidy, "The shares as a table, with a dictionary beside it")
      ->type_name("FILE");
  command.add_flag("--json", options.json, "All of the report as JSON on standard output");
  command.add_option("--lang", options.language, "The language that the report opens in")
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command.add_flag("-q,--quiet", options.reading.quiet, "No notes, no progress");
}

}  // namespace

void add_trends_options(CLI::App& command, TrendsOptions& options) {
  command
      .add_option("FILE", options.reading.input.path,
                  "The table (CSV, TSV, XLSX, JSON Lines); - is standard input")
      ->required();
  add_encoding_options(command, options.reading.input.encoding, options.reading.input.verbose);
  add_column_option(command, "--text-column", options.reading.columns.text,
                    "The column with the text; found if not given");
  add_column_option(command, "--date-column", options.reading.columns.date,
                    "The column with the date; found if not given");
  add_column_option(command, "--stratum", options.reading.columns.stratum,
                    "Also by the values of this column (wards, channels)");
  add_column_option(command, "--human-label", options.reading.columns.label,
                    "A column with topics that people gave to some rows drawn at random");
  add_column_option(command, "--inclusion", options.reading.columns.inclusion,
                    "With --human-label: the chance that each labelled row had of being picked")
      ->needs("--human-label");
  add_period_options(command, options);
  add_estimate_options(command, options);
  add_output_options(command, options);
}

}  // namespace ykien::program

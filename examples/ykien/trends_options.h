// What `ykien trends` is asked for.
#ifndef YKIEN_PROGRAM_TRENDS_OPTIONS_H_
#define YKIEN_PROGRAM_TRENDS_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "study_table.h"
#include "ykien/study/trends.h"

namespace ykien::program {

struct TrendsOptions {
  StudyReading reading;
  std::string model;
  std::string validation;
  std::string by = "month";
  std::vector<std::string> cuts;
  std::vector<std::string> events;
  std::string from;
  std::string to;
  std::string order;
  std::string method;
  std::string count;  // "first" or "all" of a row's topics; empty: what the labels look like
  std::string output;
  std::string tidy;
  std::string language = "vi";
  bool json = false;
  StudyOptions study;
};

// Declares them all on the command.
void add_trends_options(CLI::App& command, TrendsOptions& options);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TRENDS_OPTIONS_H_

// What `ykien compare` is asked for.
#ifndef YKIEN_PROGRAM_COMPARE_OPTIONS_H_
#define YKIEN_PROGRAM_COMPARE_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "topic_group.h"
#include "ykien/study/distinctive.h"
#include "ykien/study/prevalence.h"

namespace ykien::program {

struct CompareOptions {
  InputOptions a;
  InputOptions b;
  GroupColumns columns;
  std::string model;
  std::string output;  // a report, or the tidy table where it does not end in .html
  std::string tidy;
  std::string language = "vi";
  std::string validation;
  std::string count;  // "first" or "all" of a row's topics; empty: what the labels look like
  std::string adjust = "bh";
  double level = 0.95;
  PrevalenceOptions prevalence;
  DistinctiveOptions words;
  bool json = false;
  bool quiet = false;
};

// Declares them all on the command.
void add_compare_options(CLI::App& command, CompareOptions& options);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COMPARE_OPTIONS_H_

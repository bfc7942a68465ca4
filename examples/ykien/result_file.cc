#include "result_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "files.h"
#include "input.h"
#include "process.h"
#include "ykien/base/error.h"
#include "ykien/table/atomic_file.h"
#include "ykien/table/format.h"
#include "ykien/table/source.h"

namespace ykien::program {
namespace {

// Of regular files, there already or not: a terminal or /dev/null may take several outputs.
bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other) {
  namespace fs = std::filesystem;
  std::error_code none;
  if (one.empty() || other.empty() || fs::is_other(one, none) || one == "-") return false;
  return fs::equivalent(one, other, none) ||
         fs::absolute(one, none).lexically_normal() == fs::absolute(other, none).lexically_normal();
}

std::string extension_of(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return extension;
}

table::Format table_format(const std::string& path) {
  if (is_page_name(path))
    throw Error(ErrorCode::usage, path, "a web page is not what is written", "name it .xlsx or .csv");
  return table::format_to_write(path);
}

table::Format output_format(const std::string& path, const std::string& format, table::Format input) {
  if (!format.empty()) return table::format_of(format);
  if (path != "-") return table_format(path);
  return input == table::Format::xlsx ? table::Format::csv : input;
}

// Neither a file nor a folder: a pipe, a terminal, /dev/null.
bool is_special(const std::string& path) {
  struct stat facts {};
  return path == "-" ||
         (::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode));
}

void check_writable(const std::string& path) {
  if (is_special(path)) return;
  const InterruptGuard guard;
  const table::AtomicFile file(path);  // its temporary file goes with it
}

void refuse_same_outputs(std::span<const std::string> paths) {
  for (; !paths.empty(); paths = paths.subspan(1)) {
    const auto same = [&](const std::string& other) { return is_same_file(paths[0], other); };
    if (std::ranges::any_of(paths.subspan(1), same))
      throw Error(ErrorCode::usage, paths[0], "two outputs would go into this file",
                  "give each a name of its own");
  }
}

}  // namespace

bool is_page_name(const std::string& path) {
  const std::string extension = extension_of(path);
  return extension == ".html" || extension == ".htm";
}

void check_page_name(const std::string& path) {
  static constexpr std::array<std::string_view, 13> kOthers = {".csv",  ".tsv",  ".tab",  ".jsonl", ".ndjson",
                                                               ".json", ".xlsx", ".xlsm", ".xls",   ".ods",
                                                               ".doc",  ".docx", ".pdf"};
  if (std::ranges::find(kOthers, extension_of(path)) == kOthers.end()) return;
  throw Error(ErrorCode::usage, path, "the report is a web page", "name it .html; --tidy writes a table");
}

void check_outputs(std::span<const std::string> outputs, std::span<const std::string> inputs) {
  refuse_same_outputs(outputs);
  for (const std::string& output : outputs) {
    if (output.empty()) continue;
    for (const std::string& input : inputs) refuse_same_file(input, output);
    check_writable(output);
  }
}

void check_readable(const std::string& path) {
  if (!path.empty() && !is_special(path)) table::open_source(path);
}

void check_table_writable(const std::string& path) {
  static_cast<void>(table_format(path));
  check_writable(path);
}

table::WriterOptions options_like(const table::Reader& input, const std::string& path,
                                  const std::string& format) {
  const table::ReadReport& report = input.report();
  table::WriterOptions options;
  options.format = output_format(path, format, report.format);
  if (report.format == table::Format::csv && options.format == table::Format::csv)
    options.delimiter = report.delimiter;
  options.line_ending = report.line_ending;
  return options;
}

void write_file(const std::string& path, std::string_view bytes) {
  const InterruptGuard guard;
  table::AtomicFile file(path);
  file.write(bytes);
  check_interrupt();
  file.commit();
}

}  // namespace ykien::program

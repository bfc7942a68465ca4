// train_accents OUTPUT FILE...: makes the model that restores accents from texts with accents (see `train`
// beside it).
//   *.csv *.tsv *.jsonl *.xlsx    the column "text" or "raw" of a table; where it has a column "group", one
//   group in
//                                 five is left out, to measure with (bench/restore.cc)
//   anything else                 lines of text, in which _ and ~ stand for blanks
// Zstandard data is unpacked. YKIEN_ACCENTS_* variables change what is learned: EPOCHS, EPOCHS_AFTER,
// WEIGHTS.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "base/detail/hash.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/table/atomic_file.h"
#include "ykien/table/reader.h"
#include "ykien/text/restore_train.h"

namespace {

namespace table = ykien::table;

bool is_table(const std::string& path) {
  std::filesystem::path name(path);
  if (name.extension() == ".zst") name = name.stem();
  const std::string kind = name.extension();
  return kind == ".csv" || kind == ".tsv" || kind == ".jsonl" || kind == ".xlsx";
}

void read_table(const std::string& path, std::vector<std::string>& texts) {
  table::ReaderOptions options;
  options.header = table::Header::yes;
  table::Reader reader = table::Reader::open(path, options);
  const auto header = reader.header();
  const auto column =
      std::ranges::find_if(header, [](const auto& name) { return name == "text" || name == "raw"; });
  if (column == header.end()) {
    throw ykien::Error(ykien::ErrorCode::format, path, "no column \"text\" or \"raw\"", "name another file");
  }
  const auto place = static_cast<std::size_t>(column - header.begin());
  const auto group = static_cast<std::size_t>(std::ranges::find(header, "group") - header.begin());
  for (table::Row row; reader.next(row);) {
    const bool held_out = group < row.fields.size() && ykien::detail::hash_text(row.fields[group]) % 5 == 0;
    if (place < row.fields.size() && !held_out) texts.emplace_back(row.fields[place]);
  }
}

std::string read_all(const std::string& path) {
  const auto source = table::open_source(path);
  std::string bytes;
  std::vector<char> piece(1 << 20);
  while (const std::size_t got = source->read(piece.data(), piece.size())) bytes.append(piece.data(), got);
  return bytes;
}

void read_lines(const std::string& path, std::vector<std::string>& texts) {
  std::string all = read_all(path);
  std::ranges::replace_if(
      all, [](char byte) { return byte == '_' || byte == '~'; }, ' ');
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    texts.push_back(all.substr(at, end - at));
    at = end + 1;
  }
}

std::uint64_t variable(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

ykien::AccentTrainOptions options_from_environment() {
  ykien::AccentTrainOptions options;
  options.epochs = static_cast<std::uint32_t>(variable("YKIEN_ACCENTS_EPOCHS", options.epochs));
  options.epochs_after =
      static_cast<std::uint32_t>(variable("YKIEN_ACCENTS_EPOCHS_AFTER", options.epochs_after));
  options.weights = variable("YKIEN_ACCENTS_WEIGHTS", options.weights);
  options.progress = [](std::string_view what) {
    std::fprintf(stderr, "train_accents: %.*s\n", static_cast<int>(what.size()), what.data());
  };
  options.facts = "made_by: ykien " YKIEN_VERSION ", models/accents/train\n";
  return options;
}

void train(const std::string& output, const std::vector<std::string>& files) {
  ykien::AccentTrainOptions options = options_from_environment();
  std::vector<std::string> texts;
  for (const std::string& file : files) {
    const std::size_t before = texts.size();
    is_table(file) ? read_table(file, texts) : read_lines(file, texts);
    options.facts += "texts: " + std::filesystem::path(file).filename().string() + ", " +
                     std::to_string(texts.size() - before) + "\n";
  }
  const ykien::AccentModel model = ykien::train_accents(texts, options);
  table::AtomicFile file(output);
  file.write(ykien::to_bytes(model));
  file.commit();
  std::fprintf(stderr, "train_accents: %s, %zu bytes\n", output.c_str(), model.size_bytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: train_accents OUTPUT FILE...\n", stderr);
    return 2;
  }
  try {
    train(argv[1], {argv + 2, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "train_accents: %s\n", error.what());
    return 2;
  }
  return 0;
}

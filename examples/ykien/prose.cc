#include "prose.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "ykien/text/tokenize.h"

namespace ykien::program {
namespace {

constexpr std::size_t kRows = 200;
constexpr std::size_t kSyllables = 60;
constexpr std::size_t kCellBytes = 1000;  // enough for sixty syllables

// Letters among numbers and codes are no words: most of the tokens must be syllables. (Punctuation is not
// counted; the letters of an old encoding look like it.)
std::size_t syllables_of(std::string_view cell) {
  std::size_t words = 0;
  std::size_t others = 0;
  for (const Token& token : tokenize(cell.substr(0, kCellBytes))) {
    if (token.kind == TokenKind::syllable)
      ++words;
    else if (token.kind != TokenKind::punctuation)
      ++others;
  }
  return words >= others ? std::min(words, kSyllables) : 0;
}

Prose measure(const RowBatch& sample, std::size_t column) {
  Prose prose;
  std::set<std::string_view> seen;
  const std::size_t rows = std::min(sample.size(), kRows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto fields = sample.fields(row);
    if (column >= fields.size() || fields[column].empty()) continue;
    ++prose.cells;
    seen.insert(fields[column]);
    prose.syllables += static_cast<double>(syllables_of(fields[column]));
  }
  if (prose.cells == 0) return prose;
  const auto cells = static_cast<double>(prose.cells);
  prose.syllables /= cells;
  prose.distinct = static_cast<double>(seen.size()) / cells;
  prose.filled = cells / static_cast<double>(rows);
  return prose;
}

}  // namespace

std::vector<Prose> measure_prose(const RowBatch& sample, std::size_t columns) {
  std::vector<Prose> all;
  for (std::size_t column = 0; column < columns; ++column) all.push_back(measure(sample, column));
  return all;
}

}  // namespace ykien::program

// ykien segment: lines cut into words.
#include "ykien/text/segment.h"

#include <algorithm>
#include <memory>

#include "cli.h"
#include "lines.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  echo "Tổ dân phố 7 đề nghị lắp đèn đường" | ykien segment
  ykien segment --dictionary words.txt < opinions.txt

Reads standard input and writes standard output, line by line: the words of the text as they are written, one blank
between two, the syllables of a word joined by _. A dictionary has one word a line; its words are kept whole.)";

struct SegmentSettings {
  EncodingOptions encoding;
  std::string model;
  std::string dictionary;
};

Segmenter segmenter_of(const SegmentSettings& settings) {
  return Segmenter(settings.model.empty() ? SegmentModel::words() : SegmentModel::load(settings.model),
                   settings.dictionary.empty() ? Dictionary() : Dictionary::load(settings.dictionary));
}

// Writes words and, from the text between them, the line breaks.
class WordLines {
 public:
  explicit WordLines(const Segmenter& segmenter) : segmenter_(segmenter) {}

  void write(std::string_view lines, std::string& to) {
    segmenter_.segment(lines, found_, workspace_);
    std::size_t at = 0;
    bool at_start = true;
    for (const Word& word : found_.words) {
      at_start = breaks(lines.substr(at, word.range.begin - at), to) || at_start;
      if (!at_start) to += ' ';
      at_start = false;
      write(word, lines, to);
      at = word.range.end;
    }
    breaks(lines.substr(at), to);
  }

 private:
  static bool breaks(std::string_view between, std::string& to) {
    const auto count = static_cast<std::size_t>(std::count(between.begin(), between.end(), '\n'));
    to.append(count, '\n');
    return count > 0;
  }

  void write(const Word& word, std::string_view lines, std::string& to) const {
    for (std::uint32_t unit = word.first; unit < word.last; ++unit) {
      if (unit > word.first) to += '_';
      to += slice(lines, found_.units[unit]);
    }
  }

  const Segmenter& segmenter_;
  Segmented found_;
  SegmentWorkspace workspace_;
};

int segment_lines(const SegmentSettings& settings) {
  const Segmenter segmenter = segmenter_of(settings);
  WordLines words(segmenter);
  return filter_lines([&words](std::string_view lines, std::string& to) { words.write(lines, to); },
                      settings.encoding);
}

}  // namespace

void add_segment(CLI::App& app, Command& chosen) {
  const auto settings = std::make_shared<SegmentSettings>();
  CLI::App* const command = add_command(app, "segment", "Cut lines of text into words", kExamples, chosen,
                                        [settings] { return segment_lines(*settings); });
  command->add_option("--dictionary", settings->dictionary, "Words to keep whole, one a line")
      ->type_name("FILE");
  command->add_option("--model", settings->model, "Another word model than the built-in one")
      ->type_name("FILE");
  add_encoding_options(*command, settings->encoding.encoding, settings->encoding.verbose);
}

}  // namespace ykien::program

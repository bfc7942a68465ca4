#include "ykien/study/word_list.h"

#include <algorithm>
#include <cmath>

#include "text/detail/utf8.h"
#include "ykien/text/redact.h"

namespace ykien {
namespace {

constexpr std::size_t kExamples = 3;
constexpr std::size_t kLongestExample = 300;  // bytes; longer texts are shortened

ReportWord report_word(const DistinctiveWord& word) {
  return {word.text,
          static_cast<std::size_t>(word.by_texts.counts.target),
          static_cast<std::size_t>(word.by_texts.counts.reference),
          word.by_texts.log_ratio,
          word.by_texts.z,
          std::exp(word.by_texts.log_q)};
}

std::string shortened(const std::string& text) {
  if (text.size() <= kLongestExample) return text;
  std::size_t end = 0;
  for (const char* const last = text.data() + text.size(); end < kLongestExample;) {
    end += detail::read_code_point(text.data() + end, last).length;
  }
  return text.substr(0, end) + " …";
}

// Redacted first: what is cut off may be what shows that digits are a phone number.
std::string example(std::string_view text) { return shortened(redact(text)); }

// One text for each of the first words, none twice.
void add_examples(std::span<const DistinctiveWord> words,
                  const std::function<std::string_view(std::uint32_t)>& text_of,
                  std::vector<std::string>& examples) {
  for (const DistinctiveWord& word : words) {
    for (const std::uint32_t text : word.examples) {
      if (examples.size() == kExamples) return;
      std::string shown = example(text_of(text));
      if (std::ranges::find(examples, shown) != examples.end()) continue;
      examples.push_back(std::move(shown));
      break;
    }
  }
}

}  // namespace

WordList word_list(std::span<const DistinctiveWord> words, std::size_t documents_here,
                   std::size_t documents_elsewhere,
                   const std::function<std::string_view(std::uint32_t)>& text_of) {
  WordList list{documents_here, documents_elsewhere, {}, {}};
  for (const DistinctiveWord& word : words) list.words.push_back(report_word(word));
  add_examples(words, text_of, list.examples);
  return list;
}

}  // namespace ykien

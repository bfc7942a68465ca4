#include "ykien/study/term_corpus.h"

#include <deque>
#include <limits>
#include <unordered_map>
#include <vector>

#include "ykien/base/error.h"
#include "ykien/text/normalize.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

constexpr std::uint32_t kMostSyllables = 8;
constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();

bool stands_alone(TokenKind kind) { return kind == TokenKind::document || kind == TokenKind::emoji; }

}  // namespace

struct TermCorpus::State {
  TermOptions options;
  std::deque<std::string> names;  // stay where they are: `numbers` views them
  std::vector<std::uint8_t> lengths;
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  std::vector<std::uint32_t> tokens;
  std::vector<std::size_t> ends;

  std::uint32_t number(std::string_view name, std::uint32_t length) {
    if (const auto known = numbers.find(name); known != numbers.end()) return known->second;
    if (names.size() >= kMost) throw Error(ErrorCode::limit, "words", "there are too many different words");
    names.emplace_back(name);
    lengths.push_back(static_cast<std::uint8_t>(length));
    const auto added = static_cast<std::uint32_t>(names.size() - 1);
    numbers.emplace(names.back(), added);
    return added;
  }

  void add_runs(std::string_view folded, std::span<const Token> run) {
    std::string name;
    for (std::size_t last = 0; last < run.size(); ++last) {
      const std::size_t longest = std::min<std::size_t>(last + 1, options.most_syllables);
      name.clear();
      for (std::size_t length = 1; length <= longest; ++length) {
        const std::string_view first = slice(folded, run[last + 1 - length].range);
        name.insert(0, length == 1 ? std::string(first) : std::string(first) + ' ');
        tokens.push_back(number(name, static_cast<std::uint32_t>(length)));
      }
    }
  }

  void add(std::string_view folded, std::span<const Token> all) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= all.size(); ++i) {
      if (i < all.size() && all[i].kind == TokenKind::syllable) continue;
      add_runs(folded, all.subspan(begin, i - begin));
      if (i < all.size() && stands_alone(all[i].kind))
        tokens.push_back(number(slice(folded, all[i].range), 1));
      begin = i + 1;
    }
    ends.push_back(tokens.size());
  }
};

TermCorpus::TermCorpus(const TermOptions& options) : state_(std::make_unique<State>()) {
  if (options.most_syllables == 0 || options.most_syllables > kMostSyllables)
    throw Error(ErrorCode::usage, "words", "a term has between 1 and 8 syllables");
  state_->options = options;
}
TermCorpus::TermCorpus(TermCorpus&&) noexcept = default;
TermCorpus& TermCorpus::operator=(TermCorpus&&) noexcept = default;
TermCorpus::~TermCorpus() = default;

std::uint32_t TermCorpus::add(std::string_view utf8) {
  if (size() >= kMost) throw Error(ErrorCode::limit, "words", "there are too many texts");
  const Normalized folded = normalize(utf8);
  state_->add(folded.text, tokenize(folded.text));
  return static_cast<std::uint32_t>(size() - 1);
}

std::size_t TermCorpus::size() const noexcept { return state_->ends.size(); }
std::size_t TermCorpus::terms() const noexcept { return state_->names.size(); }

std::span<const std::uint32_t> TermCorpus::text(std::uint32_t number) const {
  const std::size_t begin = number == 0 ? 0 : state_->ends.at(number - 1);
  return std::span(state_->tokens).subspan(begin, state_->ends.at(number) - begin);
}

std::string_view TermCorpus::term(std::uint32_t number) const { return state_->names.at(number); }
std::uint32_t TermCorpus::syllables(std::uint32_t term) const { return state_->lengths.at(term); }

}  // namespace ykien

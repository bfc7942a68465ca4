#include "text/detail/restorer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>

#include "text/detail/ascii.h"
#include "text/detail/char_class.h"
#include "text/detail/reach.h"
#include "text/detail/utf8.h"

namespace ykien::detail {
namespace {

// A longer run is cut, so that memory stays bounded on text without any punctuation.
constexpr std::size_t kLongestRun = 256;

constexpr std::size_t kSlack = 64;  // for a syllable, after what is written

bool only_ascii_letters(std::string_view text) noexcept { return std::ranges::all_of(text, is_ascii_letter); }

// `letters` with the case of `source`, which has as many.
void append_in_case(std::string_view source, std::string_view letters, std::string& to) {
  const char* const end = letters.data() + letters.size();
  std::size_t i = 0;
  for (const char* at = letters.data(); at < end; ++i) {
    const CodePoint point = read_code_point(at, end);
    at += point.length;
    const bool capital = i < source.size() && source[i] >= 'A' && source[i] <= 'Z';
    const auto upper = [&] { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(point.value))); };
    append_code_point(capital ? upper() : point.value, to);
  }
}

std::size_t line_end(std::string_view folded, std::span<const Token> tokens, std::size_t at) noexcept {
  for (++at; at < tokens.size(); ++at) {
    if (has_line_break(folded, {tokens[at - 1].range.end, tokens[at].range.begin})) break;
  }
  return at;
}

}  // namespace

const Restored& Restorer::restore(std::string_view utf8, const RestoreOptions& options) {
  require_in_reach("restore_accents", utf8.size());
  begin(utf8, options);
  for (std::size_t at = 0; at < tokens_.size();) {
    const std::size_t end = line_end(folded_.text, tokens_, at);
    line(std::span(tokens_).subspan(at, end - at));
    at = end;
  }
  copy_to(text_.size());
  require_in_reach("restore_accents", written_);
  result_.text.resize(written_);
  return result_;
}

void Restorer::begin(std::string_view utf8, const RestoreOptions& options) {
  text_ = utf8;
  options_ = options;
  names_ = NameFinder(utf8);
  ascii_ = all_ascii(utf8);
  if (ascii_) {
    fold_ascii(utf8, folded_.text);
    folded_.offsets.clear();
  } else {
    folded_ = normalize(utf8);
  }
  tokens_.clear();
  tokenize(folded_.text, tokens_);
  copied_ = 0;
  written_ = 0;
  result_.text.resize(text_.size() + text_.size() / 2 + kSlack);
  result_.offsets.clear();
  result_.syllables.clear();
  result_.offsets.reserve(tokens_.size());
  result_.syllables.reserve(tokens_.size());
  units_.reserve(tokens_.size());
}

void Restorer::line(std::span<const Token> tokens) {
  units_.clear();
  reader_.read(text_, folded_, tokens, units_);
  const AccentCensus census = census_of(folded_.text, units_);
  for (std::span<const AccentUnit> rest = units_; !rest.empty();) {
    const std::size_t end = sentence_end(folded_.text, rest);
    const std::span<const AccentUnit> own = rest.first(end);
    if (wanted(own, census)) sentence(own);
    rest = rest.subspan(end);
  }
}

bool Restorer::wanted(std::span<const AccentUnit> sentence, const AccentCensus& line) const noexcept {
  if (options_.scope == RestoreScope::every) return true;
  if (sentence.size() == units_.size()) return line.unaccented();
  const AccentCensus census = census_of(folded_.text, sentence);
  return census.telling() ? census.unaccented() : line.unaccented();
}

void Restorer::sentence(std::span<const AccentUnit> units) {
  framed_.assign(kReach, border_unit());
  framed_.insert(framed_.end(), units.begin(), units.end());
  framed_.insert(framed_.end(), kReach, border_unit());
  open_.assign(framed_.size(), 0);
  for (std::size_t i = kReach; i < framed_.size() - kReach; ++i) open_[i] = may_change(framed_[i]) ? 1 : 0;
  for (std::size_t at = kReach; at < framed_.size() - kReach;) at = run_at(at);
}

bool Restorer::may_change(const AccentUnit& unit) noexcept {
  if (unit.set == kNoSet || unit.accented) return false;
  if (ascii_) return !names_.inside_name(unit.range);
  const Range source = folded_.offsets.source(unit.range);
  return source.size() == unit.range.size() && only_ascii_letters(slice(text_, source)) &&
         !names_.inside_name(source);
}

// Words that have accents take part as what they are.
bool Restorer::takes_part(std::size_t at) const noexcept {
  return open_[at] != 0 || (framed_[at].accented && framed_[at].spelling != kUnknownSpelling);
}

std::size_t Restorer::run_at(std::size_t at) {
  std::size_t end = at;
  while (end < framed_.size() && end - at < kLongestRun && takes_part(end)) ++end;
  if (end == at) return at + 1;
  for (const AccentChain::Node& node : chain_.weigh(&framed_[at], end - at)) {
    if (!node.unit->accented) decide(node);
  }
  return end;
}

void Restorer::decide(const AccentChain::Node& node) {
  const AccentChain::Values posteriors = node.forward * node.backward;
  std::size_t best = 0;
  for (std::size_t k = 1; k < AccentChain::kWidth; ++k) best = posteriors[k] > posteriors[best] ? k : best;
  const Range from = ascii_ ? node.unit->range : folded_.offsets.source(node.unit->range);
  copy_to(from.begin);
  const auto begin = static_cast<std::uint32_t>(written_);
  write(*node.unit, node.candidates[best], slice(text_, from));
  const Range to{begin, static_cast<std::uint32_t>(written_)};
  const bool changed = to.size() != from.size();  // letters with accents take more bytes than those without
  if (changed) result_.offsets.append({to, from});
  result_.syllables.push_back({to, from, std::clamp(posteriors[best], 0.0F, 1.0F)});
  copied_ = from.end;
}

// Copies what stands before `end` as it is, and makes room for what follows.
void Restorer::copy_to(std::size_t end) {
  const std::size_t size = end - copied_;
  const std::size_t needed = written_ + size + kSlack;
  if (result_.text.size() < needed) result_.text.resize(needed + needed / 2);
  char* const to = result_.text.data() + written_;
  if (size == 1) {
    *to = text_[copied_];
  } else {
    std::memcpy(to, text_.data() + copied_, size);
  }
  written_ += size;
  copied_ = end;
}

void Restorer::write(const AccentUnit& unit, std::size_t candidate, std::string_view source) {
  const AccentLexicon::Written& written = data_.lexicon.written(unit.set, candidate);
  if (!unit.capitals && written.size != 0 && options_.tone != ToneStyle::old_style) {
    std::memcpy(result_.text.data() + written_, &written, sizeof written);
    written_ += written.size;
    return;
  }
  const std::string& text = data_.lexicon.candidates(unit.set)[candidate].text;
  const bool old_style = options_.tone == ToneStyle::old_style;
  spelled_.clear();
  append_in_case(source, old_style ? normalize(text, {ToneStyle::old_style}).text : text, spelled_);
  if (result_.text.size() < written_ + spelled_.size()) result_.text.resize(written_ + spelled_.size());
  std::ranges::copy(spelled_, result_.text.begin() + static_cast<std::ptrdiff_t>(written_));
  written_ += spelled_.size();
}

}  // namespace ykien::detail

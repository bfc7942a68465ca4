#include "ykien/text/restore.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <span>

#include "base/detail/file.h"
#include "text/detail/accent_data.h"
#include "text/detail/accent_lattice.h"
#include "text/detail/accent_text.h"
#include "text/detail/accent_units.h"
#include "text/detail/char_class.h"
#include "text/detail/utf8.h"

namespace ykien {
namespace {

using detail::AccentCensus;
using detail::AccentUnit;
using detail::Candidate;
using detail::LatticeNode;

// A longer run is cut, so that memory stays bounded on text without any punctuation.
constexpr std::size_t kLongestRun = 256;
constexpr detail::Beam kBeam = {4, 3};  // wider ones make nothing better

bool only_ascii_letters(std::string_view text) noexcept {
  return std::ranges::all_of(text, detail::is_ascii_letter);
}

// `letters` with the case of `source`, which has as many.
void append_in_case(std::string_view source, std::string_view letters, std::string& to) {
  const char* const end = letters.data() + letters.size();
  std::size_t i = 0;
  for (const char* at = letters.data(); at < end; ++i) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    const bool capital = i < source.size() && source[i] >= 'A' && source[i] <= 'Z';
    const auto upper = [&] { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(point.value))); };
    detail::append_code_point(capital ? upper() : point.value, to);
  }
}

class Restorer {
 public:
  Restorer(std::string_view text, const detail::AccentData& data, const RestoreOptions& options)
      : text_(text),
        data_(data),
        options_(options),
        folded_(normalize(text)),
        reader_(data.lexicon, detail::AccentSpellings::of_accented),
        lattice_(data.lexicon, data.table, kBeam),
        names_(text) {}

  Restored run() {
    result_.text.reserve(text_.size() + text_.size() / 4);
    const std::vector<Token> tokens = tokenize(folded_.text);
    for (std::size_t at = 0; at < tokens.size();) {
      const std::size_t end = line_end(tokens, at);
      line(std::span(tokens).subspan(at, end - at));
      at = end;
    }
    result_.text += text_.substr(copied_);
    return std::move(result_);
  }

 private:
  std::size_t line_end(std::span<const Token> tokens, std::size_t at) const noexcept {
    for (++at; at < tokens.size(); ++at) {
      const Range between{tokens[at - 1].range.end, tokens[at].range.begin};
      if (slice(folded_.text, between).find('\n') != std::string_view::npos) break;
    }
    return at;
  }

  void line(std::span<const Token> tokens) {
    units_.clear();
    reader_.read(text_, folded_, tokens, units_);
    const bool whole = detail::census_of(folded_.text, units_).unaccented();
    for (std::span<const AccentUnit> rest = units_; !rest.empty();) {
      const std::size_t end = detail::sentence_end(folded_.text, rest);
      const std::span<const AccentUnit> sentence = rest.first(end);
      if (wanted(sentence, whole)) restore(sentence);
      rest = rest.subspan(end);
    }
  }

  bool wanted(std::span<const AccentUnit> sentence, bool whole) const noexcept {
    if (options_.scope == RestoreScope::every) return true;
    const AccentCensus census = detail::census_of(folded_.text, sentence);
    return census.telling() ? census.unaccented() : whole;
  }

  void restore(std::span<const AccentUnit> sentence) {
    framed_.assign(detail::kReach, detail::border_unit());
    framed_.insert(framed_.end(), sentence.begin(), sentence.end());
    framed_.insert(framed_.end(), detail::kReach, detail::border_unit());
    open_.assign(framed_.size(), false);
    for (std::size_t i = detail::kReach; i < framed_.size() - detail::kReach; ++i)
      open_[i] = may_change(framed_[i]);
    for (std::size_t at = detail::kReach; at < framed_.size() - detail::kReach;) at = run_at(at);
  }

  bool may_change(const AccentUnit& unit) noexcept {
    if (unit.set == detail::kNoSet || unit.accented) return false;
    const Range source = folded_.offsets.source(unit.range);
    return source.size() == unit.range.size() && only_ascii_letters(slice(text_, source)) &&
           !names_.inside_name(source);
  }

  // Words that have accents take part as what they are.
  bool takes_part(std::size_t at) const noexcept {
    return open_[at] || (framed_[at].accented && framed_[at].spelling != detail::kUnknownSpelling);
  }

  std::size_t run_at(std::size_t at) {
    std::size_t end = at;
    while (end < framed_.size() && end - at < kLongestRun && takes_part(end)) ++end;
    if (end == at) return at + 1;
    lattice_.open(&framed_[at], end - at);
    lattice_.choose([](const AccentUnit&) { return detail::kUnknownSpelling; },
                    [](const AccentUnit& unit) { return unit.accented; });
    lattice_.sum();
    for (const LatticeNode& node : lattice_.nodes()) {
      if (!node.unit->accented) decide(node);
    }
    return end;
  }

  void decide(const LatticeNode& node) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < node.size; ++k) {
      if (node.posterior(k) > node.posterior(best)) best = k;
    }
    const Candidate& chosen = data_.lexicon.candidates(node.unit->set)[node.candidates[best]];
    emit(folded_.offsets.source(node.unit->range), chosen, std::clamp(node.posterior(best), 0.0F, 1.0F));
  }

  void emit(Range from, const Candidate& chosen, float confidence) {
    result_.text += text_.substr(copied_, from.begin - copied_);
    const auto begin = static_cast<std::uint32_t>(result_.text.size());
    const std::string_view source = slice(text_, from);
    if (options_.tone == ToneStyle::old_style) {
      append_in_case(source, normalize(chosen.text, {ToneStyle::old_style}).text, result_.text);
    } else {
      append_in_case(source, chosen.text, result_.text);
    }
    const Range to{begin, static_cast<std::uint32_t>(result_.text.size())};
    if (slice(result_.text, to) != source) result_.offsets.append({to, from});
    result_.syllables.push_back({to, from, confidence});
    copied_ = from.end;
  }

  std::string_view text_;
  const detail::AccentData& data_;
  RestoreOptions options_;
  Normalized folded_;
  detail::UnitReader reader_;
  detail::AccentLattice<detail::AccentTable> lattice_;
  detail::NameFinder names_;
  std::vector<AccentUnit> units_;   // of a line
  std::vector<AccentUnit> framed_;  // of a sentence, with borders
  std::vector<bool> open_;          // which of framed_ may change
  std::size_t copied_ = 0;          // of text_
  Restored result_;
};

}  // namespace

AccentModel AccentModel::load(const std::string& path) {
  return from_bytes(detail::read_file(path, "the accent model"), path);
}

AccentModel AccentModel::from_bytes(std::string_view bytes, const std::string& name) {
  return AccentModel(std::make_shared<const detail::AccentData>(
      detail::read_accent_data(bytes, name, detail::Buckets::copied)));
}

std::string_view AccentModel::facts() const noexcept { return data_->facts; }
std::size_t AccentModel::syllable_count() const noexcept { return data_->lexicon.syllables().size(); }
std::size_t AccentModel::size_bytes() const noexcept { return data_->bytes; }

Restored restore_accents(std::string_view utf8, const AccentModel& model, const RestoreOptions& options) {
  return Restorer(utf8, model.data(), options).run();
}

}  // namespace ykien

#include "text/detail/lexicon.h"

#include <algorithm>
#include <stdexcept>

#include "text/detail/text_bytes.h"
#include "ykien/text/normalize.h"

namespace ykien::detail {
namespace {

std::vector<std::string_view> alternatives(std::string_view list) {
  std::vector<std::string_view> all;
  while (!list.empty()) all.push_back(cut(list, '|'));
  return all;
}

Condition condition_of(std::string_view word, std::string_view row) {
  using About = Condition::About;
  if (word == "small") return {About::casing_small, true, {}};
  if (word == "lower") return {About::casing_lower, true, {}};
  if (word == "upper") return {About::casing_upper, true, {}};
  const bool wanted = !word.starts_with('-');
  if (!wanted) word.remove_prefix(1);
  const std::string_view about = cut(word, ':');
  const bool known = (about == "prev" || about == "next") && !word.empty();
  if (!known) throw std::invalid_argument("abbreviations: " + std::string(row));
  return {about == "prev" ? About::previous : About::next, wanted, alternatives(word)};
}

// Signs that end a clause; - and / and the like join.
bool ends_clause(const Neighbour& neighbour) noexcept {
  constexpr std::string_view kEnds[] = {".", ",", "?", "!", ";", ":", "…", ")", "(", "\"", "”", "“"};
  const auto begins = [&](std::string_view sign) { return neighbour.plain.starts_with(sign); };
  return neighbour.kind == Neighbour::Kind::edge ||
         (neighbour.kind == Neighbour::Kind::sign && std::ranges::any_of(kEnds, begins));
}

bool is(const Neighbour& neighbour, std::string_view wanted) noexcept {
  if (wanted == "#") return neighbour.kind == Neighbour::Kind::number;
  if (wanted == "*") return neighbour.kind == Neighbour::Kind::word;
  if (wanted == "$") return ends_clause(neighbour);
  return neighbour.plain == wanted;
}

bool holds(const Condition& condition, Casing casing, Surroundings& around) {
  const auto matches = [&](const Neighbour& neighbour) {
    const bool found =
        std::ranges::any_of(condition.any_of, [&](std::string_view wanted) { return is(neighbour, wanted); });
    return found == condition.wanted;
  };
  switch (condition.about) {
    case Condition::About::casing_small: return casing == Casing::lower;
    case Condition::About::casing_lower: return casing == Casing::lower || casing == Casing::capitalized;
    case Condition::About::casing_upper: return casing == Casing::upper;
    case Condition::About::previous: return matches(around.previous());
    case Condition::About::next: return matches(around.next());
  }
  return false;
}

}  // namespace

const Lexicon& Lexicon::instance() {
  static const Lexicon lexicon(abbreviations_table());
  return lexicon;
}

Lexicon::Lexicon(std::string_view table) {
  folded_.reserve(static_cast<std::size_t>(std::ranges::count(table, '\n')) +
                  1);  // keys view them: no moving
  each_row(table, [&](std::string_view row) {
    std::string_view rest = row;
    Entry entry{cut(rest, '\t'), cut(rest, '\t'), {}, false};
    while (!rest.empty()) {
      const Condition& added = entry.when.emplace_back(condition_of(cut(rest, ' '), row));
      const bool next_number = std::ranges::find(added.any_of, "#") != added.any_of.end();
      entry.before_number |= added.about == Condition::About::next && added.wanted && next_number;
    }
    const std::string& key = folded_.emplace_back(normalize(entry.written).text);
    entries_[key].push_back(std::move(entry));
    ++rows_;
  });
}

std::string_view Lexicon::meaning(std::string_view folded, Casing casing, Surroundings& around) const {
  const auto found = entries_.find(folded);
  if (found == entries_.end()) return {};
  for (const Entry& entry : found->second) {
    const auto fits = [&](const Condition& condition) { return holds(condition, casing, around); };
    if (around.number_follows() && !entry.before_number) continue;
    if (std::ranges::all_of(entry.when, fits)) return entry.meaning;
  }
  return {};
}

}  // namespace ykien::detail

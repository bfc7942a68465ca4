#include <algorithm>

#include "base/detail/file.h"
#include "text/detail/dictionary_data.h"
#include "text/detail/segment_features.h"
#include "text/detail/unit.h"
#include "ykien/base/error.h"
#include "ykien/text/segment.h"

namespace ykien {
namespace detail {
namespace {}  // namespace

std::size_t DictionaryData::longest(Reading reading, std::span<const std::uint32_t> ids) const noexcept {
  const auto which = static_cast<std::size_t>(reading);
  if (ids.empty() || !may_begin(reading, ids[0])) return 0;
  std::size_t found = 0;
  std::uint64_t hash = kSpanSeed;
  for (std::size_t i = 0; i < std::min(ids.size(), kLongestEntry); ++i) {
    hash = chain(hash, ids[i]);
    const auto at = beginnings[which].find(hash);
    if (at == beginnings[which].end()) break;
    if (at->second) found = i + 1;
  }
  return found;
}

void DictionaryData::add(Reading reading, std::span<const std::uint32_t> ids) {
  const auto which = static_cast<std::size_t>(reading);
  firsts[which].set(ids[0] >> 1 & (kFirsts - 1));
  std::uint64_t hash = kSpanSeed;
  for (const std::uint32_t id : ids) {
    hash = chain(hash, id);
    beginnings[which].try_emplace(hash, false);
  }
  beginnings[which][hash] = true;
}

}  // namespace detail

namespace {

// A line of the file with `_` as blanks and without what surrounds it; empty for a comment.
std::string entry_of(std::string_view line) {
  std::string entry(line);
  std::ranges::replace(entry, '_', ' ');
  const std::size_t begin = entry.find_first_not_of(" \t\r");
  if (begin == std::string::npos || entry[begin] == '#') return {};
  return entry.substr(begin, entry.find_last_not_of(" \t\r") + 1 - begin);
}

std::vector<detail::Unit> units_of(std::string_view entry, detail::UnitCutter& cutter) {
  std::vector<detail::Unit> units;
  for (std::size_t at = 0; at < entry.size();) {
    const std::size_t end = std::min(entry.find_first_of(" \t", at), entry.size());
    if (end > at) cutter.cut(entry.substr(at, end - at), static_cast<std::uint32_t>(at), units);
    at = end + 1;
  }
  return units;
}

void add_entry(std::span<const detail::Unit> units, detail::DictionaryData& data) {
  std::vector<std::uint32_t> ids;
  std::vector<std::uint32_t> plain;
  for (const detail::Unit& unit : units) {
    ids.push_back(unit.id);
    plain.push_back(unit.plain);
  }
  data.add(detail::Reading::accented, ids);
  // Without accents two syllables read too many ways: so do is sổ đỏ, số đó, so đo ...
  if (plain.size() > 2) data.add(detail::Reading::plain, plain);
  ++data.words;
}

}  // namespace

Dictionary::Dictionary() : data_(std::make_shared<const detail::DictionaryData>()) {}

Dictionary Dictionary::parse(std::string_view lines, const std::string& name) {
  auto data = std::make_shared<detail::DictionaryData>();
  detail::UnitCutter cutter;
  std::size_t number = 0;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    ++number;
    const std::string entry = entry_of(lines.substr(at, end - at));
    at = end + 1;
    if (entry.empty()) continue;
    const std::vector<detail::Unit> units = units_of(entry, cutter);
    if (units.size() < 2 || units.size() > detail::kLongestEntry) {
      throw Error(ErrorCode::format, name + ":" + std::to_string(number),
                  "a word of the dictionary has 2 to 16 syllables",
                  "write one word a line, its syllables apart");
    }
    add_entry(units, *data);
  }
  Dictionary result;
  result.data_ = std::move(data);
  return result;
}

Dictionary Dictionary::load(const std::string& path) {
  return parse(detail::read_file(path, "the dictionary"), path);
}

std::size_t Dictionary::size() const noexcept { return data_->words; }

}  // namespace ykien

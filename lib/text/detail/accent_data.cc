#include "text/detail/accent_data.h"

#include <cmath>
#include <cstring>

#include "base/detail/section_file.h"

namespace ykien::detail {
namespace {

constexpr std::string_view kSections[] = {"facts", "syllables", "levels", "contexts"};
constexpr std::string_view kCure = "get the file again, or use the built-in model";
constexpr SectionKind kKind = {
    .magic = "YKIENACC",
    .format = 2,
    .sections = kSections,
    .what = "a ykien accent model",
    .cure_other = kCure,
    .cure_older = "use the built-in model, or a file made for this ykien",
    .cure_damaged = kCure,
};

[[noreturn]] void fail(const std::string& name) {
  throw_damaged(kKind, name, "its parts do not fit together");
}

// Reads numbers and short texts off the front of a section.
class Front {
 public:
  Front(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}
  template <typename T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number<std::uint8_t>())); }
  void end() const {
    if (!bytes_.empty()) fail(name_);
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size()) fail(name_);
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view bytes_;
  const std::string& name_;
};

template <typename T>
void append_number(T value, std::string& to) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_text(const std::string& text, std::string& to) {
  append_number(static_cast<std::uint8_t>(text.size()), to);
  to += text;
}

std::string written_syllables(const AccentLexicon& lexicon) {
  std::string to;
  append_number(static_cast<std::uint32_t>(lexicon.syllables().size()), to);
  for (const PlainSyllable& syllable : lexicon.syllables()) {
    append_text(syllable.plain, to);
    append_number(static_cast<std::uint8_t>(syllable.candidates.size()), to);
    for (const Candidate& candidate : syllable.candidates) {
      append_text(candidate.text, to);
      append_number(candidate.prior, to);
    }
  }
  return to;
}

PlainSyllable read_syllable(Front& front) {
  PlainSyllable syllable;
  syllable.plain = front.text();
  syllable.candidates.resize(front.number<std::uint8_t>());
  for (Candidate& candidate : syllable.candidates) {
    candidate.text = front.text();
    candidate.prior = front.number<float>();
  }
  return syllable;
}

void read_syllables(std::string_view bytes, const std::string& name, AccentLexicon& lexicon) {
  Front front(bytes, name);
  std::vector<PlainSyllable> syllables;
  for (auto left = front.number<std::uint32_t>(); left > 0; --left) syllables.push_back(read_syllable(front));
  front.end();
  if (!lexicon.build(std::move(syllables))) fail(name);
}

void read_levels(std::string_view bytes, const std::string& name, std::array<float, kLevels>& levels) {
  if (bytes.size() != sizeof levels) fail(name);
  std::memcpy(levels.data(), bytes.data(), bytes.size());
  for (const float level : levels) {
    if (!(std::abs(level) <= kMostLevel)) fail(name);
  }
  if (levels[0] != 0) fail(name);
}

template <typename T>
std::string bytes_of(const T* values, std::size_t count) {
  return count == 0 ? std::string() : std::string(reinterpret_cast<const char*>(values), count * sizeof(T));
}

}  // namespace

std::string write_accent_data(const AccentData& data) {
  const std::string bodies[] = {data.facts, written_syllables(data.lexicon),
                                bytes_of(data.levels.data(), kLevels),
                                bytes_of(data.buckets.data(), data.buckets.size())};
  return write_sections(kKind, bodies);
}

AccentData read_accent_data(std::string_view bytes, const std::string& name, Buckets buckets) {
  const std::vector<std::string_view> bodies = read_sections(kKind, bytes, name);
  AccentData data;
  data.bytes = bytes.size();
  data.facts = bodies[0];
  read_syllables(bodies[1], name, data.lexicon);
  read_levels(bodies[2], name, data.levels);
  const std::size_t count = bodies[3].size() / sizeof(AccentBucket);
  if (count * sizeof(AccentBucket) != bodies[3].size()) fail(name);
  std::span<const AccentBucket> viewed;
  if (buckets == Buckets::viewed) {
    viewed = {reinterpret_cast<const AccentBucket*>(bodies[3].data()), count};
  } else {
    data.buckets.resize(count);
    if (count > 0) std::memcpy(data.buckets.data(), bodies[3].data(), bodies[3].size());
    viewed = data.buckets;
  }
  data.table = AccentTable(viewed, data.levels);
  data.starts.build(data.lexicon, data.table);
  return data;
}

}  // namespace ykien::detail

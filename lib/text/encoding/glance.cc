#include "text/encoding/glance.h"

#include <algorithm>

#include "text/detail/utf8_valid.h"
#include "text/encoding/trigger.h"
#include "text/encoding/units.h"

namespace ykien::encoding {
namespace {

constexpr std::size_t kGlance = 64;  // bytes: a dozen words
constexpr std::size_t kBack = 24;    // to where a word or a cell begins

bool continues(std::string_view bytes, std::size_t at) noexcept {
  return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80;
}

// The next place, some bytes on, where a code point may begin.
std::size_t aligned(std::string_view bytes, std::size_t at) noexcept {
  for (int i = 0; i < 3 && continues(bytes, at); ++i) ++at;
  return std::min(at, bytes.size());
}

// Whole words around `place`, where there are any.
std::string_view glance_at(std::string_view line, std::size_t place) noexcept {
  constexpr std::string_view kBorders = " \t,;|\"";
  const std::size_t first = place - std::min(place, kBack);
  const std::size_t border = line.substr(first, place - first).find_last_of(kBorders);
  const std::size_t begin = border == line.npos ? place : first + border + 1;
  const std::string_view rest = line.substr(begin);
  if (rest.size() <= kGlance) return rest;
  const std::size_t end = rest.substr(place - begin + 1, kGlance).find_last_of(kBorders);
  return rest.substr(0, end == rest.npos ? aligned(rest, kGlance) : place - begin + 1 + end);
}

// Whether something other than what stands there may be Vietnamese.
bool promises(const Evidence& evidence) noexcept {
  const float as_it_stands = std::max(0.0F, evidence.scores[kAsItStands].sum);
  return std::ranges::any_of(evidence.scores, [&](const Score& score) {
    const bool reads = score.words > 0 && score.sum > 0.25F * static_cast<float>(score.words);
    return reads && score.sum > as_it_stands;
  });
}

// Adds what one more place says. What a line was misread as can only be told from all of it, and a line that
// is well-formed only by chance does not happen.
void add(const Evidence& glance, Evidence& line) noexcept {
  for (std::size_t i = 0; i < kReadings.size(); ++i) {
    Score& score = line.scores[i];
    const bool considered = i == kAsItStands || (!line.well_formed && kReadings[i].times == 0);
    if (!considered || glance.scores[i].words < 0) score.words = -1;
    if (score.words < 0) continue;
    // What promises nothing speaks for no other reading.
    score.sum += i == kAsItStands ? glance.scores[i].sum : std::min(0.0F, glance.scores[i].sum);
    score.words += glance.scores[i].words;
    score.wrong += glance.scores[i].wrong;
    line.texts[i] = line.texts[i] * 31 + glance.texts[i];
  }
}

}  // namespace

std::size_t plain_size(std::string_view bytes) noexcept {
  return detail::well_formed(bytes.substr(0, find_trigger(bytes)));
}

const Evidence& GlanceMemo::evidence_of_part(std::string_view bytes) {
  const auto known = std::ranges::find(glances_, bytes, &Glance::bytes);
  if (known != glances_.end()) return known->evidence;
  Glance& glance = glances_[oldest_++ % glances_.size()];
  glance.evidence = evidence_of(bytes, Scope::part);
  glance.bytes = bytes;
  return glance.evidence;
}

LineEvidence evidence_of_line(std::string_view line, GlanceMemo& memo) {
  if (line.size() <= kLong) return {evidence_of(line), false};
  LineEvidence result{{}, false};
  result.evidence.well_formed = detail::well_formed(line) == line.size();
  const std::size_t part = line.size() / kGlances;
  for (std::size_t i = 0; i < kGlances; ++i) {
    const std::size_t begin = aligned(line, i * part);
    const std::size_t size = i + 1 == kGlances ? line.npos : aligned(line, (i + 1) * part) - begin;
    const std::string_view bytes = line.substr(begin, size);
    const std::size_t place = plain_size(bytes);
    if (place == bytes.size()) continue;
    const Evidence& glance = memo.evidence_of_part(glance_at(line, begin + place));
    if (promises(glance)) return {evidence_of(line), false};
    add(glance, result.evidence);
    result.glanced = true;
  }
  return result.glanced ? result : LineEvidence{evidence_of(line), false};
}

}  // namespace ykien::encoding

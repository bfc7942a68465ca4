#include "text/encoding/judge.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "text/detail/utf8_valid.h"
#include "text/encoding/read_as.h"
#include "text/encoding/units.h"

namespace ykien::encoding {
namespace {

constexpr float kIllFormed = -6.0F;  // each ill-formed sequence
constexpr float kStrange = -1.5F;    // each plain word that is no syllable, in VIQR
constexpr float kEnough = 5.0F;      // the least score without support from other lines
constexpr float kSure = 0.95F;
constexpr float kVerySure = 0.999F;  // to change what is well-formed
constexpr int kFewWords = 3;
constexpr float kSupport = 0.5F;  // share of other lines that read alike
constexpr float kImpossible = -1e9F;

// A line that is well-formed UTF-8 by chance does not happen; a word may be.
bool possible(Reading reading, bool well_formed, bool ascii, Scope scope) noexcept {
  if (reading.times > 0) return well_formed && !ascii;
  if (reading.encoding == Encoding::viqr) return ascii;
  return reading.encoding == Encoding::utf8 || !well_formed || (scope == Scope::part && !ascii);
}

// A score for bytes that were read otherwise, with what the text alone does not show.
Score score_as(Reading reading, std::string_view text, std::size_t replaced) {
  const bool viqr = reading.encoding == Encoding::viqr;
  Score score = score_of(text, viqr);
  const auto ill_formed = static_cast<int>(replaced);
  score.sum += kIllFormed * static_cast<float>(ill_formed);
  score.wrong += ill_formed;
  if (viqr) score.sum += kStrange * static_cast<float>(score.strange);
  return score;
}

// The reading of a line that says nothing by itself: that of most other lines, unless something in it speaks
// for UTF-8.
Judgement follow(const Evidence& evidence, const Shares& expected, float as_it_stands) noexcept {
  const auto usual = static_cast<std::size_t>(std::ranges::max_element(expected) - expected.begin());
  const bool supported =
      usual != kAsItStands && expected[usual] >= kSupport && evidence.scores[usual].words >= 0;
  if (!evidence.well_formed && supported && evidence.scores[kAsItStands].sum <= 0) {
    return {usual, std::min(kSurest, expected[usual]), false};
  }
  return {kAsItStands, as_it_stands, !evidence.well_formed};
}

}  // namespace

Shares usual_shares() noexcept {
  Shares shares;
  shares.fill(0.04F);
  shares[kAsItStands] = 0.3F;
  for (const std::size_t common : {1U, 2U, 3U, 8U}) shares[common] = 0.1F;
  shares[kTcvn5712] = 0.02F;  // where TCVN3 does as well it is TCVN3
  return shares;
}

Evidence evidence_of(std::string_view bytes, Scope scope) {
  Evidence evidence;
  evidence.well_formed = detail::well_formed(bytes) == bytes.size();
  const bool ascii = is_ascii(bytes);
  std::string text;
  for (std::size_t i = 0; i < kReadings.size(); ++i) {
    evidence.scores[i].words = -1;
    if (!possible(kReadings[i], evidence.well_formed, ascii, scope)) continue;
    text.clear();
    Target target{text};
    if (!read_as(kReadings[i], bytes, 0, target)) continue;
    evidence.scores[i] = score_as(kReadings[i], text, target.replaced);
    evidence.texts[i] = std::hash<std::string>{}(text);
  }
  return evidence;
}

Shares likelihoods(const Evidence& evidence, const Shares& expected) noexcept {
  Shares logs{};
  float most = kImpossible;
  for (std::size_t i = 0; i < kReadings.size(); ++i) {
    const bool possible_reading = evidence.scores[i].words >= 0;
    // What makes no Vietnamese as it stands may be some other language.
    const float sum = i == kAsItStands ? std::max(0.0F, evidence.scores[i].sum) : evidence.scores[i].sum;
    logs[i] = possible_reading ? sum + std::log(expected[i]) : kImpossible;
    most = std::max(most, logs[i]);
  }
  float all = 0;
  for (float& log : logs) all += log = std::exp(log - most);
  for (float& share : logs) share /= all;
  return logs;
}

Judgement judge(const Evidence& evidence, const Shares& expected) noexcept {
  const Shares likely = likelihoods(evidence, expected);
  const auto best = static_cast<std::size_t>(std::ranges::max_element(likely) - likely.begin());
  Judgement result{best, 0, false};
  for (std::size_t i = 0; i < kReadings.size(); ++i) {
    const bool same = evidence.scores[i].words >= 0 && evidence.texts[i] == evidence.texts[best];
    if (same) result.confidence += likely[i];
  }
  result.confidence = std::min(kSurest, result.confidence);
  const Score& score = evidence.scores[best];
  const bool supported = expected[best] >= kSupport;
  const bool enough = supported ? score.sum > 0 : score.sum >= kEnough;
  const bool plenty = supported || score.words - score.wrong >= kFewWords;
  const bool certain =
      evidence.well_formed ? plenty && result.confidence >= kVerySure : result.confidence >= kSure;
  if (best != kAsItStands && enough && certain) return result;
  const bool speaks_for_itself = best == kAsItStands && (evidence.well_formed || score.sum > 0);
  if (speaks_for_itself && result.confidence >= kSure) return result;
  Judgement following = follow(evidence, expected, likely[kAsItStands]);
  // Where no encoding fits at all it is some other language, or no text.
  if (following.reading == kAsItStands && likely[kAsItStands] >= kSure) following.ambiguous = false;
  return following;
}

bool reads_well(const Score& score) noexcept {
  return 8 * score.wrong <= score.words && score.sum >= 0.5F * static_cast<float>(score.words);
}

}  // namespace ykien::encoding

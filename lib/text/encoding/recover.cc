#include "text/encoding/recover.h"

#include <algorithm>
#include <array>
#include <functional>

#include "text/detail/utf8.h"
#include "text/detail/utf8_valid.h"
#include "text/encoding/convert.h"
#include "text/encoding/glance.h"
#include "text/encoding/stretches.h"
#include "text/encoding/units.h"

namespace ykien::encoding {
namespace {

constexpr std::size_t kFirstStep =
    256;                           // bytes passed at a time, more each time, after a line that was judged
constexpr float kUsualWeight = 1;  // lines that the usual shares count for
constexpr std::size_t kSampleLines = 100;
constexpr std::size_t kFewLines = 8;  // below that nothing is dominant
constexpr float kDominant = 0.9F;

// Whether a line is good Vietnamese as it is: a degree sign or a square metre needs no search.
bool stands(std::string_view line) noexcept {
  constexpr int kSomeWords = 3;
  if (detail::well_formed(line) != line.size()) return false;
  const Score score = score_of(line);
  return score.wrong == 0 && score.words >= kSomeWords && reads_well(score);
}

// The first whole lines of `units` that are about `step` bytes together.
std::string_view block_of(std::string_view units, std::size_t step) noexcept {
  if (units.size() <= step) return units;
  const std::size_t end = last_line_end(units.substr(0, step));
  return units.substr(0, end > 0 ? end : first_line_end(units));
}

// The size of the first line, 0 where its end is not among `bytes`.
std::size_t whole_line(std::string_view bytes) noexcept {
  const std::size_t end = first_line_end(bytes);
  return end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r') ? end : 0;
}

// plain_size(line) < line.size(), quick for what is not UTF-8.
bool needs_judgement(std::string_view line) noexcept {
  const std::size_t ascii = ascii_size(line);
  const char* const end = line.data() + line.size();
  const bool ill_formed = ascii < line.size() && !detail::read_code_point(line.data() + ascii, end).valid;
  return ill_formed || plain_size(line) < line.size();
}

// Whether a byte stands for something else in TCVN3 than in TCVN 5712, but for the rule of the capital fonts.
bool tells_twins_apart(std::string_view line) noexcept {
  static const std::array<bool, 256> kApart = [] {
    std::array<bool, 256> apart{};
    for (unsigned byte = 0; byte < apart.size(); ++byte) {
      const char one = static_cast<char>(byte);
      std::string text, twin;
      convert_letters(Encoding::tcvn3, {&one, 1}, text);
      convert_letters(Encoding::tcvn5712, {&one, 1}, twin);
      apart[byte] = text != twin;
    }
    return apart;
  }();
  bool apart = false;
  for (const char byte : line) apart |= kApart[static_cast<unsigned char>(byte)];
  return apart;
}

// Makes room in `text` for `left` more bytes if they become longer as the `taken` ones before them did, which
// are `grown` bytes of it: much of what is ill-formed becomes three times as long.
void foresee(std::size_t grown, std::size_t taken, std::size_t left, std::string& text) {
  const std::size_t room = text.capacity() - text.size();
  const double expected = static_cast<double>(grown) / static_cast<double>(taken) * static_cast<double>(left);
  if (expected <= 1.5 * static_cast<double>(room)) return;
  const std::size_t wanted = text.size() + static_cast<std::size_t>(1.02 * expected);
  text.reserve(std::max(wanted, text.capacity() + text.capacity() / 2));
}

}  // namespace

std::size_t Recoverer::take(std::string_view bytes, bool last, std::uint32_t begin, Target& target) {
  if (!sampled_ && !last && bytes.size() < wanted_) return 0;
  const std::size_t text_begin = target.text.size();
  std::size_t at = 0;
  while (at < bytes.size()) {
    // After a line that was judged, the next one will be as well.
    if (const std::size_t size = step_ == 0 ? whole_line(bytes.substr(at, kLongest)) : 0; size > 0) {
      const std::string_view line = bytes.substr(at, size);
      const bool judged = needs_judgement(line);
      judged ? take_unit(line, begin + static_cast<std::uint32_t>(at), target) : pass(line, target);
      step_ = judged ? 0 : kFirstStep;
      at += size;
      continue;
    }
    const std::size_t units = whole_units(bytes.substr(at), last, kLongest);
    if (units == 0) break;
    const std::string_view block = block_of(bytes.substr(at, units), step_);
    const std::size_t plain = plain_size(block);
    const std::size_t passed = plain == block.size() ? plain : last_line_end(block.substr(0, plain));
    pass(block.substr(0, passed), target);
    at += passed;
    plain == block.size() ? step_on() : void(step_ = 0);
    if (passed == block.size()) continue;
    if (!sampled_ && !last && bytes.size() - at < kSample) {
      wanted_ = kSample;
      step_ = kLongest;  // no line is judged before the sample
      break;
    }
    if (!sampled_) {
      sample(bytes.substr(at));
      // Every third or fourth byte of an old encoding is a letter that changes its length.
      if (memo_.has_value() && target.offsets != nullptr) target.offsets->reserve((bytes.size() - at) / 3);
    }
    const std::string_view unit = block.substr(passed, first_line_end(block.substr(passed)));
    take_unit(unit, begin + static_cast<std::uint32_t>(at), target);
    at += unit.size();
    foresee(target.text.size() - text_begin, at, bytes.size() - at, target.text);
  }
  return at;
}

std::size_t Recoverer::pass(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t units = whole_units(bytes.substr(at), false, kLongest);
    if (units == 0) break;
    const std::string_view block = block_of(bytes.substr(at, units), step_);
    const std::size_t plain = plain_size(block);
    const std::size_t passed = plain == block.size() ? plain : last_line_end(block.substr(0, plain));
    count(block.substr(0, passed));
    at += passed;
    if (passed == block.size()) {
      step_on();
      continue;
    }
    const std::string_view unit = block.substr(passed, first_line_end(block.substr(passed)));
    if (!stands_here(unit)) break;
    at += unit.size();
    step_ = 0;
  }
  return at;
}

// A line that take_unit() would leave as it is at its first look.
bool Recoverer::stands_here(std::string_view unit) {
  if (!sampled_ || dominant_ < kReadings.size() || unit.size() > kLong || !stands(unit)) return false;
  ++line_;
  note(kAsItStands, kSurest, 0, 0);
  return true;
}

void Recoverer::step_on() noexcept { step_ = std::min(kLongest, std::max(kFirstStep, 4 * step_)); }

void Recoverer::count(std::string_view lines) {
  const std::size_t count = lines_beyond_ascii(lines);
  tallies_[kAsItStands].lines += count;
  tallies_[kAsItStands].confidence += static_cast<double>(count);
}

// Lines that need no judgement; those beyond ASCII are counted.
void Recoverer::pass(std::string_view lines, Target& target) {
  const std::size_t text_begin = target.text.size();
  target.text += lines;
  if (passages_ == nullptr) return count(lines);  // nobody asks where they are
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t ascii = ascii_size(lines.substr(at));
    if (at + ascii == lines.size()) break;
    const std::size_t begin = at + last_line_end(lines.substr(at, ascii));
    at = begin + first_line_end(lines.substr(begin));
    note(kAsItStands, 1, text_begin + begin, text_begin + at);
  }
}

void Recoverer::take_unit(std::string_view unit, std::uint32_t begin, Target& target) {
  const std::size_t line = line_++;
  if (take_as_expected(unit, begin, target)) return;
  if (unit.size() <= kLong && stands(unit)) return put(kAsItStands, kSurest, unit, begin, target);
  const Shares expected_shares = expected(line);
  const auto [evidence, glanced] = evidence_of(line, unit);
  const Judgement judgement = judge(evidence, expected_shares);
  const bool doubtful = judgement.ambiguous || evidence.scores[judgement.reading].wrong > 0;
  if (doubtful && !glanced && take_stretches(unit, begin, expected_shares, target)) return;
  ambiguous_ += judgement.ambiguous ? 1 : 0;
  put(judgement.reading, judgement.confidence, unit, begin, target);
}

// Most lines of a file are alike: one reading is tried before all others are.
bool Recoverer::take_as_expected(std::string_view line, std::uint32_t begin, Target& target) {
  if (dominant_ == kReadings.size()) return false;
  if (twins_ && tells_twins_apart(line)) return false;
  if (memo_.has_value()) return take_by_words(line, begin, target);
  scratch_.clear();
  Target trial{scratch_};
  if (!read_as(kReadings[dominant_], line, 0, trial) || trial.replaced > 0) return false;
  if (!reads_well(score_of(scratch_))) return false;
  put(dominant_, kSurest, line, begin, target);
  return true;
}

// The same in one pass, taken back where the line does not read well.
bool Recoverer::take_by_words(std::string_view line, std::uint32_t begin, Target& target) {
  const std::size_t text_begin = target.text.size();
  const OffsetMap::Mark runs = target.offsets == nullptr ? OffsetMap::Mark{} : target.offsets->mark();
  if (reads_well(memo_->read(line, target.text, target.offsets, begin))) {
    note(dominant_, kSurest, text_begin, target.text.size());
    return true;
  }
  target.text.resize(text_begin);
  if (target.offsets != nullptr) target.offsets->go_back(runs);
  return false;
}

// Stretch by stretch, where a line of cells falls into several readings.
bool Recoverer::take_stretches(std::string_view line, std::uint32_t begin, const Shares& expected_shares,
                               Target& target) {
  const std::vector<std::string_view> stretches = stretches_of(line);
  if (stretches.size() < 2) return false;
  for (const std::string_view bytes : stretches) {
    const Judgement judgement = judge(encoding::evidence_of(bytes), expected_shares);
    ambiguous_ += judgement.ambiguous ? 1 : 0;
    put(judgement.reading, judgement.confidence, bytes,
        begin + static_cast<std::uint32_t>(bytes.data() - line.data()), target);
  }
  return true;
}

void Recoverer::put(std::size_t reading, float confidence, std::string_view bytes, std::uint32_t begin,
                    Target& target) {
  const std::size_t text_begin = target.text.size();
  read_as(kReadings[reading], bytes, begin, target);
  note(reading, confidence, text_begin, target.text.size());
}

void Recoverer::note(std::size_t reading, float confidence, std::size_t text_begin, std::size_t text_end) {
  ++tallies_[reading].lines;
  tallies_[reading].confidence += static_cast<double>(confidence);
  if (passages_ == nullptr) return;
  const Range range{static_cast<std::uint32_t>(text_begin), static_cast<std::uint32_t>(text_end)};
  if (passages_->empty() || !(passages_->back().reading == kReadings[reading])) {
    passages_->push_back({range, kReadings[reading]});
  }
  passages_->back().text.end = range.end;
}

void Recoverer::sample(std::string_view bytes) {
  sampled_ = true;
  std::string_view lines = bytes.substr(0, kSample);
  if (lines.size() == kSample && last_line_end(lines) > 0) lines = lines.substr(0, last_line_end(lines));
  const Shares usual = usual_shares();
  float twins = 0;  // of TCVN 5712, in lines that are the same in TCVN3
  while (!lines.empty() && lines_.size() < kSampleLines) {
    const std::string_view line = lines.substr(0, first_line_end(lines));
    lines.remove_prefix(line.size());
    if (plain_size(line) == line.size()) continue;
    const LineEvidence found = evidence_of_line(line, glances_);
    lines_.push_back({std::string(line), found, likelihoods(found.evidence, usual)});
    const Shares& shares = lines_.back().shares;
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += shares[i];
    if (found.evidence.texts[kTcvn3] == found.evidence.texts[kTcvn5712]) twins += shares[kTcvn5712];
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(sums_) - sums_.begin());
  const auto count = static_cast<float>(lines_.size());
  if (best == kAsItStands || lines_.size() < kFewLines) return;
  twins_ = best == kTcvn3;
  if (sums_[best] + (twins_ ? twins : 0) < kDominant * count) return;
  dominant_ = best;
  const Reading reading = kReadings[best];
  if (reading.times == 0 && reading.encoding != Encoding::viqr) memo_.emplace(reading.encoding);
}

// A line of the sample has been read in every way already.
LineEvidence Recoverer::evidence_of(std::size_t line, std::string_view unit) {
  const bool known = line < lines_.size() && lines_[line].bytes == unit;
  return known ? lines_[line].found : evidence_of_line(unit, glances_);
}

// What the other lines of the sample say, the line itself left out.
Shares Recoverer::expected(std::size_t line) const noexcept {
  Shares shares = usual_shares();
  const bool inside = line < lines_.size();
  const float others = static_cast<float>(lines_.size()) - (inside ? 1.0F : 0.0F);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const float seen = std::max(0.0F, sums_[i] - (inside ? lines_[line].shares[i] : 0.0F));
    shares[i] = (seen + kUsualWeight * shares[i]) / (others + kUsualWeight);
  }
  return shares;
}

std::vector<ReadingCount> Recoverer::counts() const {
  std::vector<ReadingCount> found;
  for (std::size_t i = 0; i < kReadings.size(); ++i) {
    const Tally& tally = tallies_[i];
    if (tally.lines > 0)
      found.push_back({kReadings[i], tally.lines, tally.confidence / static_cast<double>(tally.lines)});
  }
  std::ranges::stable_sort(found, std::ranges::greater{}, &ReadingCount::lines);
  return found;
}

}  // namespace ykien::encoding

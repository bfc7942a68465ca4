// Judging in which way a line has to be read.
#ifndef YKIEN_TEXT_ENCODING_JUDGE_H_
#define YKIEN_TEXT_ENCODING_JUDGE_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "text/encoding/score.h"
#include "ykien/text/encoding.h"

namespace ykien::encoding {

// The readings that are considered; the first is UTF-8 as it stands.
inline constexpr std::array<Reading, 17> kReadings = {{
    {Encoding::utf8, Misreading::none, 0},
    {Encoding::tcvn3, Misreading::none, 0},
    {Encoding::vni, Misreading::none, 0},
    {Encoding::windows1258, Misreading::none, 0},
    {Encoding::viscii, Misreading::none, 0},
    {Encoding::vps, Misreading::none, 0},
    {Encoding::tcvn5712, Misreading::none, 0},
    {Encoding::viqr, Misreading::none, 0},
    {Encoding::utf8, Misreading::windows1252, 1},
    {Encoding::utf8, Misreading::windows1258, 1},
    {Encoding::utf8, Misreading::windows1252, 2},
    {Encoding::utf8, Misreading::windows1258, 2},
    {Encoding::tcvn3, Misreading::windows1252, 1},
    {Encoding::vni, Misreading::windows1252, 1},
    {Encoding::windows1258, Misreading::windows1252, 1},
    {Encoding::viscii, Misreading::windows1252, 1},
    {Encoding::vps, Misreading::windows1252, 1},
}};
inline constexpr std::size_t kAsItStands = 0;
inline constexpr std::size_t kTcvn3 = 1;
inline constexpr std::size_t kTcvn5712 = 6;  // most lines read alike in both, and are taken for TCVN3

using Shares = std::array<float, kReadings.size()>;  // of the readings, in the order above

// What is expected before a line is looked at.
Shares usual_shares() noexcept;

// What one line says: how well it reads in each way.
struct Evidence {
  bool well_formed = true;                            // UTF-8
  std::array<Score, kReadings.size()> scores{};       // words = -1: cannot be read so
  std::array<std::size_t, kReadings.size()> texts{};  // equal numbers: equal texts
};

enum class Scope { line, part };

Evidence evidence_of(std::string_view bytes, Scope scope = Scope::line);

// How likely each reading is, given what was expected.
Shares likelihoods(const Evidence& evidence, const Shares& expected) noexcept;

// Nothing that is told by its looks is surer than this.
inline constexpr float kSurest = 0.9999F;

struct Judgement {
  std::size_t reading = kAsItStands;  // in kReadings
  float confidence = 1;               // that the text comes out right, 0..1
  bool ambiguous = false;             // left as it stands for want of certainty
};

// The reading of a line; as it stands unless another one is certain enough.
Judgement judge(const Evidence& evidence, const Shares& expected) noexcept;

// Whether a line that reads with this score needs no other reading looked at.
bool reads_well(const Score& score) noexcept;

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_JUDGE_H_

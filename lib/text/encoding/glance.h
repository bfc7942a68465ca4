// Looking at a long line here and there, before all of it is read in every way.
#ifndef YKIEN_TEXT_ENCODING_GLANCE_H_
#define YKIEN_TEXT_ENCODING_GLANCE_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "text/encoding/judge.h"

namespace ykien::encoding {

// How many of the leading bytes need no judgement: all, or some before the first that does, because it is
// ill-formed or a trigger (trigger.h).
std::size_t plain_size(std::string_view bytes) noexcept;

// evidence_of() a line. Reading a line in every way takes some hundred times as long as passing it on, so
// that one of more than kLong bytes is looked at in kGlances places first, each the first that needs
// judgement in its part of the line. Where nothing speaks for another reading in any of them, they are the
// evidence: the line is no Vietnamese in any encoding, or has no more than a stray byte.
inline constexpr std::size_t kLong = std::size_t{2} << 10;
inline constexpr std::size_t kGlances = 8;

struct LineEvidence {
  Evidence evidence;
  bool glanced = false;  // it is that of the places alone, and there is no use in looking at the cells
};

// The last places that were looked at: where a long line says the same over and over, that is judged once.
// Not thread-safe.
class GlanceMemo {
 public:
  // evidence_of() a part of a line.
  const Evidence& evidence_of_part(std::string_view bytes);

 private:
  struct Glance {
    std::string bytes;
    Evidence evidence;
  };

  std::array<Glance, 4> glances_;
  std::size_t oldest_ = 0;
};

LineEvidence evidence_of_line(std::string_view line, GlanceMemo& memo);

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_GLANCE_H_

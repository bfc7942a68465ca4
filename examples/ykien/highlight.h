// Highlighting: parts of a text that spoke for or against something.
#ifndef YKIEN_PROGRAM_HIGHLIGHT_H_
#define YKIEN_PROGRAM_HIGHLIGHT_H_

#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/range.h"

namespace ykien::program {

// A part of a text and how much it speaks for (+) or against (-).
struct Mark {
  Range range;
  float weight = 0;
};

// The text with what speaks for it in green and what speaks against it in red; without colour between [ ] and
// { }. Where marks overlap their weights add up. Takes a text without_controls().
std::string highlighted(std::string_view text, const std::vector<Mark>& marks, bool colour);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_HIGHLIGHT_H_

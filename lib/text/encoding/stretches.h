// Dividing a line whose cells were not made in the same way.
#ifndef YKIEN_TEXT_ENCODING_STRETCHES_H_
#define YKIEN_TEXT_ENCODING_STRETCHES_H_

#include <string_view>
#include <vector>

namespace ykien::encoding {

// The line cut where the reading changes in the likeliest sequence of readings of its cells, found by dynamic
// programming (Viterbi 1967): a change costs as much as two or three words that read well. One stretch: all
// of it alike.
std::vector<std::string_view> stretches_of(std::string_view line);

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_STRETCHES_H_

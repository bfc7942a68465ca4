// What the numbers on a command line may be. Each check says in words which number is wrong and what is
// right.
#ifndef YKIEN_PROGRAM_NUMBERS_H_
#define YKIEN_PROGRAM_NUMBERS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>

namespace ykien::program {

// Digits alone, from `least` to `most`: "-1" is no number of rows, "1.5" neither.
CLI::Validator whole_number(std::uint64_t least,
                            std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

// A number from `low` to `high`, both included; NaN is none.
CLI::Validator number_between(double low, double high);

// A finite number above 0.
CLI::Validator positive_number();

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_NUMBERS_H_

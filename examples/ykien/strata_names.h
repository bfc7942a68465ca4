// StrataNames: the values of a column of groups, by number.
#ifndef YKIEN_PROGRAM_STRATA_NAMES_H_
#define YKIEN_PROGRAM_STRATA_NAMES_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::program {

inline constexpr std::size_t kMostStrata = 500;

// Names by number; "Hoà Đông" and "Hòa Đông" are one, called as it stands first in the file.
class StrataNames {
 public:
  // `where`: the file. Throws Error(limit) for more than kMostStrata.
  std::uint32_t number(std::string_view name, const std::string& where);

  // Sorts the names and renumbers what was given out.
  std::vector<std::string> finish(std::vector<std::uint32_t>& numbers);

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_STRATA_NAMES_H_

// JSON as the program prints it: keys in the order written, two blanks of indent, any bytes in strings.
#ifndef YKIEN_PROGRAM_JSON_H_
#define YKIEN_PROGRAM_JSON_H_

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace ykien::program {

using Json = nlohmann::ordered_json;

// Six decimals: more would be noise, and a float would show its binary tail.
inline double rounded(double value) { return std::round(value * 1e6) / 1e6; }

// Ill-formed UTF-8 becomes U+FFFD. Ends with a line break.
inline std::string json_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_JSON_H_

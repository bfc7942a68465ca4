#include "ykien/base/error.h"

#include <utility>

namespace ykien {
namespace {

std::string sentence(const std::string& where, const std::string& what, const std::string& cure) {
  std::string text;
  if (!where.empty()) text += where + ": ";
  text += what;
  if (!cure.empty()) text += "; " + cure;
  return text;
}

}  // namespace

Error::Error(ErrorCode code, std::string where, std::string what, std::string cure)
    : std::runtime_error(sentence(where, what, cure)),
      code_(code),
      where_(std::move(where)),
      cure_(std::move(cure)) {}

}  // namespace ykien

#include "accents.h"

#include "ykien/base/error.h"

namespace ykien::program {

std::optional<AccentModel> built_in_accents() {
  try {
    return AccentModel::shipped();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    return {};
  }
}

}  // namespace ykien::program

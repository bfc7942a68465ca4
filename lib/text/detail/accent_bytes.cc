#include <cstddef>
#include <memory>

#include "text/detail/accent_data.h"
#include "ykien/base/error.h"
#include "ykien/text/restore.h"

extern "C" {
extern const char ykien_accent_model_begin[] __attribute__((visibility("hidden")));
extern const char ykien_accent_model_end[] __attribute__((visibility("hidden")));
}

namespace ykien {
namespace detail {

std::string_view accent_bytes() noexcept {
  return {ykien_accent_model_begin,
          static_cast<std::size_t>(ykien_accent_model_end - ykien_accent_model_begin)};
}

}  // namespace detail

// Stands here and not with the rest of AccentModel: only a program that calls it links the megabytes of the
// model.
const AccentModel& AccentModel::shipped() {
  static const AccentModel model = [] {
    const std::string_view bytes = detail::accent_bytes();
    if (bytes.empty()) {
      throw Error(ErrorCode::not_found, "accents",
                  "this ykien was built without the model that restores accents",
                  "name a file that holds one, or install a ykien that has it built in");
    }
    return AccentModel(std::make_shared<const detail::AccentData>(
        detail::read_accent_data(bytes, "the compiled-in accent model", detail::Buckets::viewed)));
  }();
  return model;
}

}  // namespace ykien

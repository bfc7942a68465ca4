#include "ykien/text/restore.h"

#include "base/detail/file.h"
#include "text/detail/accent_data.h"
#include "text/detail/restorer.h"

namespace ykien {

AccentModel AccentModel::load(const std::string& path) {
  return from_bytes(detail::read_file(path, "the accent model"), path);
}

AccentModel AccentModel::from_bytes(std::string_view bytes, const std::string& name) {
  return AccentModel(std::make_shared<const detail::AccentData>(
      detail::read_accent_data(bytes, name, detail::Buckets::copied)));
}

std::string_view AccentModel::facts() const noexcept { return data_->facts; }
std::size_t AccentModel::syllable_count() const noexcept { return data_->lexicon.syllables().size(); }
std::size_t AccentModel::size_bytes() const noexcept { return data_->bytes; }

Restored restore_accents(std::string_view utf8, const AccentModel& model, const RestoreOptions& options) {
  detail::Restorer restorer(model.data());
  restorer.restore(utf8, options);
  return restorer.take();
}

}  // namespace ykien

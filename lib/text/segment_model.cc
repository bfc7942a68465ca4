#include <cstring>

#include "base/detail/file.h"
#include "text/detail/segment_data.h"
#include "text/detail/words_bytes.h"
#include "ykien/base/error.h"
#include "ykien/text/segment.h"

namespace ykien {
namespace {

SegmentModel compiled_in() {
  if (detail::words_bytes().empty()) {
    throw Error(ErrorCode::not_found, "the compiled-in word model", "this library was built without it",
                "name a file that holds one, or install a ykien that has it built in");
  }
  const auto data = std::make_shared<detail::SegmentData>();
  detail::read_segment_model(detail::words_bytes(), "the compiled-in word model", *data);
  return SegmentModel(data);
}

}  // namespace

SegmentModel SegmentModel::load(const std::string& path) {
  return from_bytes(detail::read_file(path, "the word model"), path);
}

SegmentModel SegmentModel::from_bytes(std::string_view bytes, const std::string& name) {
  const auto data = std::make_shared<detail::SegmentData>();
  data->storage.resize((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(data->storage.data(), bytes.data(), bytes.size());
  detail::read_segment_model({reinterpret_cast<const char*>(data->storage.data()), bytes.size()}, name,
                             *data);
  return SegmentModel(data);
}

const SegmentModel& SegmentModel::words() {
  static const SegmentModel model = compiled_in();
  return model;
}

std::string_view SegmentModel::provenance() const noexcept { return data_->provenance; }
std::string_view SegmentModel::bytes() const noexcept { return data_->bytes; }

}  // namespace ykien

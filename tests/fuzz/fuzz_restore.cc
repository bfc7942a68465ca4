// Any bytes as text whose accents are restored, and any bytes as a model that restores them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/accent_data.h"
#include "ykien/base/error.h"
#include "ykien/text/normalize.h"
#include "ykien/text/restore.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// A few syllables, and a table made of the input: any content has to be safe.
ykien::AccentModel model_of(std::string_view bytes) {
  ykien::detail::AccentData data;
  const bool built = data.lexicon.build({{"duong", {{"đường", -0.1F}, {"dương", -2}, {"duong", -5}}},
                                         {"nuoc", {{"nước", 0}}},
                                         {"ta", {{"ta", -1}, {"tạ", -1}, {"tả", -3}}},
                                         {"hoa", {{"hoa", -1}, {"hoà", -1}, {"hoá", -1}}}});
  require(built);
  for (std::size_t i = 1; i < ykien::detail::kLevels; ++i) data.levels[i] = static_cast<float>(i) / 2 - 16;
  data.buckets.resize(8);
  for (std::size_t i = 0; i < bytes.size() && i < 512; ++i) {
    reinterpret_cast<unsigned char*>(data.buckets.data())[i] = static_cast<unsigned char>(bytes[i]);
  }
  return ykien::AccentModel::from_bytes(ykien::detail::write_accent_data(data));
}

void check(std::string_view text, const ykien::AccentModel& model, const ykien::RestoreOptions& options) {
  const ykien::Restored result = ykien::restore_accents(text, model, options);
  require(ykien::strip_accents(ykien::normalize(result.text).text) ==
          ykien::strip_accents(ykien::normalize(text).text));
  for (const ykien::RestoredSyllable& one : result.syllables) {
    require(one.to.end <= result.text.size() && one.from.end <= text.size());
    require(result.offsets.source(one.to) == one.from);
    require(one.confidence >= 0 && one.confidence <= 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    ykien::AccentModel::from_bytes(bytes);
  } catch (const ykien::Error&) {
  }
  const ykien::AccentModel model = model_of(bytes);
  check(bytes, model, {});
  check(bytes, model, {ykien::RestoreScope::every, ykien::ToneStyle::old_style});
  return 0;
}

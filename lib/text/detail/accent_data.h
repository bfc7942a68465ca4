// AccentData: what an AccentModel holds, and its file.
#ifndef YKIEN_TEXT_DETAIL_ACCENT_DATA_H_
#define YKIEN_TEXT_DETAIL_ACCENT_DATA_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "text/detail/accent_lexicon.h"
#include "text/detail/accent_starts.h"
#include "text/detail/accent_table.h"
#include "ykien/base/export.h"

namespace ykien::detail {

inline constexpr float kMostLevel = 16;  // no weight is larger

struct AccentData {
  AccentData() = default;
  AccentData(AccentData&&) = default;  // not copied: the table views the buckets
  AccentData& operator=(AccentData&&) = default;

  std::string facts;
  AccentLexicon lexicon;
  std::array<float, kLevels> levels{};  // levels[0] is 0; ascending from levels[1] on
  std::vector<AccentBucket> buckets;    // its own, or empty where the table views memory that outlives it
  AccentTable table;                    // over `buckets` or that memory
  AccentStarts starts;                  // of both
  std::size_t bytes = 0;                // of its file
};

YKIEN_API std::string write_accent_data(const AccentData& data);

// Whether the table copies its buckets or views `bytes`, which must then outlive it and stand at a multiple
// of 64.
enum class Buckets { copied, viewed };
YKIEN_API AccentData read_accent_data(std::string_view bytes, const std::string& name, Buckets buckets);

// The bytes of the model compiled in (accent_bytes.S), at a multiple of 64; empty where there is none.
std::string_view accent_bytes() noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_ACCENT_DATA_H_

#include "ykien/text/normalize.h"

#include "text/detail/ascii.h"
#include "text/detail/folder.h"
#include "text/detail/plain.h"
#include "text/detail/reach.h"
#include "text/detail/within.h"

namespace ykien {
namespace {

// One sign may become eleven times its bytes (U+FDFA): what is written is measured, piece by piece.
struct MappedSink {
  Normalized& to;
  std::size_t most;

  void put(char32_t value, Range source, bool shared) {
    const auto begin = static_cast<std::uint32_t>(to.text.size());
    detail::append_code_point(value, to.text);
    measure();
    const auto end = static_cast<std::uint32_t>(to.text.size());
    if (shared || end - begin != source.size()) to.offsets.append({{begin, end}, source});
  }

  void put_ascii(std::string_view source, std::uint32_t) {
    detail::append_small(source, to.text);
    measure();
  }

  void drop(Range source) {
    const auto at = static_cast<std::uint32_t>(to.text.size());
    to.offsets.append({{at, at}, source});
  }

  void measure() const { detail::require_in_reach("normalize", to.text.size(), most); }
};

}  // namespace

Normalized normalize(std::string_view utf8, const NormalizeOptions& options) {
  return detail::normalize_within(utf8, options, detail::kReach32);
}

Normalized detail::normalize_within(std::string_view utf8, const NormalizeOptions& options,
                                    std::size_t most) {
  require_in_reach("normalize", utf8.size(), most);
  Normalized result;
  if (detail::all_ascii(utf8)) {
    detail::fold_ascii(utf8, result.text);
    return result;
  }
  result.text.reserve(utf8.size());
  MappedSink sink{result, most};
  detail::Folder folder(utf8, options.tone, sink);
  folder.run();
  return result;
}

std::string strip_accents(std::string_view folded) {
  std::string result;
  result.reserve(folded.size());
  detail::append_plain(folded, result);
  return result;
}

}  // namespace ykien

// restore_accents: Vietnamese typed without accents -> with them: "duong ngap nuoc" -> "đường ngập nước".
#ifndef YKIEN_TEXT_RESTORE_H_
#define YKIEN_TEXT_RESTORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"
#include "ykien/text/normalize.h"
#include "ykien/text/offset_map.h"

namespace ykien {

namespace detail {
struct AccentData;
}

// What restoring needs to know of the language: which spellings a plain syllable may stand for, and what
// speaks for each of them in which context. A conditional random field (Lafferty, McCallum and Pereira 2001)
// over syllables. Immutable and cheap to copy (copies share). All members are const and safe to call from
// many threads.
class YKIEN_API AccentModel {
 public:
  // Reads and checks the whole file. Errors: not_found, io, damaged (a truncation or any changed byte),
  // version.
  static AccentModel load(const std::string& path);
  // The same for bytes in memory; `name` stands for the file in messages. The bytes are copied.
  static AccentModel from_bytes(std::string_view bytes, const std::string& name = "accent model");
  // The model compiled into the library, checked at the first call. Throws Error(not_found), which says how
  // to get one, where the library was built without it.
  static const AccentModel& shipped();

  // Lines "key: value": what it was learned from and how.
  std::string_view facts() const noexcept;
  // Plain syllables it knows, and bytes of its file.
  std::size_t syllable_count() const noexcept;
  std::size_t size_bytes() const noexcept;

  explicit AccentModel(std::shared_ptr<const detail::AccentData> data) noexcept : data_(std::move(data)) {}
  const detail::AccentData& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const detail::AccentData> data_;
};

enum class RestoreScope {
  unaccented,  // sentences that were typed without accents; all others are left alone
  every,       // every syllable without accents, also in text that has them
};

struct RestoreOptions {
  RestoreScope scope = RestoreScope::unaccented;
  // Of the restored syllables; nothing else is moved. keep: as new_style.
  ToneStyle tone = ToneStyle::new_style;
};

// A syllable that the model decided on, also where it stays plain ("ta", "cho").
struct RestoredSyllable {
  Range to;              // in the restored text
  Range from;            // in the input
  float confidence = 0;  // the model's probability of this spelling given the text, 0..1
};

struct Restored {
  std::string text;
  OffsetMap offsets;  // text -> input; one run for each changed syllable
  std::vector<RestoredSyllable> syllables;
};

// Puts accents on the syllables of `utf8` that were typed without them, and copies all else byte for byte:
// case, blanks, punctuation, ill-formed bytes. Left alone are words that are no Vietnamese syllables,
// numbers, dates, documents, URLs and host names, e-mail addresses, @names, #tags, and words joined with
// digits or underscores. The unit of decision is the sentence: it counts as typed without accents when less
// than 15% of its syllables have any and 60% of its words with a vowel could be Vietnamese; one of fewer than
// 5 syllables goes with its whole line. strip_accents() of the folded result is strip_accents() of the folded
// input. Throws Error(limit) where it would be longer than 4 GiB - 1 bytes. Thread-safe. O(bytes).
YKIEN_API Restored restore_accents(std::string_view utf8, const AccentModel& model,
                                   const RestoreOptions& options = {});

}  // namespace ykien

#endif  // YKIEN_TEXT_RESTORE_H_

// segment: Vietnamese text -> words. Blanks stand between syllables; most words have two (tổ dân phố has
// three).
#ifndef YKIEN_TEXT_SEGMENT_H_
#define YKIEN_TEXT_SEGMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ykien/base/export.h"
#include "ykien/base/range.h"

namespace ykien {

namespace detail {
struct SegmentData;
struct DictionaryData;
}  // namespace detail

// Words that are kept whole wherever their syllables stand together. Immutable, cheap to copy (copies share),
// safe to use from many threads.
class YKIEN_API Dictionary {
 public:
  Dictionary();
  // One word a line, its syllables separated by blanks or `_`; blank lines and lines that begin with # are
  // passed over. Capitals, Unicode forms and tone placement do not matter; in text without accents words of
  // three syllables and more are found without theirs. Errors: not_found, io; format (a word of one syllable
  // or of more than 16; the line is named).
  static Dictionary load(const std::string& path);
  static Dictionary parse(std::string_view lines, const std::string& name = "dictionary");
  std::size_t size() const noexcept;  // words

  const detail::DictionaryData& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const detail::DictionaryData> data_;
};

// What a segmenter has learned. Immutable, cheap to copy (copies share), safe to use from many threads.
class YKIEN_API SegmentModel {
 public:
  // Reads and checks the whole file. Errors: not_found, io, damaged (any changed or missing byte), version.
  static SegmentModel load(const std::string& path);
  // The same for bytes in memory, which are copied; `name` stands for the file in messages.
  static SegmentModel from_bytes(std::string_view bytes, const std::string& name = "model");
  // The model compiled into the library (CMake option YKIEN_WORDS_MODEL). Used where it lies, checked at the
  // first call. Error not_found in a library built without it.
  static const SegmentModel& words();

  // What is known about its making, "key: value" a line: data, counts, licences.
  std::string_view provenance() const noexcept;
  // The file's bytes, and so the memory the model takes. They live as long as the model.
  std::string_view bytes() const noexcept;

  explicit SegmentModel(std::shared_ptr<const detail::SegmentData> data) noexcept : data_(std::move(data)) {}
  const detail::SegmentData& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const detail::SegmentData> data_;
};

struct Word {
  Range range;              // in the text: from the first byte of its first unit to the last of its last
  std::uint32_t first = 0;  // its units: [first, last) of Segmented::units
  std::uint32_t last = 0;
  friend bool operator==(const Word&, const Word&) = default;
};

// Units are syllables, numbers, marks; what is written together and belongs together (TP., 95%, GD-ĐT) is
// one. Each token that tokenize() finds lies in exactly one unit, each unit in exactly one word.
struct Segmented {
  std::vector<Range> units;
  std::vector<Word> words;
};

// The buffers of one thread, for any segmenter. Not thread-safe.
class YKIEN_API SegmentWorkspace {
 public:
  SegmentWorkspace();
  ~SegmentWorkspace();
  SegmentWorkspace(SegmentWorkspace&&) noexcept;
  SegmentWorkspace& operator=(SegmentWorkspace&&) noexcept;

  struct Buffers;
  Buffers& buffers() noexcept { return *buffers_; }

 private:
  std::unique_ptr<Buffers> buffers_;
};

// Finds the words of a text: a linear model decides gap by gap, from left to right, whether two units belong
// to one word. Learned as an averaged online logistic regression over hashed features (Weinberger et al.
// 2009) of syllables, their writing and a lexicon; see models/words/CARD.md. Immutable: one may serve many
// threads, each with a workspace of its own.
class YKIEN_API Segmenter {
 public:
  // `dictionary`: words of the user's own, beside those of the model. Where two match, the longer one counts.
  explicit Segmenter(SegmentModel model = SegmentModel::words(), Dictionary dictionary = {});

  // `utf8`: any bytes (4 GiB - 1 of them are read), ill-formed ones count as U+FFFD; each line is a text of
  // its own. Replaces what `result` holds. O(bytes). Running out of memory ends the program.
  void segment(std::string_view utf8, Segmented& result, SegmentWorkspace& workspace) const noexcept;
  // The same with buffers of its own; throws Error(limit) for more bytes.
  Segmented segment(std::string_view utf8) const;

  const SegmentModel& model() const noexcept { return model_; }

 private:
  SegmentModel model_;
  Dictionary dictionary_;
};

}  // namespace ykien

#endif  // YKIEN_TEXT_SEGMENT_H_

// Recoverer: text from bytes of unknown making, line by line.
#ifndef YKIEN_TEXT_ENCODING_RECOVER_H_
#define YKIEN_TEXT_ENCODING_RECOVER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoding/glance.h"
#include "text/encoding/judge.h"
#include "text/encoding/read_as.h"
#include "text/encoding/word_memo.h"
#include "ykien/text/decode.h"

namespace ykien::encoding {

// Lines that are well-formed UTF-8 and show no trace of misreading pass as they are, many at a time. At the
// first line that does, lines in the following kSample bytes are looked at to know what to expect; then each
// such line is read in the dominant way, if it reads well in it, or else judged for itself, and its cells
// where it does not read well as a whole. What comes out does not depend on how the bytes are cut into
// pieces.
class Recoverer {
 public:
  static constexpr std::size_t kSample = std::size_t{64} << 10;
  static constexpr std::size_t kLongest = std::size_t{64} << 10;  // a longer line is taken in parts

  // Takes as many whole lines from the beginning of `bytes` as can be decided on, appends their text to the
  // target and returns their size; `last`: nothing follows, all is taken. `begin`: the place of `bytes` in
  // the source.
  std::size_t take(std::string_view bytes, bool last, std::uint32_t begin, Target& target);

  // Takes what of the next whole lines stands as it is, up to the first that does not, and returns its size;
  // its text is the bytes themselves.
  std::size_t pass(std::string_view bytes);

  // The readings met, those of most lines first.
  std::vector<ReadingCount> counts() const;
  std::size_t ambiguous() const noexcept { return ambiguous_; }

  // Wants to know where the reading changes.
  void record(std::vector<Passage>* passages) noexcept { passages_ = passages; }

 private:
  struct Tally {
    std::size_t lines = 0;
    double confidence = 0;
  };
  // A line of the sample and what it says by itself.
  struct Sampled {
    std::string bytes;
    LineEvidence found;
    Shares shares{};
  };

  void pass(std::string_view lines, Target& target);
  void count(std::string_view lines);
  bool stands_here(std::string_view unit);
  void step_on() noexcept;
  void take_unit(std::string_view unit, std::uint32_t begin, Target& target);
  bool take_as_expected(std::string_view line, std::uint32_t begin, Target& target);
  bool take_by_words(std::string_view line, std::uint32_t begin, Target& target);
  bool take_stretches(std::string_view line, std::uint32_t begin, const Shares& expected, Target& target);
  void put(std::size_t reading, float confidence, std::string_view bytes, std::uint32_t begin,
           Target& target);
  void note(std::size_t reading, float confidence, std::size_t text_begin, std::size_t text_end);
  void sample(std::string_view bytes);
  LineEvidence evidence_of(std::size_t line, std::string_view unit);
  Shares expected(std::size_t line) const noexcept;

  std::size_t step_ = kLongest;  // bytes looked at together; 0: a line, which will be judged
  bool sampled_ = false;
  std::size_t wanted_ = 0;      // bytes to wait for before anything else is done
  std::vector<Sampled> lines_;  // of the sample, in order
  std::size_t line_ = 0;        // the one to come next
  Shares sums_{};               // of lines_
  GlanceMemo glances_;
  std::string scratch_;
  std::size_t dominant_ = kReadings.size();
  bool twins_ = false;            // that is TCVN3, and TCVN 5712 as well but for what reads otherwise in it
  std::optional<WordMemo> memo_;  // for the dominant encoding
  std::array<Tally, kReadings.size()> tallies_{};
  std::size_t ambiguous_ = 0;
  std::vector<Passage>* passages_ = nullptr;
};

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_RECOVER_H_

// WordMemo: a fast path that converts the lines of a file in an old encoding and scores them, word by word.
#ifndef YKIEN_TEXT_ENCODING_WORD_MEMO_H_
#define YKIEN_TEXT_ENCODING_WORD_MEMO_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoding/score.h"
#include "ykien/base/export.h"
#include "ykien/text/encoding.h"
#include "ykien/text/offset_map.h"

namespace ykien::encoding {

// What the words met before became and what they score is remembered by their bytes: text repeats itself.
// Words of ASCII become what they are and score nothing. It equals convert() and score_of() of what came out;
// the tests see to that. Not thread-safe: one for each stream.
class YKIEN_API WordMemo {
 public:
  // For windows1258 to vps.
  explicit WordMemo(Encoding encoding);

  // Appends the text of `bytes`, as convert() does, and returns its score. O(bytes).
  Score read(std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin);

 private:
  static constexpr std::size_t kPairs = 8192;
  static constexpr std::size_t kLongestText = 15;
  static constexpr std::size_t kMostRuns = 4;
  static constexpr std::size_t kWaiting = 64;

  // Two words with an accent, of at most seven bytes, and what is asked of them, in one line of the cache.
  // The newer one stands first.
  struct alignas(64) Pair {
    std::array<std::uint64_t, 2> keys{};                        // their bytes and how many; 0: none
    std::array<std::uint64_t, 2> says{};                        // what they score
    std::array<std::array<char, kLongestText + 1>, 2> texts{};  // and their lengths in the last byte
  };
  static_assert(sizeof(Pair) == 64);
  // A run of the map of a word, as in OffsetMap::Run.
  struct Run {
    std::uint8_t to = 0;
    std::uint8_t from = 0;
    std::uint8_t sizes = 0;  // of a part of `to` in the lower half, of `from` in the upper
    std::uint8_t parts = 0;
  };
  struct Runs {
    std::array<Run, kMostRuns> runs{};
    std::uint32_t count = 0;
  };
  struct alignas(64) PairRuns {
    std::array<Runs, 2> words{};
  };
  class Pass;

  std::size_t pair_of(std::uint64_t key) const noexcept;
  [[gnu::noinline]] bool learn(std::string_view bytes, std::uint64_t key);

  Encoding encoding_;
  std::vector<Pair> pairs_;
  std::vector<PairRuns> pair_runs_;            // of the pairs
  std::array<OffsetMap::Run, kWaiting> runs_;  // on their way to the map
  std::string learnt_text_;                    // of the word learnt last
  OffsetMap learnt_runs_;
};

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_WORD_MEMO_H_

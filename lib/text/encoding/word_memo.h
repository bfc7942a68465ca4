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

// What the words met before became and what they score is remembered by their bytes: text repeats itself. It
// equals convert() and score_of() of what came out; the tests see to that. Not thread-safe: one for each
// stream.
class YKIEN_API WordMemo {
 public:
  // For windows1258 to vps.
  explicit WordMemo(Encoding encoding);

  // Appends the text of `bytes`, as convert() does, and returns its score. O(bytes).
  Score read(std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin);

 private:
  static constexpr std::size_t kSlots = 16384;
  static constexpr std::size_t kLongestText = 20;
  static constexpr std::size_t kMostRuns = 4;
  static constexpr std::size_t kBlock = 64;  // bytes looked at before their words are
  static constexpr std::size_t kWaiting = 64;

  struct alignas(16) Key {
    std::uint64_t low = 0;
    std::uint64_t high = 0;  // the number of bytes in its last byte
    friend bool operator==(const Key&, const Key&) = default;
  };
  // A run of the map of a word, as in OffsetMap::Run.
  struct Run {
    std::uint8_t to = 0;
    std::uint8_t from = 0;
    std::uint8_t sizes = 0;  // of a part of `to` in the lower half, of `from` in the upper
    std::uint8_t parts = 0;
  };
  struct alignas(64) Word {
    Key key;
    std::uint64_t id = 0;
    std::array<char, kLongestText> text{};
    std::array<Run, kMostRuns> runs{};
    std::uint8_t length = 0;
    std::uint8_t run_count = 0;
    std::uint8_t flags = 0;  // kAccented, kWrong, kCapitals
    std::int8_t tenths = 0;
  };
  static_assert(sizeof(Word) == 64);
  class Pass;

  // A word of the text, and the two places where it may be remembered; nullptr where it is too long.
  struct Spot {
    std::size_t begin;
    std::size_t end;
    Key key;
    Word* pair;
  };

  static void make_key(const char* step, std::size_t size, Key& key) noexcept;
  static bool same(const Key& a, const Key& b) noexcept;
  [[gnu::always_inline]] Word* pair_of(const Key& key) noexcept;
  [[gnu::always_inline]] const Word* find(std::string_view bytes, const Spot& spot);
  [[gnu::noinline]] bool learn(std::string_view bytes, const Key& key, Word* pair);

  Encoding encoding_;
  std::vector<Word> words_;
  std::array<Spot, kBlock / 2 + 1> spots_{};   // of a block
  std::array<OffsetMap::Run, kWaiting> runs_;  // on their way to the map
  std::string learnt_text_;                    // of the word learnt last
  OffsetMap learnt_runs_;
};

}  // namespace ykien::encoding

#endif  // YKIEN_TEXT_ENCODING_WORD_MEMO_H_

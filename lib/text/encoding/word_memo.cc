#include "text/encoding/word_memo.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/encoding/convert.h"

namespace ykien::encoding {
namespace {

constexpr std::size_t kBlock = 64;       // bytes looked at before their words are
constexpr std::size_t kStep = 16;        // of those, together
constexpr std::size_t kLongestWord = 7;  // remembered
constexpr std::size_t kReadable =
    sizeof(std::uint64_t);                 // bytes read for the key of a word, and after a block
constexpr std::size_t kLongestLetter = 3;  // bytes of UTF-8 that one byte becomes

// What a word says, in one number: from the lowest bit on WordScore::id, whether it has two capitals, whether
// it is wrong, and the tenths. The last two are added up together over a block, so that there is room for
// kBlock wrong ones.
constexpr int kCapitals = 49;
constexpr int kWrong = kCapitals + 1;
constexpr int kTenths = kWrong + 7;
constexpr std::uint64_t kId = (std::uint64_t{1} << kCapitals) - 1;  // seven letters of six bits, and a tone

// Bit i says what byte i of a block is.
struct Masks {
  std::uint64_t word = 0;     // may belong to a word in some encoding: letters, 0x7F and above, control
                              // characters but blanks
  std::uint64_t beyond = 0;   // of those, what is no letter of ASCII
  std::uint64_t capital = 0;  // of ASCII
};

#if defined(__SSE2__)
inline void add_masks(const char* bytes, std::size_t at, Masks& masks) noexcept {
  const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
  const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto at_most = [&](__m128i values, int most) {
    return _mm_cmpeq_epi8(_mm_min_epu8(values, all(most)), values);
  };
  const auto bits = [at](__m128i found) {
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << at;
  };
  const __m128i letter = at_most(_mm_sub_epi8(_mm_or_si128(chunk, all(0x20)), all('a')), 25);
  const __m128i upper = _mm_cmpeq_epi8(_mm_max_epu8(chunk, all(0x7F)), chunk);
  const __m128i blank =
      _mm_or_si128(at_most(_mm_sub_epi8(chunk, all('\t')), 1), _mm_cmpeq_epi8(chunk, all('\r')));
  const __m128i beyond = _mm_or_si128(upper, _mm_andnot_si128(blank, at_most(chunk, 0x1F)));
  masks.word |= bits(_mm_or_si128(letter, beyond));
  masks.beyond |= bits(beyond);
  masks.capital |= bits(at_most(_mm_sub_epi8(chunk, all('A')), 25));
}
#else
inline void add_masks(const char* bytes, std::size_t at, Masks& masks) noexcept {
  for (std::size_t i = at; i < at + kStep; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const bool capital = byte >= 'A' && byte <= 'Z';
    const bool letter = capital || (byte >= 'a' && byte <= 'z');
    const bool beyond = byte < 0x20 ? byte != '\t' && byte != '\n' && byte != '\r' : byte >= 0x7F;
    masks.word |= std::uint64_t{letter || beyond} << i;
    masks.beyond |= std::uint64_t{beyond} << i;
    masks.capital |= std::uint64_t{capital} << i;
  }
}
#endif

Masks masks_of(const char* block) noexcept {
  Masks masks;
  for (std::size_t at = 0; at < kBlock; at += kStep) add_masks(block, at, masks);
  return masks;
}

// The key of a word of 1 to kLongestWord bytes, where eight may be read.
std::uint64_t key_of(const char* word, std::size_t size) noexcept {
  std::uint64_t bytes;
  std::memcpy(&bytes, word, sizeof bytes);
  if constexpr (std::endian::native == std::endian::little) return bytes << (64 - 8 * size) | size;
  return bytes >> (64 - 8 * size) << 8 | size;
}

}  // namespace

inline std::size_t WordMemo::pair_of(std::uint64_t key) const noexcept {
  return key * 0x9E3779B97F4A7C15U >> (64 - std::countr_zero(kPairs));
}

// One call of read(). The text is made long enough beforehand, so that a word is written without a test.
class WordMemo::Pass {
 public:
  Pass(WordMemo& memo, std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin)
      : memo_(memo), bytes_(bytes), text_(text), offsets_(offsets), begin_(begin), text_begin_(text.size()) {}

  Score run() {
    extend(text_begin_);
    for (std::size_t block = 0; block < bytes_.size();) block = take_block(block);
    to_ = put_gap(at_, bytes_.size(), to_);
    flush();
    text_.resize(written());
    if (!capitals_ || memo_.encoding_ != Encoding::tcvn3) return scorer_.score();
    raise_capitals(text_, text_begin_);
    return score_of(std::string_view(text_).substr(text_begin_));
  }

 private:
  std::size_t written() const noexcept { return static_cast<std::size_t>(to_ - text_.data()); }

  // Makes room for all that is left, after `size` bytes of text.
  void extend(std::size_t size) {
    text_.resize(size + kLongestLetter * (bytes_.size() - at_) + kStep);
    to_ = text_.data() + size;
  }

  // Returns where the next block begins.
  std::size_t take_block(std::size_t block) {
    std::array<char, kBlock + kReadable> room;
    const char* const bytes = block_at(block, room);
    const Masks masks = masks_of(bytes);
    // Words in capitals that have none beyond ASCII; of the others it is remembered.
    capitals_ |= (masks.capital & masks.capital << 1) != 0;
    // A word that may go on is left to the next block.
    const auto cut = static_cast<std::size_t>(std::countl_one(masks.word));
    if (cut == kBlock) return take_long_word(block);
    Spots spots;
    const std::size_t count = find_words(bytes, masks, kBlock - cut, spots);
    put_words(block, bytes, std::span(spots).first(count));
    return block + kBlock - cut;
  }

  // The bytes of a block, with blanks where the text ends, and some more.
  template <std::size_t kSize>
  const char* block_at(std::size_t block, std::array<char, kSize>& room) const noexcept {
    const std::size_t left = bytes_.size() - block;
    if (left >= kSize) [[likely]]
      return bytes_.data() + block;
    room.fill(' ');
    std::memcpy(room.data(), bytes_.data() + block, left);
    return room.data();
  }

  // A word of a block that is not ASCII alone.
  struct Spot {
    std::uint8_t begin;
    std::uint8_t end;
    std::uint32_t number;  // of its pair
    std::uint64_t key;     // 0: too long
  };
  using Spots = std::array<Spot, kBlock / 2>;

  // Finds those that end before byte `size` of the block, and asks the memory for their pairs.
  std::size_t find_words(const char* bytes, const Masks& masks, std::size_t size,
                         Spots& spots) const noexcept {
    const std::uint64_t inside = ~std::uint64_t{0} >> (kBlock - size);
    const std::uint64_t word = masks.word & inside;
    // What is beyond ASCII, added to the word it is in, carries to the end of it.
    std::uint64_t ends = (word + (masks.beyond & inside)) & ~word;
    Spot* spot = spots.data();
    for (; ends != 0; ends &= ends - 1, ++spot) {
      const auto end = static_cast<unsigned>(std::countr_zero(ends));
      // Without the test of countl_one() for a number that this cannot be.
      const auto length = static_cast<unsigned>(__builtin_clzll(~(word << (kBlock - end))));
      spot->begin = static_cast<std::uint8_t>(end - length);
      spot->end = static_cast<std::uint8_t>(end);
      spot->key = length <= kLongestWord ? key_of(bytes + end - length, length) : 0;
      const std::size_t number = memo_.pair_of(spot->key);
      spot->number = static_cast<std::uint32_t>(number);
      __builtin_prefetch(&memo_.pairs_[number]);
      if (offsets_ != nullptr) __builtin_prefetch(&memo_.pair_runs_[number]);
    }
    return static_cast<std::size_t>(spot - spots.data());
  }

  // What is added up, and where the text stands, is kept in registers: as far as the compiler knows, the text
  // that is written might lie over it.
  void put_words(std::size_t block, const char* bytes, std::span<const Spot> spots) {
    std::size_t at = at_;
    char* to = to_;
    Sums sums{.before = scorer_.before()};
    for (const Spot& spot : spots) {
      to = put_gap(at, block + spot.begin, to);
      at = block + spot.end;
      const std::string_view word(bytes + spot.begin, spot.end - spot.begin);
      const Pair* const pair = &memo_.pairs_[spot.number];
      // Which one it is is a coin toss that no branch should depend on.
      std::size_t which = pair->keys[1] == spot.key ? 1 : 0;
      if (pair->keys[which] != spot.key || spot.key == 0) [[unlikely]] {
        if (!memo_.learn(word, spot.key)) {
          add_up(sums);
          to = convert_by_letters(word, at, to);
          sums = {.before = scorer_.before()};
          continue;
        }
        which = 0;
      }
      const auto& text = pair->texts[which];
      if (offsets_ != nullptr) note(memo_.pair_runs_[spot.number].words[which], at - word.size(), to);
      std::memcpy(to, text.data(), text.size());
      to += text.back();
      sums.add(pair->says[which]);
    }
    at_ = at;
    to_ = to;
    add_up(sums);
  }

  // Copies what lies between words, most often a blank, to `to`; returns the end of it.
  char* put_gap(std::size_t at, std::size_t end, char* to) const noexcept {
    const std::size_t size = end - at;
    if (size <= kStep && at + kStep <= bytes_.size()) [[likely]] {
      std::memcpy(to, bytes_.data() + at, kStep);
    } else {
      std::memcpy(to, bytes_.data() + at, size);
    }
    return to + size;
  }

  // What the words of a block say, as Scorer::add() would have it.
  struct Sums {
    std::uint64_t before;
    std::uint64_t any = 0;
    std::int64_t sum = 0;
    int words = 0;

    void add(std::uint64_t says) noexcept {
      const std::int64_t tenths = static_cast<std::int64_t>(says) >> kTenths;
      any |= says;
      ++words;
      sum += static_cast<std::int64_t>(says) >> kWrong;
      const bool again = (says & kId) == before && tenths > 0;
      if (again) [[unlikely]]
        sum -= tenths << (kTenths - kWrong);
      before = says & kId;
    }
  };
  void add_up(const Sums& sums) noexcept {
    constexpr std::int64_t kWrongOnes = (1 << (kTenths - kWrong)) - 1;
    scorer_.add_many({.words = sums.words, .wrong = static_cast<int>(sums.sum & kWrongOnes)},
                     static_cast<int>(sums.sum >> (kTenths - kWrong)), sums.before);
    capitals_ |= (sums.any >> kCapitals & 1) != 0;
  }

  // Whether a word has one run or two is a coin toss that no branch should depend on.
  void note(const Runs& word, std::size_t at, const char* to) {
    if (run_count_ + kMostRuns > kWaiting) flush();
    constexpr std::size_t kUsual = 2;
    const auto text_place = static_cast<std::uint32_t>(to - text_.data());
    const auto source_place = begin_ + static_cast<std::uint32_t>(at);
    OffsetMap::Run* const runs = memo_.runs_.data() + run_count_;
    for (std::size_t i = 0; i < kUsual; ++i) runs[i] = moved(word.runs[i], text_place, source_place);
    for (std::size_t i = kUsual; i < word.count; ++i) runs[i] = moved(word.runs[i], text_place, source_place);
    run_count_ += word.count;
  }

  static OffsetMap::Run moved(const Run& run, std::uint32_t text_place, std::uint32_t source_place) noexcept {
    const std::uint32_t to = text_place + run.to;
    const std::uint32_t from = source_place + run.from;
    return {
        {to, to + run.parts * (run.sizes & 15U)}, {from, from + run.parts * (run.sizes >> 4U)}, run.parts};
  }

  // Words do not touch each other, nor do the runs of a word that are there to be joined.
  void flush() {
    if (run_count_ > 0) offsets_->append_apart({memo_.runs_.data(), run_count_});
    run_count_ = 0;
  }

  // A word of a whole block and more. Returns where it ends.
  std::size_t take_long_word(std::size_t begin) {
    std::size_t end = begin;
    for (std::size_t more = kBlock; more == kBlock && end < bytes_.size(); end += more) {
      std::array<char, kBlock> room;
      more = static_cast<std::size_t>(std::countr_one(masks_of(block_at(end, room)).word));
    }
    to_ = put_gap(at_, begin, to_);
    at_ = end;
    to_ = convert_by_letters(bytes_.substr(begin, end - begin), end, to_);
    return end;
  }

  // What the memo does not take: a word that ends at `end`, its text written to `to`. Returns the end of
  // that.
  [[gnu::noinline]] char* convert_by_letters(std::string_view word, std::size_t end, const char* to) {
    flush();
    const auto size = static_cast<std::size_t>(to - text_.data());
    text_.resize(size);
    convert_letters(memo_.encoding_, word, text_, offsets_,
                    begin_ + static_cast<std::uint32_t>(end - word.size()));
    const std::string_view converted = std::string_view(text_).substr(size);
    scorer_.read(converted);
    capitals_ |= has_capitals(converted);
    at_ = end;
    extend(text_.size());
    return to_;
  }

  WordMemo& memo_;
  std::string_view bytes_;
  std::string& text_;
  OffsetMap* offsets_;
  std::uint32_t begin_;
  std::size_t text_begin_;
  std::size_t at_ = 0;  // of bytes_, before which all is written
  char* to_ = nullptr;  // in text_
  Scorer scorer_;
  bool capitals_ = false;      // whether a word has two
  std::size_t run_count_ = 0;  // of memo_.runs_, those not yet in the map
};

WordMemo::WordMemo(Encoding encoding) : encoding_(encoding), pairs_(kPairs) {}

Score WordMemo::read(std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin) {
  if (offsets != nullptr && pair_runs_.empty()) pair_runs_.resize(kPairs);
  return Pass(*this, bytes, text, offsets, begin).run();
}

// Puts a word in the place of the older one of its pair; false, with nothing changed, if it does not fit.
bool WordMemo::learn(std::string_view bytes, std::uint64_t key) {
  if (bytes.size() > kLongestWord) return false;
  learnt_text_.clear();
  learnt_runs_.clear();
  convert_letters(encoding_, bytes, learnt_text_, &learnt_runs_);
  const std::string_view text = learnt_text_;
  const std::span<const OffsetMap::Run> runs = learnt_runs_.runs();
  const auto [single, accented, score] = single_word(text);
  if (!single || !accented || text.size() > kLongestText || runs.size() > kMostRuns) return false;
  const auto byte = [](auto number) { return static_cast<std::uint8_t>(number); };
  Pair& pair = pairs_[pair_of(key)];
  const auto tenths = static_cast<std::uint64_t>(static_cast<std::int64_t>(score.tenths));
  pair.keys = {key, pair.keys[0]};
  pair.says = {score.id | std::uint64_t{has_capitals(text)} << kCapitals |
                   std::uint64_t{score.wrong} << kWrong | tenths << kTenths,
               pair.says[0]};
  pair.texts[1] = pair.texts[0];
  text.copy(pair.texts[0].data(), kLongestText);
  pair.texts[0].back() = static_cast<char>(text.size());
  if (pair_runs_.empty()) return true;
  std::array<Runs, 2>& pair_runs = pair_runs_[pair_of(key)].words;
  pair_runs = {Runs{}, pair_runs[0]};
  for (const OffsetMap::Run& run : runs) {
    pair_runs[0].runs[pair_runs[0].count++] = {
        byte(run.to.begin), byte(run.from.begin),
        byte(run.to.size() / run.parts | run.from.size() / run.parts << 4U), byte(run.parts)};
  }
  return true;
}

}  // namespace ykien::encoding

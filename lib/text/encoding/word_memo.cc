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

enum Flag : std::uint8_t { kAccented = 1, kWrong = 2, kCapitals = 4 };

constexpr std::size_t kStep = 16;          // bytes looked at together
constexpr std::size_t kLongestWord = 15;   // remembered
constexpr std::size_t kLongestLetter = 3;  // bytes of UTF-8 that one byte becomes

// Bit i: whether byte i of kStep may belong to a word in some encoding: letters, 0x7F and above, control
// characters but blanks. What is between words is the same in UTF-8 and scores nothing.
#if defined(__SSE2__)
std::uint32_t word_bits(const char* bytes) noexcept {
  const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto at_most = [&](__m128i values, int most) {
    return _mm_cmpeq_epi8(_mm_min_epu8(values, all(most)), values);
  };
  const __m128i letter = at_most(_mm_sub_epi8(_mm_or_si128(chunk, all(0x20)), all('a')), 25);
  const __m128i upper = _mm_cmpeq_epi8(_mm_max_epu8(chunk, all(0x7F)), chunk);
  const __m128i blank =
      _mm_or_si128(at_most(_mm_sub_epi8(chunk, all('\t')), 1), _mm_cmpeq_epi8(chunk, all('\r')));
  const __m128i control = _mm_andnot_si128(blank, at_most(chunk, 0x1F));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, upper), control)));
}
#else
constexpr bool in_word(unsigned char byte) noexcept {
  if (byte < 0x20) return byte != '\t' && byte != '\n' && byte != '\r';
  return byte >= 0x7F || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}
std::uint32_t word_bits(const char* bytes) noexcept {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kStep; ++i)
    bits |= std::uint32_t{in_word(static_cast<unsigned char>(bytes[i]))} << i;
  return bits;
}
#endif

// By the size of a word: which bytes of a key are the word's, and its size in the last one.
struct alignas(16) KeyPattern {
  std::array<std::uint8_t, kStep> mask{};
  std::array<std::uint8_t, kStep> size{};
};
constexpr std::array<KeyPattern, kStep> kKeyPatterns = [] {
  std::array<KeyPattern, kStep> patterns{};
  for (std::size_t size = 0; size < kStep; ++size) {
    for (std::size_t i = 0; i < size; ++i) patterns[size].mask[i] = 0xFF;
    patterns[size].size[kStep - 1] = static_cast<std::uint8_t>(size);
  }
  return patterns;
}();

}  // namespace

// The key of the `size` bytes at `step`, of which kStep may be read; and whether two are the same.
#if defined(__SSE2__)
inline void WordMemo::make_key(const char* step, std::size_t size, Key& key) noexcept {
  const auto load = [](const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); };
  const KeyPattern& pattern = kKeyPatterns[size];
  _mm_store_si128(
      reinterpret_cast<__m128i*>(&key),
      _mm_or_si128(_mm_and_si128(load(step), load(pattern.mask.data())), load(pattern.size.data())));
}
inline bool WordMemo::same(const Key& a, const Key& b) noexcept {
  const auto load = [](const Key& key) { return _mm_load_si128(reinterpret_cast<const __m128i*>(&key)); };
  return _mm_movemask_epi8(_mm_cmpeq_epi8(load(a), load(b))) == 0xFFFF;
}
#else
inline void WordMemo::make_key(const char* step, std::size_t size, Key& key) noexcept {
  std::array<char, kStep> bytes;
  for (std::size_t i = 0; i < kStep; ++i)
    bytes[i] = static_cast<char>((static_cast<unsigned char>(step[i]) & kKeyPatterns[size].mask[i]) |
                                 kKeyPatterns[size].size[i]);
  key = std::bit_cast<Key>(bytes);
}
inline bool WordMemo::same(const Key& a, const Key& b) noexcept { return a == b; }
#endif

inline WordMemo::Word* WordMemo::pair_of(const Key& key) noexcept {
  const std::uint64_t hash = (key.low ^ (key.high * 0xD6E8FEB86659FD93U)) * 0x9E3779B97F4A7C15U;
  return &words_[hash >> (64 - std::countr_zero(kSlots)) & ~std::size_t{1}];
}

inline const WordMemo::Word* WordMemo::find(std::string_view bytes, const Spot& spot) {
  Word* const pair = spot.pair;
  const Key& key = spot.key;
  // Which one it is is a coin toss that no branch should depend on.
  Word* const found = pair + (same(pair[1].key, key) ? 1 : 0);
  if (same(found->key, key)) [[likely]]
    return found;
  return learn(bytes, key, pair) ? &pair[0] : nullptr;
}

// One call of read(). The text is made long enough beforehand, so that a word is written without a test.
class WordMemo::Pass {
 public:
  Pass(WordMemo& memo, std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin)
      : memo_(memo), bytes_(bytes), text_(text), offsets_(offsets), begin_(begin), text_begin_(text.size()) {}

  Score run() {
    extend(text_begin_);
    // Block by block: where the words are and what the memory has to be asked for, then the words.
    for (std::size_t block = 0; block < bytes_.size(); block += kBlock) words(find_words(block));
    if (inside_) {
      note_word(word_begin_, bytes_.size(), memo_.spots_[0]);
      words(1);
    }
    gap(bytes_.size());
    flush();
    text_.resize(written());
    if ((capitals_ & kCapitals) == 0 || memo_.encoding_ != Encoding::tcvn3) return scorer_.score();
    raise_capitals(text_, text_begin_);
    return score_of(std::string_view(text_).substr(text_begin_));
  }

 private:
  // The place of the lowest bit, which is taken away.
  static std::size_t next_place(std::uint64_t& bits) noexcept {
    const auto place = static_cast<std::size_t>(std::countr_zero(bits));
    bits &= bits - 1;
    return place;
  }

  std::size_t written() const noexcept { return static_cast<std::size_t>(to_ - text_.data()); }

  // Makes room for all that is left, after `size` bytes of text.
  void extend(std::size_t size) {
    text_.resize(size + kLongestLetter * (bytes_.size() - at_) + kLongestText);
    to_ = text_.data() + size;
  }

  // Puts the words that end in the block, or at its end, into memo_.spots_.
  std::size_t find_words(std::size_t block) noexcept {
    const std::uint64_t inside = word_mask(block);
    const std::uint64_t shifted = inside << 1 | (inside_ ? 1U : 0U);
    std::uint64_t begins = inside & ~shifted;
    std::uint64_t ends = ~inside & shifted;
    Spot* spot = memo_.spots_.data();
    if (inside_ && ends != 0) note_word(word_begin_, block + next_place(ends), *spot++);
    while (ends != 0) {
      const std::size_t word_begin = block + next_place(begins);
      note_word(word_begin, block + next_place(ends), *spot++);
    }
    if (begins != 0) word_begin_ = block + next_place(begins);
    inside_ = inside >> (kBlock - 1) != 0;
    return static_cast<std::size_t>(spot - memo_.spots_.data());
  }

  // The word at `begin`. In place: a spot put together elsewhere would wait to be copied as a whole.
  void note_word(std::size_t begin, std::size_t end, Spot& spot) noexcept {
    const std::size_t size = end - begin;
    spot.begin = begin;
    spot.end = end;
    spot.pair = nullptr;
    if (size > kLongestWord) return;
    std::array<char, kStep> room;
    make_key(step_at(begin, room), size, spot.key);
    spot.pair = memo_.pair_of(spot.key);
    __builtin_prefetch(spot.pair);
    __builtin_prefetch(spot.pair + 1);
  }

  // Bit i: byte block + i belongs to a word.
  std::uint64_t word_mask(std::size_t block) const noexcept {
    std::uint64_t mask = 0;
    for (std::size_t part = 0; part < kBlock && block + part < bytes_.size(); part += kStep) {
      std::array<char, kStep> room;
      mask |= std::uint64_t{word_bits(step_at(block + part, room))} << part;
    }
    return mask;
  }

  // kStep bytes from `at` on, in `room` with blanks after them where the text ends.
  const char* step_at(std::size_t at, std::array<char, kStep>& room) const noexcept {
    const std::size_t left = bytes_.size() - at;
    if (left >= kStep) [[likely]]
      return bytes_.data() + at;
    room.fill(' ');
    std::memcpy(room.data(), bytes_.data() + at, left);
    return room.data();
  }

  // The first `count` of memo_.spots_. Where it stands is kept in registers: as far as the compiler knows,
  // the text that is written might lie over it.
  void words(std::size_t count) {
    Place now{at_, to_, scorer_};
    const Spot* const end = memo_.spots_.data() + count;
    for (const Spot* spot = memo_.spots_.data(); spot != end; ++spot) {
      now.to = put_gap(now.at, spot->begin, now.to);
      now.at = spot->begin;
      const std::string_view bytes(bytes_.data() + spot->begin, spot->end - spot->begin);
      const Word* const known = spot->pair == nullptr ? nullptr : memo_.find(bytes, *spot);
      if (known == nullptr) [[unlikely]] {
        set(now);
        convert_by_letters(bytes);
        now = {at_, to_, scorer_};
      } else {
        put(*known, now);
      }
      now.at = spot->end;
    }
    set(now);
  }

  // Where the text stands: what is written of it, and its score.
  struct Place {
    std::size_t at;
    char* to;
    Scorer scorer;
  };
  void set(const Place& place) noexcept {
    at_ = place.at;
    to_ = place.to;
    scorer_ = place.scorer;
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
  void gap(std::size_t end) {
    to_ = put_gap(at_, end, to_);
    at_ = end;
  }

  void put(const Word& word, Place& now) {
    if (offsets_ != nullptr) note(word, now);
    std::memcpy(now.to, word.text.data(), kLongestText);
    now.to += word.length;
    capitals_ |= word.flags;
    now.scorer.add_if((word.flags & kAccented) != 0, {word.id, word.tenths, (word.flags & kWrong) != 0});
  }

  // Whether a word has one run or two is a coin toss that no branch should depend on.
  void note(const Word& word, const Place& now) {
    if (run_count_ + kMostRuns > kWaiting) flush();
    constexpr std::size_t kUsual = 2;
    const auto text_place = static_cast<std::uint32_t>(now.to - text_.data());
    const auto source_place = begin_ + static_cast<std::uint32_t>(now.at);
    OffsetMap::Run* const runs = memo_.runs_.data() + run_count_;
    for (std::size_t i = 0; i < kUsual; ++i) runs[i] = moved(word.runs[i], text_place, source_place);
    for (std::size_t i = kUsual; i < word.run_count; ++i)
      runs[i] = moved(word.runs[i], text_place, source_place);
    run_count_ += word.run_count;
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

  // What the memo does not take.
  void convert_by_letters(std::string_view bytes) {
    flush();
    const std::size_t size = written();
    text_.resize(size);
    convert_letters(memo_.encoding_, bytes, text_, offsets_, begin_ + static_cast<std::uint32_t>(at_));
    const std::string_view converted = std::string_view(text_).substr(size);
    scorer_.read(converted);
    capitals_ |= has_capitals(converted) ? kCapitals : 0;
    extend(text_.size());
  }

  WordMemo& memo_;
  std::string_view bytes_;
  std::string& text_;
  OffsetMap* offsets_;
  std::uint32_t begin_;
  std::size_t text_begin_;
  std::size_t at_ = 0;  // of bytes_, before which all is written
  char* to_ = nullptr;  // in text_
  std::size_t word_begin_ = 0;
  bool inside_ = false;  // whether that word goes on where the blocks so far end
  Scorer scorer_;
  unsigned capitals_ = 0;      // kCapitals if a word has it, and other flags
  std::size_t run_count_ = 0;  // of memo_.runs_, those not yet in the map
};

WordMemo::WordMemo(Encoding encoding) : encoding_(encoding), words_(kSlots) {}

Score WordMemo::read(std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin) {
  return Pass(*this, bytes, text, offsets, begin).run();
}

// Puts a word in the place of the older one of a pair; false, with nothing changed, if it does not fit.
bool WordMemo::learn(std::string_view bytes, const Key& key, Word* pair) {
  learnt_text_.clear();
  learnt_runs_.clear();
  convert_letters(encoding_, bytes, learnt_text_, &learnt_runs_);
  const std::string_view text = learnt_text_;
  const std::span<const OffsetMap::Run> runs = learnt_runs_.runs();
  const SingleWord score = single_word(text);
  if (!score.single || text.size() > kLongestText || runs.size() > kMostRuns) return false;
  pair[1] = pair[0];
  Word& word = pair[0];
  word = {};
  word.key = key;
  text.copy(word.text.data(), kLongestText);
  word.length = static_cast<std::uint8_t>(text.size());
  const auto byte = [](auto number) { return static_cast<std::uint8_t>(number); };
  for (const OffsetMap::Run& run : runs) {
    word.runs[word.run_count++] = {byte(run.to.begin), byte(run.from.begin),
                                   byte(run.to.size() / run.parts | run.from.size() / run.parts << 4U),
                                   byte(run.parts)};
  }
  word.id = score.score.id;
  word.tenths = static_cast<std::int8_t>(score.score.tenths);
  word.flags = byte((score.accented ? kAccented : 0) | (score.score.wrong ? kWrong : 0) |
                    (has_capitals(text) ? kCapitals : 0));
  return true;
}

}  // namespace ykien::encoding

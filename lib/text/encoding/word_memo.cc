#include "text/encoding/word_memo.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/detail/utf8.h"
#include "text/encoding/compose.h"
#include "text/encoding/convert.h"

namespace ykien::encoding {
namespace {

enum Flag : std::uint8_t { kAccented = 1, kWrong = 2, kCapitals = 4 };

constexpr std::size_t kStep = 16;          // bytes looked at together
constexpr std::size_t kLongestWord = 15;   // remembered
constexpr std::size_t kLongestLetter = 3;  // bytes of UTF-8 that one byte becomes

// Whether a byte may belong to a word in some encoding; what is between words is the same in UTF-8 and scores
// nothing.
constexpr bool in_word(unsigned char byte) noexcept {
  if (byte < 0x20) return byte != '\t' && byte != '\n' && byte != '\r';
  return byte >= 0x7F || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

constexpr std::array<bool, 0x100> kInWord = [] {
  std::array<bool, 0x100> table{};
  for (unsigned byte = 0; byte < 0x100; ++byte) table[byte] = in_word(static_cast<unsigned char>(byte));
  return table;
}();

// Bit i: in_word() of byte i of kStep.
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
std::uint32_t word_bits(const char* bytes) noexcept {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kStep; ++i)
    bits |= std::uint32_t{in_word(static_cast<unsigned char>(bytes[i]))} << i;
  return bits;
}
#endif

// kMasks[8 + n]: the first n bytes of a number, all eight for more; kMasks[n]: the same from the ninth byte
// on.
constexpr std::array<std::uint64_t, kStep + 8> kMasks = [] {
  std::array<std::uint64_t, kStep + 8> masks{};
  for (std::size_t i = 0; i < masks.size(); ++i) {
    const std::size_t count = i < 8 ? 0 : i - 8;
    masks[i] = count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
  }
  return masks;
}();

std::size_t word_end(std::string_view bytes, std::size_t at) noexcept {
  while (at < bytes.size() && kInWord[static_cast<unsigned char>(bytes[at])]) ++at;
  return at;
}

// Whether the rule of the capital fonts may find a word of capitals in it.
bool may_be_capitals(std::string_view utf8) noexcept {
  int large = 0;
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    const detail::CodePoint point = detail::read_code_point(at, end);
    at += point.length;
    large += small_of(point.value) != point.value ? 1 : 0;
  }
  return large >= 2;
}

}  // namespace

inline const WordMemo::Word* WordMemo::find(std::string_view bytes, const Key& key) {
  const std::uint64_t hash = (key.low ^ (key.high * 0xD6E8FEB86659FD93U)) * 0x9E3779B97F4A7C15U;
  Word* const pair = &words_[hash >> (64 - std::countr_zero(kSlots)) & ~std::size_t{1}];
  // Which one it is is a coin toss that no branch should depend on.
  Word* const found = pair + (((pair[1].key.low ^ key.low) | (pair[1].key.high ^ key.high)) == 0 ? 1 : 0);
  if (found->key == key) [[likely]]
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
    while (at_ < bytes_.size()) {
      const std::size_t size = size_of_word();
      if (size > 0) word(size);
      while (at_ < bytes_.size() && !kInWord[static_cast<unsigned char>(bytes_[at_])]) *to_++ = bytes_[at_++];
    }
    text_.resize(written());
    if (!capitals_ || memo_.encoding_ != Encoding::tcvn3) return scorer_.score();
    raise_capitals(text_, text_begin_);
    return score_of(std::string_view(text_).substr(text_begin_));
  }

 private:
  std::size_t written() const noexcept { return static_cast<std::size_t>(to_ - text_.data()); }

  // Makes room for all that is left, after `size` bytes of text.
  void extend(std::size_t size) {
    text_.resize(size + kLongestLetter * (bytes_.size() - at_) + kLongestText);
    to_ = text_.data() + size;
  }

  // Of the word that begins here, or 0; its first bytes go to window_, with blanks where the text ends.
  std::size_t size_of_word() noexcept {
    const std::size_t left = bytes_.size() - at_;
    if (left >= kStep) {
      std::memcpy(window_, bytes_.data() + at_, kStep);
    } else {
      std::memset(window_, ' ', kStep);
      std::memcpy(window_, bytes_.data() + at_, left);
    }
    const auto size = static_cast<std::size_t>(std::countr_one(word_bits(window_)));
    return size < kStep ? size : word_end(bytes_, at_) - at_;
  }

  void word(std::size_t size) {
    const std::string_view bytes = bytes_.substr(at_, size);
    const Word* const known = size <= kLongestWord ? memo_.find(bytes, key_of(size)) : nullptr;
    known != nullptr ? put(*known) : convert_by_letters(bytes);
    at_ += size;
  }

  Key key_of(std::size_t size) const noexcept {
    Key key;
    std::memcpy(&key.low, window_, sizeof(key.low));
    std::memcpy(&key.high, window_ + sizeof(key.low), sizeof(key.high));
    key.low &= kMasks[size + 8];
    key.high = (key.high & kMasks[size]) | std::uint64_t{size} << 56;
    return key;
  }

  void put(const Word& word) {
    if (offsets_ != nullptr) {
      const auto to = static_cast<std::uint32_t>(written());
      const std::uint32_t from = begin_ + static_cast<std::uint32_t>(at_);
      for (std::size_t i = 0; i < word.run_count; ++i) {
        const Run& run = word.runs[i];
        const std::uint32_t to_begin = to + run.to;
        const std::uint32_t from_begin = from + run.from;
        offsets_->append({{to_begin, to_begin + run.parts * (run.sizes & 15U)},
                          {from_begin, from_begin + run.parts * (run.sizes >> 4U)},
                          run.parts});
      }
    }
    std::memcpy(to_, word.text.data(), kLongestText);
    to_ += word.length;
    capitals_ |= (word.flags & kCapitals) != 0;
    if ((word.flags & kAccented) != 0) scorer_.add({word.id, word.tenths, (word.flags & kWrong) != 0});
  }

  // What the memo does not take.
  void convert_by_letters(std::string_view bytes) {
    const std::size_t size = written();
    text_.resize(size);
    convert_letters(memo_.encoding_, bytes, text_, offsets_, begin_ + static_cast<std::uint32_t>(at_));
    const std::string_view converted = std::string_view(text_).substr(size);
    scorer_.read(converted);
    capitals_ |= may_be_capitals(converted);
    extend(text_.size());
  }

  WordMemo& memo_;
  std::string_view bytes_;
  std::string& text_;
  OffsetMap* offsets_;
  std::uint32_t begin_;
  std::size_t text_begin_;
  std::size_t at_ = 0;  // of bytes_
  char* to_ = nullptr;  // in text_
  char window_[kStep] = {};
  Scorer scorer_;
  bool capitals_ = false;
};

WordMemo::WordMemo(Encoding encoding) : encoding_(encoding), words_(kSlots) {}

Score WordMemo::read(std::string_view bytes, std::string& text, OffsetMap* offsets, std::uint32_t begin) {
  return Pass(*this, bytes, text, offsets, begin).run();
}

// Puts a word in the place of the older one of a pair; false, with nothing changed, if it does not fit.
bool WordMemo::learn(std::string_view bytes, const Key& key, Word* pair) {
  std::string text;
  OffsetMap offsets;
  convert_letters(encoding_, bytes, text, &offsets);
  const SingleWord score = single_word(text);
  if (!score.single || text.size() > kLongestText || offsets.runs().size() > kMostRuns) return false;
  pair[1] = pair[0];
  Word& word = pair[0];
  word = {};
  word.key = key;
  text.copy(word.text.data(), kLongestText);
  word.length = static_cast<std::uint8_t>(text.size());
  const auto byte = [](auto number) { return static_cast<std::uint8_t>(number); };
  for (const OffsetMap::Run& run : offsets.runs()) {
    word.runs[word.run_count++] = {byte(run.to.begin), byte(run.from.begin),
                                   byte(run.to.size() / run.parts | run.from.size() / run.parts << 4U),
                                   byte(run.parts)};
  }
  word.id = score.score.id;
  word.tenths = static_cast<std::int8_t>(score.score.tenths);
  word.flags = byte((score.accented ? kAccented : 0) | (score.score.wrong ? kWrong : 0) |
                    (may_be_capitals(text) ? kCapitals : 0));
  return true;
}

}  // namespace ykien::encoding

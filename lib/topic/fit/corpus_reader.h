// CorpusReader: the numbers of the units of texts, many texts one after the other.
#ifndef YKIEN_TOPIC_FIT_CORPUS_READER_H_
#define YKIEN_TOPIC_FIT_CORPUS_READER_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "topic/detail/accents.h"
#include "ykien/text/normalize.h"
#include "ykien/topic/model.h"

namespace ykien::detail {

// Gives what folding, tokenizing and numbering each token of a text gives. No step of these looks across
// ASCII white space, so that the pieces between it stand for the same units wherever they stand: a piece is
// folded and cut once, and remembered. One thread; memory in proportion to the different pieces, long ones
// (more than 64 bytes) each time.
class CorpusReader {
 public:
  // The number of a unit in the reading that stream number `stream` uses.
  using Numbering = std::function<std::uint32_t(std::size_t stream, std::string_view reading)>;

  // `options` must outlive this.
  CorpusReader(const FeatureOptions& options, Numbering number);

  // The units of `utf8` stand in units() until the next call.
  void read(std::string_view utf8);
  // Those of one stream, in order, after kStartUnit where the options mark the start; none if the stream does
  // not read the text.
  std::span<const std::uint32_t> units(std::size_t stream) const noexcept { return units_[stream]; }
  // Of that text.
  AccentCount accents() const noexcept { return accents_; }

 private:
  // What a piece stands for: `tokens` units of each stream from numbers_[first] on, token by token.
  struct Piece {
    std::size_t first = 0;
    std::uint32_t tokens = 0;
    AccentCount accents;
  };
  // A piece remembered; the bytes are in bytes_. length == 0: an empty slot.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t length = 0;
    std::uint32_t piece = 0;
    std::size_t begin = 0;
  };

  void find_pieces(std::string_view utf8);
  std::uint32_t piece_number(std::string_view bytes);
  std::uint32_t scan(std::string_view bytes);
  void widen();

  const FeatureOptions& options_;
  Numbering number_;
  std::vector<std::uint32_t> start_units_;  // by stream; empty where the options do not mark the start
  std::vector<Slot> slots_;                 // open addressing with linear probing, at most half full
  std::size_t used_ = 0;
  std::string bytes_;
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> numbers_;
  // Of the text that is read.
  std::string text_;
  std::vector<std::size_t> begins_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> found_;  // its pieces
  AccentCount accents_;
  std::vector<std::vector<std::uint32_t>> units_;
  std::string plain_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_CORPUS_READER_H_

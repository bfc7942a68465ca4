#include "topic/fit/corpus_reader.h"

#include <utility>

#include "text/detail/pieces.h"
#include "topic/detail/ngram_index.h"
#include "topic/detail/units.h"
#include "ykien/text/tokenize.h"
#include "ykien/topic/vectorize.h"

namespace ykien::detail {
namespace {

constexpr std::size_t kLongest = 64;  // bytes of a piece that is remembered: longer ones hardly come twice
constexpr std::size_t kFirstSlots = std::size_t{1} << 12;

}  // namespace

CorpusReader::CorpusReader(const FeatureOptions& options, Numbering number)
    : options_(options), number_(std::move(number)), slots_(kFirstSlots), units_(options.streams.size()) {
  if (!options_.mark_start) return;
  for (std::size_t s = 0; s < units_.size(); ++s) start_units_.push_back(number_(s, kStartUnit));
}

// Folds and cuts a piece; returns the place of what it stands for in pieces_.
std::uint32_t CorpusReader::scan(std::string_view bytes) {
  Piece piece{numbers_.size(), 0, {}};
  const Normalized folded = normalize(bytes);
  for (const Token& token : tokenize(folded.text)) {
    piece.accents.add(folded.text, token);
    const std::string_view unit = feature_unit(folded.text, token);
    if (unit.empty()) continue;
    ++piece.tokens;
    for (std::size_t s = 0; s < units_.size(); ++s)
      numbers_.push_back(number_(s, unit_reading(unit, options_.streams[s].kind, plain_)));
  }
  pieces_.push_back(piece);
  return static_cast<std::uint32_t>(pieces_.size() - 1);
}

void CorpusReader::widen() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.length == 0) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].length != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

// The place in pieces_ of what a piece stands for.
std::uint32_t CorpusReader::piece_number(std::string_view bytes) {
  if (bytes.size() > kLongest) return scan(bytes);
  const std::uint64_t hash = hash_bytes(bytes);
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].length != 0; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && std::string_view(bytes_).substr(slot.begin, slot.length) == bytes)
      return slot.piece;
  }
  slots_[at] = {hash, static_cast<std::uint32_t>(bytes.size()), scan(bytes), bytes_.size()};
  const std::uint32_t piece = slots_[at].piece;
  bytes_ += bytes;
  if (2 * ++used_ > slots_.size()) widen();
  return piece;
}

void CorpusReader::find_pieces(std::string_view utf8) {
  text_.assign(utf8);
  text_.append(kPieceStep - utf8.size() % kPieceStep, ' ');
  begins_.clear();
  ends_.clear();
  each_piece(
      text_.data(), utf8.size(), [this](std::size_t at) { begins_.push_back(at); },
      [this](std::size_t at) { ends_.push_back(at); });
  found_.clear();
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    found_.push_back(piece_number(std::string_view(text_).substr(begins_[i], ends_[i] - begins_[i])));
  }
}

void CorpusReader::read(std::string_view utf8) {
  find_pieces(utf8);
  accents_ = {};
  for (const std::uint32_t number : found_) {
    accents_.syllables += pieces_[number].accents.syllables;
    accents_.accented += pieces_[number].accents.accented;
  }
  for (std::size_t s = 0; s < units_.size(); ++s) {
    units_[s].clear();
    if (!reads(options_, options_.streams[s], accents_)) continue;
    if (options_.mark_start) units_[s].push_back(start_units_[s]);
    for (const std::uint32_t number : found_) {
      const Piece& piece = pieces_[number];
      for (std::size_t t = 0; t < piece.tokens; ++t)
        units_[s].push_back(numbers_[piece.first + t * units_.size() + s]);
    }
  }
}

}  // namespace ykien::detail

// TermCorpus: texts as the words they hold, for everything that counts words. In the library ykien::study.
#ifndef YKIEN_STUDY_TERM_CORPUS_H_
#define YKIEN_STUDY_TERM_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ykien/base/export.h"

namespace ykien {

struct TermOptions {
  std::uint32_t most_syllables = 2;  // a term is a run of 1 to so many syllables; 1..8
};

// A term is a syllable, or a run of syllables with nothing but blanks between them, folded by normalize()
// (one case, one spelling). Numbers, dates, addresses and the like are no terms and end a run, as punctuation
// does: what they say is not a word, and may be personal data. Document numbers (15/2021/nq-hđnd) and emoji
// are terms.
//
// Memory: 4 bytes for each token and run, and every different term once. Adding is for one thread; reading is
// safe for many. Movable.
class YKIEN_API TermCorpus {
 public:
  // Throws Error(usage) for options out of range.
  explicit TermCorpus(const TermOptions& options = {});
  TermCorpus(TermCorpus&&) noexcept;
  TermCorpus& operator=(TermCorpus&&) noexcept;
  ~TermCorpus();

  // Takes a text (any bytes) and returns its number: 0, 1, 2 ... Throws Error(limit) beyond 2^32 - 1 texts or
  // terms.
  std::uint32_t add(std::string_view utf8);

  std::size_t size() const noexcept;   // texts
  std::size_t terms() const noexcept;  // different terms
  // The terms of a text, repeated ones every time: in order, each syllable followed by the runs that end with
  // it.
  std::span<const std::uint32_t> text(std::uint32_t number) const;
  // "đường", "tổ dân phố". The view holds as long as the corpus.
  std::string_view term(std::uint32_t number) const;
  // How many syllables the term has, from 1.
  std::uint32_t syllables(std::uint32_t term) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ykien

#endif  // YKIEN_STUDY_TERM_CORPUS_H_

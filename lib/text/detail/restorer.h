// Restorer: the work of restore_accents(), with buffers that are used again for the next text.
#ifndef YKIEN_TEXT_DETAIL_RESTORER_H_
#define YKIEN_TEXT_DETAIL_RESTORER_H_

#include <span>
#include <string_view>
#include <vector>

#include "text/detail/accent_chain.h"
#include "text/detail/accent_data.h"
#include "text/detail/accent_text.h"
#include "text/detail/accent_units.h"
#include "ykien/text/restore.h"

namespace ykien::detail {

// One per thread. Views the data, which must outlive it.
class YKIEN_API Restorer {
 public:
  explicit Restorer(const AccentData& data) noexcept
      : data_(data), reader_(data.lexicon, AccentSpellings::of_accented), chain_(data) {}

  // restore_accents(utf8, model of the data, options); valid until the next call.
  const Restored& restore(std::string_view utf8, const RestoreOptions& options);
  const AccentData& data() const noexcept { return data_; }
  Restored take() { return std::move(result_); }  // what it gave

 private:
  void begin(std::string_view utf8, const RestoreOptions& options);
  void line(std::span<const Token> tokens);
  bool wanted(std::span<const AccentUnit> sentence, const AccentCensus& line) const noexcept;
  void sentence(std::span<const AccentUnit> units);
  bool may_change(const AccentUnit& unit) noexcept;
  bool takes_part(std::size_t at) const noexcept;
  std::size_t run_at(std::size_t at);
  void decide(const AccentChain::Node& node);
  void copy_to(std::size_t end);
  void write(const AccentUnit& unit, std::size_t candidate, std::string_view source);

  const AccentData& data_;
  UnitReader reader_;
  AccentChain chain_;
  std::string_view text_;
  RestoreOptions options_;
  bool ascii_ = false;  // all of text_
  Normalized folded_;
  NameFinder names_{{}};
  std::vector<Token> tokens_;
  std::vector<AccentUnit> units_;   // of a line
  std::vector<AccentUnit> framed_;  // of a sentence, with borders
  std::vector<char> open_;          // which of framed_ may change
  std::string spelled_;             // a syllable
  std::size_t copied_ = 0;          // of text_
  std::size_t written_ = 0;         // of the result's text, which is longer until all is done
  Restored result_;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_RESTORER_H_

// The lexicon of abbreviations and teencode: what a short form means, and where.
#ifndef YKIEN_TEXT_DETAIL_LEXICON_H_
#define YKIEN_TEXT_DETAIL_LEXICON_H_

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ykien::detail {

enum class Casing { lower, capitalized, upper, mixed };

// What stands next to a word.
struct Neighbour {
  enum class Kind { edge, number, word, sign };  // edge: a line break, the beginning or the end of the text
  Kind kind = Kind::edge;
  std::string plain;  // the word folded without accents, or the sign as it is written
};

// One condition of the column `when`, all of which must hold:
//   small, lower, upper     how the short form is written (lower: also with one capital in front)
//   prev:A|B  next:A|B      the neighbour is one of these: a folded word without accents, a sign, or # any
//   number, -prev:A   -next:A       * any word, $ an edge or a sign that ends a clause; with - none of these
struct Condition {
  enum class About { casing_small, casing_lower, casing_upper, previous, next };
  About about = About::casing_lower;
  bool wanted = true;
  std::vector<std::string_view> any_of;
};

struct Entry {
  std::string_view written;
  std::string_view meaning;
  std::vector<Condition> when;
  bool before_number = false;  // next:#
};

// The neighbours are asked for only where a condition needs them.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  virtual const Neighbour& previous() = 0;
  virtual const Neighbour& next() = 0;
  virtual bool number_follows() const = 0;  // without a gap
};

class Lexicon {
 public:
  // Of the table that is compiled in. Thread-safe.
  static const Lexicon& instance();
  // Throws std::invalid_argument that names the row when a condition is none of those above.
  explicit Lexicon(std::string_view table);

  // The meaning of `folded` (lower case, composed), by the first row that fits; empty if none does.
  std::string_view meaning(std::string_view folded, Casing casing, Surroundings& around) const;

  bool has(std::string_view folded) const { return entries_.contains(folded); }
  std::size_t rows() const noexcept { return rows_; }
  std::size_t size() const noexcept { return entries_.size(); }

 private:
  std::unordered_map<std::string_view, std::vector<Entry>> entries_;
  std::vector<std::string> folded_;
  std::size_t rows_ = 0;
};

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_LEXICON_H_

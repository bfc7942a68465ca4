// What a line tells when a quote is not closed where it should be: is it a row of its own, or text?
#ifndef YKIEN_TABLE_DETAIL_CSV_EVIDENCE_H_
#define YKIEN_TABLE_DETAIL_CSV_EVIDENCE_H_

#include <cstddef>
#include <string_view>

namespace ykien::table::detail {

std::size_t count_delimiters(std::string_view text, char delimiter);

// The number of fields in a line, quotes minded.
std::size_t count_fields(std::string_view line, char delimiter);

// How the rows of a table look, as far as the first cell of one of them tells.
class RowLook {
 public:
  RowLook(std::string_view first_cell, char delimiter, std::size_t columns);

  // Whether the first cell is a number, a date or an id: lines of prose do not begin with the like and a
  // delimiter. How many lines must fit until they count as rows: one, else several.
  bool telling() const noexcept { return kind_.figures && kind_.short_enough; }
  std::size_t lines_needed() const noexcept { return telling() ? 1 : 3; }

  bool fits(std::string_view line) const;
  // Of the beginning of a line up to a quote.
  bool begins_alike(std::string_view line) const;

 private:
  struct Kind {
    bool figures = false;
    bool blanks = false;
    bool short_enough = false;
    friend bool operator==(const Kind&, const Kind&) = default;
  };
  static Kind kind_of(std::string_view cell);

  Kind kind_;
  char delimiter_;
  std::size_t columns_;
};

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_CSV_EVIDENCE_H_

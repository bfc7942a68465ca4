// CountTable: how many items each topic has in each period, the input of everything that looks along time.
#ifndef YKIEN_STUDY_COUNT_TABLE_H_
#define YKIEN_STUDY_COUNT_TABLE_H_

#include <cstddef>
#include <span>

#include "ykien/base/export.h"

namespace ykien {

// A view of T periods x K topics, row-major, in the order of time: cells[t * topics + k] items of topic k in
// period t. Cells are finite and >= 0; they need not be whole (corrected counts). A period without items is a
// row of zeros. The view does not own its cells.
struct CountTable {
  std::span<const double> cells;
  std::size_t topics = 0;

  std::size_t periods() const noexcept { return topics == 0 ? 0 : cells.size() / topics; }
  std::span<const double> period(std::size_t t) const { return cells.subspan(t * topics, topics); }
};

// Throws Error(usage) for cells that make no rows of `topics` cells each, are negative or not finite.
YKIEN_API void check(const CountTable& table);

}  // namespace ykien

#endif  // YKIEN_STUDY_COUNT_TABLE_H_

#include "ykien/study/count_table.h"

#include <algorithm>
#include <cmath>

#include "ykien/base/error.h"

namespace ykien {

void check(const CountTable& table) {
  if (table.topics == 0 || table.cells.size() % table.topics != 0) {
    throw Error(ErrorCode::usage, "count table", "the cells do not make whole rows of topics");
  }
  const auto good = [](double cell) { return cell >= 0.0 && std::isfinite(cell); };
  if (!std::all_of(table.cells.begin(), table.cells.end(), good)) {
    throw Error(ErrorCode::usage, "count table", "a count is negative or not finite");
  }
}

}  // namespace ykien

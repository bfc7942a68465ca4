#include "strata_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "cells.h"
#include "ykien/base/error.h"
#include "ykien/text/decode.h"
#include "ykien/text/normalize.h"

namespace ykien::program {

std::uint32_t StrataNames::number(std::string_view name, const std::string& where) {
  const std::string_view bare = trimmed(name);
  const auto [found, added] =
      numbers_.try_emplace(normalize(bare).text, static_cast<std::uint32_t>(names_.size()));
  if (added) names_.push_back(bare.empty() ? "(none)" : decode(bare, {.encoding = Encoding::utf8}).text);
  if (names_.size() <= kMostStrata) return found->second;
  throw Error(ErrorCode::limit, where,
              fmt::format("the --stratum column has more than {} different values", kMostStrata),
              "choose a column of few groups, such as wards");
}

std::vector<std::string> StrataNames::finish(std::vector<std::uint32_t>& numbers) {
  std::vector<std::uint32_t> order(names_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [this](std::uint32_t i) { return names_[i]; });
  std::vector<std::uint32_t> place(names_.size());
  std::vector<std::string> sorted;
  for (const std::uint32_t i : order) {
    place[i] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(names_[i]);
  }
  for (std::uint32_t& number : numbers) number = place[number];
  return sorted;
}

}  // namespace ykien::program

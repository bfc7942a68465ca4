// Rows that may have several topics: for each topic the question whether a row has it, as a problem of two
// classes of its own (binary relevance; for shares: Moreo, Francisco and Sebastiani 2023). Class 0 has the
// topic, class 1 has not.
#ifndef YKIEN_STUDY_DETAIL_PRESENCE_H_
#define YKIEN_STUDY_DETAIL_PRESENCE_H_

#include <span>
#include <vector>

#include "ykien/study/trends.h"

namespace ykien::detail {

inline constexpr std::uint32_t kPresent = 0;
inline constexpr std::uint32_t kAbsent = 1;

// Whether the classifier gives a row the topic: it leads (the first among equals), or its posterior reaches
// the threshold. row: K posteriors.
bool is_given(std::span<const double> row, std::size_t topic, double threshold);

// n * 2 posteriors of having the topic and of not having it, for n * topics posteriors. Monotone in the odds
// of the topic, and moved so that the larger of the two says what is_given() says.
std::vector<double> presence_posterior(std::span<const double> posterior, std::size_t topics,
                                       std::size_t topic, double threshold);

// kPresent or kAbsent for each of the rows.
std::vector<std::uint32_t> presence_labels(std::span<const std::uint32_t> first,
                                           std::span<const FurtherLabel> further, std::uint32_t topic);

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_PRESENCE_H_

// What a model may hold at most, beside kMostTopics.
#ifndef YKIEN_TOPIC_DETAIL_MODEL_LIMITS_H_
#define YKIEN_TOPIC_DETAIL_MODEL_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace ykien::detail {

inline constexpr std::uint32_t kLongestNgram = 8;  // units
inline constexpr std::size_t kMostStreams = 8;

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_DETAIL_MODEL_LIMITS_H_

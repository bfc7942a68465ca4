// Independent tasks on several threads.
#ifndef YKIEN_TOPIC_FIT_PARALLEL_H_
#define YKIEN_TOPIC_FIT_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace ykien::detail {

// Calls task(0) .. task(count - 1), each once, on up to `threads` threads (0: as many as the machine has).
// Returns when all are done; if some threw, throws what the one with the lowest number threw, having begun no
// further ones.
void parallel_for(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& task);

}  // namespace ykien::detail

#endif  // YKIEN_TOPIC_FIT_PARALLEL_H_

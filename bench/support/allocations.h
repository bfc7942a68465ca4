// Counts heap allocations of the process: the benchmarks report them per document.
#ifndef YKIEN_BENCH_SUPPORT_ALLOCATIONS_H_
#define YKIEN_BENCH_SUPPORT_ALLOCATIONS_H_

#include <cstdint>

namespace ykien::bench {

// Calls of malloc, calloc, realloc and aligned variants by this thread so far, operator new and ICU included.
std::uint64_t allocations() noexcept;

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_SUPPORT_ALLOCATIONS_H_

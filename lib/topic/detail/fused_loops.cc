// The loops of the fused path, compiled once for each instruction set. Standard headers come first: nothing
// of theirs may be compiled for more than every processor has.
#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 takes the undefined registers of its own <immintrin.h> for mistakes (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "topic/detail/buffers.h"
#include "topic/detail/fused_tables.h"
#include "topic/detail/lanes.h"
#include "topic/detail/lanes_avx2.h"
#include "topic/detail/lanes_avx512.h"
#include "topic/detail/piece_parts.h"

namespace ykien {

#define YKIEN_FUSED portable
#define YKIEN_LANES PortableLanes
#include "topic/detail/fused.h"
#undef YKIEN_FUSED
#undef YKIEN_LANES

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif
#define YKIEN_FUSED avx2
#define YKIEN_LANES Avx2Lanes
#include "topic/detail/fused.h"
#undef YKIEN_FUSED
#undef YKIEN_LANES
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(                                                                       \
    __attribute__((                                                                                 \
        target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2"))), \
    apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")
#endif
#define YKIEN_FUSED avx512
#define YKIEN_LANES Avx512Lanes
#include "topic/detail/fused.h"
#undef YKIEN_FUSED
#undef YKIEN_LANES
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

namespace detail {
namespace {

#if defined(__x86_64__)
bool has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
}

bool has_avx512() noexcept {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}
#endif

}  // namespace

std::span<const FusedLoops> fused_loops() noexcept {
  static constexpr FusedLoops kLoops[] = {
    {"portable", &portable::add_up, &portable::decide},
#if defined(__x86_64__)
    {"avx2", &avx2::add_up, &avx2::decide},
    {"avx512", &avx512::add_up, &avx512::decide},
#endif
  };
  std::size_t usable = 1;
#if defined(__x86_64__)
  if (has_avx2()) usable = has_avx512() ? 3 : 2;
#endif
  return std::span(kLoops).first(usable);
}

namespace {

const FusedLoops& wanted_loops() noexcept {
  const std::span<const FusedLoops> loops = fused_loops();
  const char* const wanted = std::getenv("YKIEN_LOOPS");
  for (const FusedLoops& candidate : loops) {
    if (wanted != nullptr && std::string_view(candidate.name) == wanted) return candidate;
  }
  return loops.back();
}

std::atomic<const FusedLoops*>& current_loops() noexcept {
  static std::atomic<const FusedLoops*> current{&wanted_loops()};
  return current;
}

}  // namespace

const FusedLoops& chosen_loops() noexcept { return *current_loops().load(std::memory_order_relaxed); }

void choose_loops(const FusedLoops& loops) noexcept { current_loops() = &loops; }

}  // namespace detail
}  // namespace ykien

#include "study/detail/mixture_kernels.h"

#include <cstdint>
#include <cstring>

#include "topic/fit/plain_math.h"

namespace ykien::detail {
namespace {

// GCC's and clang's vectors: without AVX2 the compiler makes two SSE2 operations of each.
typedef double Vector __attribute__((vector_size(32)));
typedef std::int64_t Integers __attribute__((vector_size(32)));

#define YKIEN_INLINE inline __attribute__((always_inline))

YKIEN_INLINE void load(const Lanes& lanes, Vector& v) { std::memcpy(&v, &lanes, sizeof v); }
YKIEN_INLINE void store(const Vector& v, Lanes& lanes) { std::memcpy(&lanes, &v, sizeof v); }

YKIEN_INLINE void exp_in_place(Vector& x) {
  constexpr double kRound = 0x1.8p52;
  const Vector shifted = x * 0x1.71547652b82fep0 + kRound;
  const Vector k = shifted - kRound;
  const Vector r = (x - k * kLn2High) - k * kLn2Low;
  Vector p = r * (1.0 / 6227020800.0) + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  // The integer k stands in the low bits of `shifted`: into the exponent with it.
  const Integers power = ((Integers)shifted + 1023) << 52;
  x = (1.0 + (r + r * r * p)) * (Vector)power;
}

YKIEN_INLINE void exponentials_body(const Lanes* z, double scale, const double* shift, std::size_t blocks,
                                    std::size_t topics, Lanes* r) {
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t k = 0; k < topics; ++k, ++z, ++r) {
      Vector x;
      load(*z, x);
      x *= scale;
      x = (x < kLeastExponent ? x * 0.0 + kLeastExponent : x) + shift[k];
      exp_in_place(x);
      store(x, *r);
    }
  }
}

YKIEN_INLINE double sum_of(const Lanes& lanes) {
  return (lanes.value[0] + lanes.value[1]) + (lanes.value[2] + lanes.value[3]);
}

// Blocks done together, so that a sum stays in a register for so long.
constexpr std::size_t kTile = 8;

// Where u and w u of a tile stand: topic by topic, kTile blocks each.
struct Tile {
  Lanes* u;
  Lanes* wu;
};

// u = r / f for one block, and w u.
YKIEN_INLINE void shares_of_block(const Lanes* r, const Lanes& w, std::size_t topics, const double* q,
                                  Lanes* u, Lanes* wu) {
  Vector f = {0.0, 0.0, 0.0, 0.0};
  Vector x;
  for (std::size_t k = 0; k < topics; ++k) {
    load(r[k], x);
    f += x * q[k];
  }
  const Vector inverse = 1.0 / f;
  Vector weight;
  load(w, weight);
  for (std::size_t k = 0; k < topics; ++k) {
    load(r[k], x);
    x *= inverse;
    store(x, u[k * kTile]);
    store(x * weight, wu[k * kTile]);
  }
}

// Blocks beyond `blocks` count nothing.
YKIEN_INLINE void shares_of_tile(const Lanes* r, const Lanes* w, std::size_t blocks, std::size_t topics,
                                 const double* q, Tile tile) {
  for (std::size_t t = 0; t < blocks; ++t, r += topics)
    shares_of_block(r, w[t], topics, q, tile.u + t, tile.wu + t);
  if (blocks == kTile) return;
  for (std::size_t k = 0; k < topics; ++k) {
    std::memset(static_cast<void*>(tile.u + k * kTile + blocks), 0, (kTile - blocks) * sizeof(Lanes));
    std::memset(static_cast<void*>(tile.wu + k * kTile + blocks), 0, (kTile - blocks) * sizeof(Lanes));
  }
}

YKIEN_INLINE void add_products(const Lanes* a, const Lanes* b, Lanes& sum) {
  Vector total;
  load(sum, total);
  for (std::size_t t = 0; t < kTile; ++t) {
    Vector x;
    Vector y;
    load(a[t], x);
    load(b[t], y);
    total += x * y;
  }
  store(total, sum);
}

YKIEN_INLINE void add_all(const Lanes* a, Lanes& sum) {
  Vector total;
  load(sum, total);
  for (std::size_t t = 0; t < kTile; ++t) {
    Vector x;
    load(a[t], x);
    total += x;
  }
  store(total, sum);
}

YKIEN_INLINE void mixture_sums_body(const Lanes* r, const Lanes* w, std::size_t blocks, std::size_t topics,
                                    const double* q, double* gradient, double* hessian, Lanes* scratch) {
  const Tile tile{scratch, scratch + topics * kTile};
  Lanes* const sums = tile.wu + topics * kTile;  // the lower half of the Hessian, or the gradient
  const std::size_t size = hessian != nullptr ? topics * (topics + 1) / 2 : topics;
  std::memset(static_cast<void*>(sums), 0, size * sizeof(Lanes));
  for (std::size_t done = 0; done < blocks; done += kTile) {
    shares_of_tile(r + done * topics, w + done, blocks - done < kTile ? blocks - done : kTile, topics, q,
                   tile);
    Lanes* sum = sums;
    for (std::size_t k = 0; k < topics; ++k) {
      const Lanes* const wu = tile.wu + k * kTile;
      if (hessian == nullptr) add_all(wu, *sum++);
      for (std::size_t l = 0; hessian != nullptr && l <= k; ++l) add_products(wu, tile.u + l * kTile, *sum++);
    }
  }
  if (hessian == nullptr) {
    for (std::size_t k = 0; k < topics; ++k) gradient[k] = sum_of(sums[k]);
    return;
  }
  const Lanes* sum = sums;
  for (std::size_t k = 0; k < topics; ++k) {
    for (std::size_t l = 0; l <= k; ++l) hessian[k * topics + l] = hessian[l * topics + k] = sum_of(*sum++);
  }
  // sum_l q_l u_il = 1, so the gradient comes with the Hessian.
  for (std::size_t k = 0; k < topics; ++k) {
    gradient[k] = 0.0;
    for (std::size_t l = 0; l < topics; ++l) gradient[k] += hessian[k * topics + l] * q[l];
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) void exponentials_avx2(const Lanes* z, double scale, const double* shift,
                                                       std::size_t blocks, std::size_t topics, Lanes* r) {
  exponentials_body(z, scale, shift, blocks, topics, r);
}

__attribute__((target("avx2"))) void mixture_sums_avx2(const Lanes* r, const Lanes* w, std::size_t blocks,
                                                       std::size_t topics, const double* q, double* gradient,
                                                       double* hessian, Lanes* scratch) {
  mixture_sums_body(r, w, blocks, topics, q, gradient, hessian, scratch);
}

bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

#endif

}  // namespace

void exponentials(const Lanes* z, double scale, const double* shift, std::size_t blocks, std::size_t topics,
                  Lanes* r) noexcept {
#if defined(__x86_64__)
  if (has_avx2()) return exponentials_avx2(z, scale, shift, blocks, topics, r);
#endif
  exponentials_body(z, scale, shift, blocks, topics, r);
}

void mixture_sums(const Lanes* r, const Lanes* w, std::size_t blocks, std::size_t topics, const double* q,
                  double* gradient, double* hessian, Lanes* scratch) noexcept {
#if defined(__x86_64__)
  if (has_avx2()) return mixture_sums_avx2(r, w, blocks, topics, q, gradient, hessian, scratch);
#endif
  mixture_sums_body(r, w, blocks, topics, q, gradient, hessian, scratch);
}

}  // namespace ykien::detail

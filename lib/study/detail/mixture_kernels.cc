#include "study/detail/mixture_kernels.h"

#include <cstring>

#include "base/detail/plain_math_lanes.h"

namespace ykien::detail {
namespace {

// Without AVX2 the compiler makes two SSE2 operations of each.
using Vector = VectorTypes<kLanes>::Doubles;

#define YKIEN_INLINE inline __attribute__((always_inline))

YKIEN_INLINE void load(const Lanes& lanes, Vector& v) { std::memcpy(&v, &lanes, sizeof v); }
YKIEN_INLINE void store(const Vector& v, Lanes& lanes) { std::memcpy(&lanes, &v, sizeof v); }

YKIEN_INLINE void exponentials_body(const Lanes* z, double scale, const double* shift, std::size_t blocks,
                                    std::size_t topics, Lanes* r) {
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t k = 0; k < topics; ++k, ++z, ++r) {
      Vector x;
      load(*z, x);
      x *= scale;
      x = (x < kLeastExponent ? x * 0.0 + kLeastExponent : x) + shift[k];
      exp_in_range<kLanes>(x);
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

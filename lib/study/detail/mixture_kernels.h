// The passes over rows that all the time of a bootstrap goes into. Plain double arithmetic in a fixed order:
// the same bits with and without AVX2.
#ifndef YKIEN_STUDY_DETAIL_MIXTURE_KERNELS_H_
#define YKIEN_STUDY_DETAIL_MIXTURE_KERNELS_H_

#include <cstddef>

namespace ykien::detail {

inline constexpr std::size_t kLanes = 4;

// A sharp calibration of a sure classifier leaves no more than this of a density: squares stay in range.
inline constexpr double kLeastExponent = -150.0;

// One number of each of four rows.
struct alignas(32) Lanes {
  double value[kLanes];
};

constexpr std::size_t mixture_scratch(std::size_t topics) { return topics * (16 + topics); }

// Rows come in blocks of four: block b holds Lanes [b * topics + k] for its topics k.
//
// r = exp(max(scale * z, kLeastExponent) + shift[k]), by the arithmetic of plain_exp(). The exponent lies in
// -708 .. 709.
void exponentials(const Lanes* z, double scale, const double* shift, std::size_t blocks, std::size_t topics,
                  Lanes* r) noexcept;

// With f_i = sum_k q_k r_ik and u_ik = r_ik / f_i:
//   gradient[k] = sum_i w_i u_ik,
//   hessian[k * topics + l] = sum_i w_i u_ik u_il (both halves); left alone if it is null.
// f_i > 0 for each row. w: one Lanes for each block. scratch: mixture_scratch(topics) Lanes.
void mixture_sums(const Lanes* r, const Lanes* w, std::size_t blocks, std::size_t topics, const double* q,
                  double* gradient, double* hessian, Lanes* scratch) noexcept;

}  // namespace ykien::detail

#endif  // YKIEN_STUDY_DETAIL_MIXTURE_KERNELS_H_

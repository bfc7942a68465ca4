#include "topic/fit/weighting.h"

#include <array>
#include <cmath>

#include "topic/fit/plain_math.h"

namespace ykien::detail {
namespace {

class TermFrequency {
 public:
  explicit TermFrequency(bool sublinear) : sublinear_(sublinear) {
    for (std::size_t count = 1; count < table_.size(); ++count)
      table_[count] = exact(static_cast<double>(count));
  }
  double operator()(float count) const noexcept {
    const auto index = static_cast<std::size_t>(count);
    return index < table_.size() ? table_[index] : exact(count);
  }

 private:
  double exact(double count) const noexcept { return sublinear_ ? 1 + plain_log(count) : count; }
  bool sublinear_;
  std::array<double, 256> table_{};
};

}  // namespace

std::vector<float> inverse_frequencies(const SparseRows& rows, std::size_t texts, std::uint32_t min_df,
                                       std::span<const Stream> streams) {
  std::vector<std::uint32_t> in_texts(rows.columns());
  std::vector<std::uint32_t> in_all(rows.columns());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::uint32_t column : rows[i].column) {
      ++in_all[column];
      if (i < texts) ++in_texts[column];
    }
  }
  std::vector<float> idf(rows.columns());
  const double all = 1 + static_cast<double>(texts);
  for (const Stream& stream : streams) {
    const std::vector<std::uint32_t>& frequency =
        stream.options.kind == StreamKind::unaccented ? in_all : in_texts;
    for (std::uint32_t feature = stream.first_feature; feature < stream.first_feature + stream.feature_count;
         ++feature) {
      if (frequency[feature] < min_df || frequency[feature] == 0) continue;
      const double value = plain_log(all / (1 + static_cast<double>(frequency[feature]))) + 1;
      idf[feature] = static_cast<float>(value * static_cast<double>(stream.options.weight));
    }
  }
  return idf;
}

SparseMatrix weighted(const SparseMatrix& counts, std::span<const float> idf, const FeatureOptions& options) {
  const TermFrequency tf(options.sublinear_tf);
  SparseMatrix result;
  result.columns = counts.columns;
  result.column.reserve(counts.column.size());
  result.value.reserve(counts.value.size());
  std::vector<std::uint32_t> columns;
  std::vector<float> values;
  for (std::size_t i = 0; i < counts.rows(); ++i) {
    columns.clear();
    values.clear();
    double squares = 0;
    const SparseRow row = counts.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) {
      const float weight = idf[row.column[j]];
      if (weight == 0) continue;
      columns.push_back(row.column[j]);
      values.push_back(static_cast<float>(tf(row.value[j]) * static_cast<double>(weight)));
      squares += static_cast<double>(values.back()) * static_cast<double>(values.back());
    }
    const double length = options.l2_norm && squares > 0 ? std::sqrt(squares) : 1;
    for (float& value : values) value = static_cast<float>(static_cast<double>(value) / length);
    result.append(columns, values);
  }
  return result;
}

}  // namespace ykien::detail

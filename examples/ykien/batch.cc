#include "batch.h"

namespace ykien::program {
namespace {

constexpr std::size_t kRows = 1024;
constexpr std::size_t kBytes = std::size_t{1} << 20;
constexpr std::size_t kKeptBytes = 4 * kBytes;

}  // namespace

void RowBatch::clear() {
  if (bytes_.capacity() > kKeptBytes) std::string().swap(bytes_);
  bytes_.clear();
  ends_.clear();
  fields_.clear();
  types_.clear();
  row_ends_.clear();
  infos_.clear();
  joined.clear();
}

void RowBatch::add(const table::Row& row) {
  if (!row.types.empty()) {
    types_.resize(ends_.size(), table::FieldType::text);
    types_.insert(types_.end(), row.types.begin(), row.types.end());
  }
  for (const std::string_view field : row.fields) {
    bytes_.append(field);
    ends_.push_back(bytes_.size());
  }
  row_ends_.push_back(ends_.size());
  infos_.push_back({row.line, row.ragged, row.unreadable()});
}

bool RowBatch::full() const noexcept { return infos_.size() >= kRows || bytes_.size() >= kBytes; }

void RowBatch::seal() {
  if (!types_.empty()) types_.resize(ends_.size(), table::FieldType::text);
  fields_.resize(ends_.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    fields_[i] = {bytes_.data() + begin, ends_[i] - begin};
    begin = ends_[i];
  }
}

std::span<const std::string_view> RowBatch::fields(std::size_t row) const {
  const std::size_t begin = row == 0 ? 0 : row_ends_[row - 1];
  return std::span(fields_).subspan(begin, row_ends_[row] - begin);
}

std::span<const table::FieldType> RowBatch::types(std::size_t row) const {
  if (types_.empty()) return {};
  const std::size_t begin = row == 0 ? 0 : row_ends_[row - 1];
  return std::span(types_).subspan(begin, row_ends_[row] - begin);
}

}  // namespace ykien::program

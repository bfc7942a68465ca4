#include "batch.h"

namespace ykien::program {
namespace {

constexpr std::size_t kRows = 1024;
constexpr std::size_t kBytes = std::size_t{1} << 20;
constexpr std::size_t kBlock = 2 * kBytes;

}  // namespace

void RowBatch::clear() {
  larger_.clear();
  used_ = size_ = 0;
  fields_.clear();
  types_.clear();
  row_ends_.clear();
  infos_.clear();
  joined.clear();
}

void RowBatch::add(const table::Row& row) {
  if (!row.types.empty() || !types_.empty()) {
    types_.resize(fields_.size(), table::FieldType::text);
    types_.insert(types_.end(), row.types.begin(), row.types.end());
    types_.resize(fields_.size() + row.fields.size(), table::FieldType::text);
  }
  std::size_t size = 0;
  for (const std::string_view field : row.fields) size += field.size();
  char* to = room_for(size);
  for (const std::string_view field : row.fields) {
    fields_.emplace_back(to, field.size());
    to += field.copy(to, field.size());
  }
  row_ends_.push_back(fields_.size());
  infos_.push_back({row.line, row.ragged, row.unreadable()});
}

// Stays where it is, so that views of it hold.
char* RowBatch::room_for(std::size_t size) {
  size_ += size;
  if (size > kBlock - used_) return larger_.emplace_back(std::make_unique_for_overwrite<char[]>(size)).get();
  if (block_ == nullptr) block_ = std::make_unique_for_overwrite<char[]>(kBlock);
  used_ += size;
  return block_.get() + (used_ - size);
}

bool RowBatch::full() const noexcept { return infos_.size() >= kRows || size_ >= kBytes; }

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

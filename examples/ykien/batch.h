// RowBatch: some rows of a table with their bytes, so that they can travel from thread to thread.
#ifndef YKIEN_PROGRAM_BATCH_H_
#define YKIEN_PROGRAM_BATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/range.h"
#include "ykien/table/reader.h"

namespace ykien::program {

// A request of a petition: where it stands in the text of its row. number == 0: rows are not split.
struct RequestPlace {
  std::uint32_t number = 0;  // in the row, from 1
  Range bytes;
  Range characters;       // code points: bytes but for those that continue one
  std::string_view text;  // in the batch
};

// What was decided about one row, or about one request in it.
struct RowResult {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t topic = kNone;        // number in the model; kNone: the row has no text
  std::array<char, 6> probability{};  // "0.1234"
  std::string secondary;              // ids joined by |
  bool needs_review = false;
  bool ill_formed = false;  // the text has bytes that are no UTF-8
  std::size_t row = 0;      // of the batch
  RequestPlace request;
};

// Used over and over: clear() keeps the memory but for that of giant rows. Not thread-safe.
class RowBatch {
 public:
  struct Info {
    std::uint64_t line = 0;
    bool ragged = false;
    bool unreadable = false;  // as Row has it
  };

  void clear();
  void add(const table::Row& row);
  // About 1 MiB of text or 1,024 rows.
  bool full() const noexcept;

  std::size_t size() const noexcept { return infos_.size(); }
  bool empty() const noexcept { return infos_.empty(); }
  const Info& info(std::size_t row) const { return infos_[row]; }
  std::span<const std::string_view> fields(std::size_t row) const;
  std::span<const table::FieldType> types(std::size_t row) const;  // as Row has them

  std::vector<RowResult> results;  // filled by a worker: one for each row, or for each request in order
  std::deque<std::string> joined;  // texts of several columns that requests view
  table::Progress progress;        // of the reader when the batch was full

 private:
  char* room_for(std::size_t size);

  std::unique_ptr<char[]> block_;  // of kBlock bytes; what fits no more has a block of its own
  std::vector<std::unique_ptr<char[]>> larger_;
  std::size_t used_ = 0;  // of block_
  std::size_t size_ = 0;  // of all fields
  std::vector<std::string_view> fields_;
  std::vector<table::FieldType> types_;  // of the fields; empty while all are text
  std::vector<std::size_t> row_ends_;    // of the rows in fields_
  std::vector<Info> infos_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_BATCH_H_

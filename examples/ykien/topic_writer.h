// TopicWriter: the rows of a table with the columns of their topics appended.
#ifndef YKIEN_PROGRAM_TOPIC_WRITER_H_
#define YKIEN_PROGRAM_TOPIC_WRITER_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "batch.h"
#include "ykien/table/reader.h"
#include "ykien/table/writer.h"
#include "ykien/topic/model.h"

namespace ykien::program {

// Errors as Writer's. The file appears with finish(). One thread.
class TopicWriter {
 public:
  // path: "-" for standard output. format: as the user named it, empty for the file's extension, or on
  // standard output the format of the input (csv for xlsx). Delimiter and line ends are the input's where
  // they apply.
  // split_requests: rows come once for each request, with its number, places and text before the topic.
  TopicWriter(const std::string& path, const std::string& format, const table::Reader& input,
              const Model& model, bool split_requests);

  void write(const RowBatch& batch);
  void finish() { writer_.finish(); }

  // Set when the table has columns of these names already: which names were taken instead.
  const std::string& note() const noexcept { return note_; }

 private:
  void write_header(const std::vector<std::string>& header);
  void write_row(std::span<const std::string_view> fields, std::span<const table::FieldType> types,
                 const RowResult& result);
  void add_request(const RequestPlace& request);
  void add_topic(const RowResult& result);

  Model model_;
  std::size_t columns_;
  bool split_requests_;
  table::Writer writer_;
  std::vector<std::string_view> row_;
  std::vector<table::FieldType> types_;  // of row_, or none
  std::array<std::string, 5> numbers_;   // of the request, as text
  std::string note_;
};

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_TOPIC_WRITER_H_

// What the tests of the table room share.
#ifndef YKIEN_TESTS_UNIT_TABLE_HELPERS_H_
#define YKIEN_TESTS_UNIT_TABLE_HELPERS_H_

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ykien/base/error.h"
#include "ykien/table/reader.h"
#include "ykien/table/writer.h"

namespace ykien::table::testing {

using Cells = std::vector<std::string>;

struct Read {
  Cells header;
  std::vector<Cells> rows;
  std::vector<std::vector<FieldType>> types;  // of each row
  std::vector<Row> facts;                     // of each row; their fields and types are gone
  ReadReport report;
};

inline Read read_all(Reader reader) {
  Read read{reader.header(), {}, {}, {}, {}};
  for (Row row; reader.next(row);) {
    read.rows.emplace_back(row.fields.begin(), row.fields.end());
    read.types.emplace_back(row.types.begin(), row.types.end());
    row.fields = {};
    row.types = {};
    read.facts.push_back(row);
  }
  read.report = reader.report();
  return read;
}

// `step`: how many bytes the source gives at a time; 0: all.
inline Read read_text(std::string_view text, ReaderOptions options = {}, std::size_t step = 0) {
  if (options.name.empty()) options.name = "test";
  return read_all(Reader::open(memory_source(std::string(text), step), std::move(options)));
}

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void put(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

// An empty folder, removed with all it holds.
class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / "ykien-test-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make " + path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::string path_;
};

// The Error that `call` throws; a failure of the test when it throws none.
template <typename Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  throw std::runtime_error("no Error was thrown");
}

inline void write_rows(const std::string& path, const std::vector<Cells>& rows, WriterOptions options = {}) {
  Writer writer = Writer::open(path, std::move(options));
  for (const Cells& row : rows) writer.write_row(std::vector<std::string_view>(row.begin(), row.end()));
  writer.finish();
}

}  // namespace ykien::table::testing

#endif  // YKIEN_TESTS_UNIT_TABLE_HELPERS_H_

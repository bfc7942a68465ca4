// Reading and writing tables. Every run checks the rows, fields and bytes it saw against what was generated.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/table/reader.h"
#include "ykien/table/writer.h"

namespace {

namespace table = ykien::table;

constexpr std::size_t kRows = 140000;
constexpr std::size_t kColumns = 6;

// Opinions as people write them, with the quotes, line breaks and delimiters that need care.
constexpr std::string_view kOpinions[] = {
    "Đường hẻm 45 ngập nước sau mỗi trận mưa, đề nghị phường xử lý sớm để bà con đi lại, học sinh đến trường",
    "Cán bộ một cửa trả hồ sơ trễ hẹn; thái độ chưa đúng mực khi người dân hỏi lại về giấy tờ còn thiếu",
    "Tổ dân phố 7 thu quỹ nhưng không công khai \"thu - chi\" trong cuộc họp, bà con nhiều lần có ý kiến",
    "Hỗ trợ COVID cho người lao động tự do chưa được nhận\nđề nghị trả lời bằng văn bản cho từng hộ, nêu rõ "
    "lý do",
    "Xin cảm ơn tổ COVID cộng đồng đã mang thuốc và thực phẩm đến tận nhà trong thời gian phong tỏa vừa qua"};

struct Input {
  std::string csv;
  std::uint64_t field_bytes = 0;
};

void append_quoted(std::string& to, std::string_view field) {
  to += '"';
  for (const char c : field) to.append(c == '"' ? 2 : 1, c);
  to += '"';
}

std::vector<std::string> row(std::size_t i) {
  std::string text(kOpinions[i % 5]);
  text += ". " + std::string(kOpinions[(i / 5) % 5]);
  return {std::to_string(i + 1),
          "05/10/2021",
          "Phiếu góp ý",
          "Tổ dân phố " + std::to_string(i % 40 + 1),
          text,
          "Phường 5"};
}

Input make_input(bool quote_all) {
  Input input{"\xEF\xBB\xBFSTT,Ngày,Hình thức,Tổ dân phố,Nội dung ý kiến,Phường\r\n", 0};
  for (std::size_t i = 0; i < kRows; ++i) {
    const std::vector<std::string> fields = row(i);
    for (std::size_t column = 0; column < kColumns; ++column) {
      if (column > 0) input.csv += ',';
      input.field_bytes += fields[column].size();
      quote_all || column == 4 ? append_quoted(input.csv, fields[column]) : void(input.csv += fields[column]);
    }
    input.csv += "\r\n";
  }
  return input;
}

const Input& quoted_input() {
  static const Input input = make_input(true);
  return input;
}

const Input& minimal_input() {
  static const Input input = make_input(false);
  return input;
}

// Gives bytes it does not own.
class ViewSource final : public table::ByteSource {
 public:
  explicit ViewSource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t most) override {
    const std::size_t got = bytes_.copy(to, most);
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
};

struct Counts {
  std::uint64_t rows = 0, fields = 0, bytes = 0;
};

Counts count(table::Reader& reader) {
  Counts counts;
  for (table::Row row; reader.next(row);) {
    ++counts.rows;
    counts.fields += row.fields.size();
    for (const std::string_view field : row.fields) counts.bytes += field.size();
  }
  return counts;
}

bool right(const Counts& counts, const Input& input) {
  return counts.rows == kRows && counts.fields == kRows * kColumns && counts.bytes == input.field_bytes;
}

void rate(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["rows/s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(kRows), benchmark::Counter::kIsRate);
}

void read_memory(benchmark::State& state, const Input& input) {
  for (auto _ : state) {
    auto reader = table::Reader::open(std::make_unique<ViewSource>(input.csv));
    if (!right(count(reader), input)) return state.SkipWithError("wrong counts");
  }
  rate(state, input.csv.size());
}
BENCHMARK_CAPTURE(read_memory, every_field_quoted, quoted_input())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_memory, quoted_where_needed, minimal_input())->Unit(benchmark::kMillisecond);

// A file in the system's cache, removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view suffix)
      : path_((std::filesystem::temp_directory_path() / ("ykien-bench-" + std::to_string(::getpid())))
                  .string() +
              std::string(suffix)) {}
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void read_file(benchmark::State& state) {
  const TemporaryFile file(".csv");
  std::ofstream(file.path(), std::ios::binary) << quoted_input().csv;
  for (auto _ : state) {
    auto reader = table::Reader::open(file.path());
    if (!right(count(reader), quoted_input())) return state.SkipWithError("wrong counts");
  }
  rate(state, quoted_input().csv.size());
}
BENCHMARK(read_file)->Unit(benchmark::kMillisecond);

// Reads the quoted table and writes it with quotes where needed; /dev/null is written directly.
void read_write(benchmark::State& state, const std::string& path, table::Format format) {
  for (auto _ : state) {
    auto reader = table::Reader::open(std::make_unique<ViewSource>(quoted_input().csv));
    auto writer = table::Writer::open(path, {.format = format});
    const std::vector<std::string_view> names(reader.header().begin(), reader.header().end());
    writer.write_row(names);
    for (table::Row row; reader.next(row);) writer.write_row(row.fields);
    writer.finish();
    if (writer.rows() != kRows + 1) return state.SkipWithError("wrong counts");
  }
  rate(state, quoted_input().csv.size());
}

void read_write_null(benchmark::State& state) { read_write(state, "/dev/null", table::Format::csv); }
BENCHMARK(read_write_null)->Unit(benchmark::kMillisecond);

void read_write_file(benchmark::State& state) {
  const TemporaryFile file(".csv");
  read_write(state, file.path(), table::Format::csv);
  auto reader = table::Reader::open(file.path());
  if (!right(count(reader), quoted_input())) state.SkipWithError("what was written reads otherwise");
}
BENCHMARK(read_write_file)->Unit(benchmark::kMillisecond);

void read_write_jsonl(benchmark::State& state) { read_write(state, "/dev/null", table::Format::jsonl); }
BENCHMARK(read_write_jsonl)->Unit(benchmark::kMillisecond);

void read_jsonl(benchmark::State& state) {
  const TemporaryFile file(".jsonl");
  auto writer = table::Writer::open(file.path());
  auto source = table::Reader::open(std::make_unique<ViewSource>(quoted_input().csv));
  writer.write_row(std::vector<std::string_view>(source.header().begin(), source.header().end()));
  for (table::Row row; source.next(row);) writer.write_row(row.fields);
  writer.finish();
  for (auto _ : state) {
    auto reader = table::Reader::open(file.path());
    if (!right(count(reader), quoted_input())) return state.SkipWithError("wrong counts");
  }
  rate(state, std::filesystem::file_size(file.path()));
}
BENCHMARK(read_jsonl)->Unit(benchmark::kMillisecond);

void read_write_xlsx(benchmark::State& state) {
  const TemporaryFile file(".xlsx");
  read_write(state, file.path(), table::Format::xlsx);
}
BENCHMARK(read_write_xlsx)->Unit(benchmark::kMillisecond);

// The writer alone, rows in memory.
void write_rows(benchmark::State& state) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < kRows; ++i) rows.push_back(row(i));
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    auto writer = table::Writer::open("/dev/null", {.format = table::Format::csv});
    bytes = 0;
    for (const auto& fields : rows) {
      const std::vector<std::string_view> views(fields.begin(), fields.end());
      for (const std::string_view view : views) bytes += view.size();
      writer.write_row(views);
    }
    writer.finish();
    if (bytes != quoted_input().field_bytes) return state.SkipWithError("wrong counts");
  }
  rate(state, bytes);
}
BENCHMARK(write_rows)->Unit(benchmark::kMillisecond);

}  // namespace

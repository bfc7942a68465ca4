// Files the program writes in one go.
#ifndef YKIEN_PROGRAM_RESULT_FILE_H_
#define YKIEN_PROGRAM_RESULT_FILE_H_

#include <span>
#include <string>
#include <string_view>

#include "ykien/table/reader.h"
#include "ykien/table/writer.h"

namespace ykien::program {

// What is asked before hours of work, so that they are not done in vain. Empty paths are passed over.

// Throws Error(usage) when two outputs are one file, or an output is one of the inputs, and what writing to
// them would throw now (no such folder, no permission ...). Touches nothing that exists.
void check_outputs(std::span<const std::string> outputs, std::span<const std::string> inputs);

// The same for a table, whose name must end as a format that can be written does, or in nothing known.
void check_table_writable(const std::string& path);

// Whether the name is that of a web page: .html or .htm, in any case.
bool is_page_name(const std::string& path);

// Throws Error(usage) for the name of a web page that ends as that of a table or a document does: nothing
// would open it.
void check_page_name(const std::string& path);

// Throws what opening the file would throw now. A pipe is not looked into: what is read of it is gone.
void check_readable(const std::string& path);

// How a table made from `input` is written: in the named format, else in that of the file's name, on standard
// output in that of the input (a workbook as CSV); CSV from CSV keeps the delimiter and the line ends.
table::WriterOptions options_like(const table::Reader& input, const std::string& path,
                                  const std::string& format = "");

// Writes the file, whole or not at all; "-" is standard output. Ctrl-C is held off meanwhile.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_RESULT_FILE_H_

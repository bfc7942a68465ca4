// ykien normalize: lines as features see them.
#include "ykien/text/normalize.h"
#include "cli.h"
#include "lines.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  echo "Đề nghị UBND phường HOÀ Cường xử lý" | ykien normalize
  ykien normalize < opinions.txt > folded.txt

Reads standard input and writes standard output, line by line: lower case, one code for each letter, the tone mark of
oa, oe and uy in one place, full-width and invisible characters folded.)";

int normalize_lines() {
  // No step of normalize() looks across white space, so many lines fold at once as each would alone.
  return filter_lines([](std::string_view lines, std::string& to) { to += normalize(lines).text; });
}

}  // namespace

void add_normalize(CLI::App& app, Command& chosen) {
  add_command(app, "normalize", "Fold lines of text as features see them", kExamples, chosen,
              normalize_lines);
}

}  // namespace ykien::program

// ykien normalize: lines as features see them, or the same lines with their accents restored.
#include "ykien/text/normalize.h"

#include <memory>
#include <string>

#include "cli.h"
#include "lines.h"
#include "ykien/base/error.h"
#include "ykien/text/restore.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  echo "Đề nghị UBND phường HOÀ Cường xử lý" | ykien normalize
  ykien normalize < opinions.txt > folded.txt
  echo "Duong hem 45 ngap nuoc" | ykien normalize --restore-accents

Reads standard input and writes standard output, line by line: lower case, one code for each letter, the tone mark of
oa, oe and uy in one place, full-width and invisible characters folded. With --restore-accents the text stays as it is
but for the syllables of sentences that were typed without accents; to fold it as well, pipe it through ykien normalize.)";

struct Options {
  std::string encoding;
  bool restore = false;
  bool every = false;
  std::string accents;
};

AccentModel accent_model(const std::string& path) {
  return path.empty() ? AccentModel::shipped() : AccentModel::load(path);
}

int restore_lines(const Options& options) {
  const AccentModel model = accent_model(options.accents);
  const RestoreOptions restoring{options.every ? RestoreScope::every : RestoreScope::unaccented,
                                 ToneStyle::new_style};
  // Sentences end with their lines, so many lines are restored at once as each would be alone.
  return filter_lines(
      [&](std::string_view lines, std::string& to) { to += restore_accents(lines, model, restoring).text; },
      options.encoding);
}

int normalize_lines(const Options& options) {
  if (options.restore) return restore_lines(options);
  if (options.every || !options.accents.empty()) {
    throw Error(ErrorCode::usage, "normalize", "--every and --accents go with --restore-accents",
                "add --restore-accents");
  }
  // No step of normalize() looks across white space, so many lines fold at once as each would alone.
  return filter_lines([](std::string_view lines, std::string& to) { to += normalize(lines).text; }, options.encoding);
}

}  // namespace

void add_normalize(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "normalize", "Fold lines of text as features see them",
                                        kExamples, chosen, [options] { return normalize_lines(*options); });
  add_encoding_option(*command, options->encoding);
  command->add_flag("--restore-accents", options->restore,
                    "Put accents on sentences that were typed without them");
  command->add_flag("--every", options->every,
                    "Restore every syllable without accents, in text that has accents too");
  command
      ->add_option("--accents", options->accents,
                   "The model that restores accents; without it the one that is built in")
      ->type_name("FILE");
}

}  // namespace ykien::program

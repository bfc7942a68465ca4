// ykien normalize: lines as features see them, or rewritten for readers.
#include "ykien/text/normalize.h"

#include <memory>
#include <optional>
#include <string>

#include "cli.h"
#include "lines.h"
#include "ykien/base/error.h"
#include "ykien/text/expand.h"
#include "ykien/text/restore.h"
#include "ykien/text/tone.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  echo "Đề nghị UBND phường HOÀ Cường xử lý" | ykien normalize
  ykien normalize < opinions.txt > folded.txt
  echo "Bà Hoà, phường Hòa Cường" | ykien normalize --tone old
  echo "ubnd p k trả lời, đg ngập quáaaa" | ykien normalize --expand
  echo "Duong hem 45 ngap nuoc" | ykien normalize --restore-accents
  ykien normalize --expand --tone keep < messages.txt > written_out.txt

Reads standard input and writes standard output, line by line: lower case, one code for each letter, the tone mark of
oa, oe and uy in one place, full-width and invisible characters folded.
With --tone the lines are written for readers instead: only tone marks move (old: hòa, khỏe, thúy; new: hoà, khoẻ,
thuý; keep: none), case and all else stay.
With --restore-accents, too, the text stays as it is but for the syllables of sentences that were typed without accents;
to fold it as well, pipe it through ykien normalize.
With --expand short forms are written out first (k, đc, UBND, TDP), keys of Telex and VNI are read (d9uong2), and
letters that were held down let go; each line counts as one text.)";

struct Options {
  EncodingOptions encoding;
  std::string tone;
  bool expand = false;
  bool restore = false;
  bool every = false;
  std::string accents;
};

std::optional<ToneStyle> tone_style(const Options& options) {
  if (options.tone.empty()) return {};
  return options.tone == "old"   ? ToneStyle::old_style
         : options.tone == "new" ? ToneStyle::new_style
                                 : ToneStyle::keep;
}

std::string expanded(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n') + 1);
    text += expand(line).text;
    lines.remove_prefix(line.size());
  }
  return text;
}

void check(const Options& options) {
  if (options.restore || (!options.every && options.accents.empty())) return;
  throw Error(ErrorCode::usage, "normalize", "--every and --accents go with --restore-accents",
              "add --restore-accents");
}

// But for expand(), no step looks beyond the line that a piece of text stands in: many lines change at once
// as each would alone.
int normalize_lines(const Options& options) {
  check(options);
  const std::optional<ToneStyle> style = tone_style(options);
  std::optional<AccentModel> model;
  if (options.restore)
    model = options.accents.empty() ? AccentModel::shipped() : AccentModel::load(options.accents);
  const RestoreOptions restoring{options.every ? RestoreScope::every : RestoreScope::unaccented,
                                 ToneStyle::new_style};
  return filter_lines(
      [&](std::string_view lines, std::string& to) {
        std::string text(lines);
        if (options.expand) text = expanded(text);
        if (model) text = restore_accents(text, *model, restoring).text;
        if (style) text = rewrite_tones(text, *style).text;
        to += style || model ? text : normalize(text).text;
      },
      options.encoding);
}

}  // namespace

void add_normalize(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "normalize", "Fold lines of text as features see them",
                                        kExamples, chosen, [options] { return normalize_lines(*options); });
  command
      ->add_option("--tone", options->tone,
                   "Keep the text as written but for the tone marks of hoà, khoẻ, thuý: old, new or keep")
      ->type_name("STYLE")
      ->check(CLI::IsMember({"old", "new", "keep"}));
  command->add_flag("--expand", options->expand,
                    "Write out short forms, keys of Telex and VNI, stretched letters");
  command->add_flag("--restore-accents", options->restore,
                    "Put accents on sentences that were typed without them");
  command->add_flag("--every", options->every,
                    "Restore every syllable without accents, in text that has accents too");
  command
      ->add_option("--accents", options->accents,
                   "The model that restores accents; without it the one that is built in")
      ->type_name("FILE");
  add_encoding_options(*command, options->encoding.encoding, options->encoding.verbose);
}

}  // namespace ykien::program

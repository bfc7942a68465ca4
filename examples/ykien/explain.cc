// ykien explain: why a text gets its topic.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "accents.h"
#include "cli.h"
#include "files.h"
#include "highlight.h"
#include "input.h"
#include "json.h"
#include "models.h"
#include "numbers.h"
#include "output.h"
#include "process.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/table/source.h"
#include "ykien/text/decode.h"
#include "ykien/topic/explain.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien explain "Đường hẻm 45 ngập nước sau mỗi trận mưa"
  ykien explain --top 20 --json "Tổ trưởng thu quỹ mà không công khai"
  ykien explain - < letter.txt

Shows the probability of each topic and the n-grams that moved the decision: how far each moved the text towards (+)
or away from (-) the topic, against the mean of all topics; "<đầu>" is the beginning of the text. They are coloured in
the text on a terminal, else put between [ ] (towards) and { } (away).)";

constexpr std::size_t kMostText = std::size_t{64} << 20;
constexpr std::size_t kBar = 24;

struct Options {
  std::vector<std::string> words;
  std::string model;
  std::string encoding;
  bool verbose = false;
  std::size_t top = 10;
  bool json = false;
};

std::string read_standard_input() {
  refuse_same_file("-", "-");
  const auto source = table::open_source("-");
  std::string text;
  std::string piece(std::size_t{64} << 10, '\0');
  while (const std::size_t got = source->read(piece.data(), piece.size())) {
    text.append(piece, 0, got);
    if (text.size() > kMostText) {
      throw Error(ErrorCode::limit, "standard input", "the text is longer than 64 MiB",
                  "explain a part of it");
    }
  }
  return text;
}

std::string text_of(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "-") return read_standard_input();
  if (words.empty() && is_terminal(STDIN_FILENO)) {
    throw Error(ErrorCode::usage, "explain", "no text given", "see ykien explain --help");
  }
  if (words.empty()) return read_standard_input();
  return fmt::format("{}", fmt::join(words, " "));
}

float mean(const std::vector<float>& values) {
  float sum = 0;
  for (const float value : values) sum += value;
  return sum / static_cast<float>(values.size());
}

// How far a contribution moved the text towards `topic`, against the mean of all topics.
float effect(const Contribution& contribution, std::uint32_t topic) {
  return contribution.moved[topic] - mean(contribution.moved);
}

std::string decision_lines(const Model& model, const Decision& decision) {
  std::string text;
  for (const std::uint8_t topic : decision.ranked()) {
    const float probability = decision.probabilities()[topic];
    text += fmt::format("  {:.4f}  {}  {} ({})\n", probability, bar(probability, kBar),
                        model.topics()[topic].name, model.topics()[topic].id);
  }
  std::string second;
  for (const std::uint8_t topic : decision.secondary())
    second += (second.empty() ? "" : ", ") + model.topics()[topic].id;
  if (!second.empty()) text += fmt::format("secondary: {}\n", second);
  return text + fmt::format("needs review: {}\n", decision.needs_review() ? "yes" : "no");
}

std::string contribution_line(const Contribution& contribution, std::uint32_t topic) {
  const char* const stream = contribution.stream == StreamKind::accented ? "" : "  (without accents)";
  return fmt::format(
      "  {:+.4f}  {}{}{}\n", effect(contribution, topic), contribution.ngram, stream,
      contribution.sources.size() > 1 ? fmt::format("  ({} times)", contribution.sources.size()) : "");
}

std::vector<Mark> marks_of(const Explanation& explanation) {
  std::vector<Mark> marks;
  for (const Contribution& contribution : explanation.contributions) {
    const float part =
        effect(contribution, explanation.decision.topic()) / static_cast<float>(contribution.sources.size());
    for (const Range source : contribution.sources) marks.push_back({source, part});
  }
  return marks;
}

std::string readable(const Model& model, const Explanation& explanation, std::string_view text) {
  const std::string& topic = model.topics()[explanation.decision.topic()].id;
  std::string below = "\n\n" + decision_lines(model, explanation.decision);
  if (explanation.contributions.empty()) {
    below += "\nThe model knows no word of this text.\n";
  } else {
    below += fmt::format("\nWhat moved it towards {} (+) or away from it (-):\n", topic);
  }
  for (const Contribution& one : explanation.contributions)
    below += contribution_line(one, explanation.decision.topic());
  return highlighted(without_controls(text), marks_of(explanation), wants_colour(STDOUT_FILENO)) +
         without_controls(below);
}

Json by_topic(const Model& model, const std::vector<float>& values) {
  Json object = Json::object();
  for (std::size_t topic = 0; topic < values.size(); ++topic)
    object[model.topics()[topic].id] = rounded(values[topic]);
  return object;
}

Json json_of(const Model& model, const Contribution& contribution, std::string_view text) {
  Json sources = Json::array();
  for (const Range source : contribution.sources) {
    sources.push_back({{"begin", source.begin}, {"end", source.end}, {"text", slice(text, source)}});
  }
  return {{"ngram", contribution.ngram},
          {"stream", contribution.stream == StreamKind::accented ? "accented" : "plain"},
          {"moved", by_topic(model, contribution.moved)},
          {"sources", sources}};
}

std::string json_of(const Model& model, const Explanation& explanation, std::string_view text) {
  const Decision& decision = explanation.decision;
  Json ranked = Json::array();
  for (const std::uint8_t topic : decision.ranked()) {
    ranked.push_back({{"id", model.topics()[topic].id},
                      {"name", model.topics()[topic].name},
                      {"probability", rounded(decision.probabilities()[topic])}});
  }
  Json secondary = Json::array();
  for (const std::uint8_t topic : decision.secondary()) secondary.push_back(model.topics()[topic].id);
  Json contributions = Json::array();
  for (const Contribution& one : explanation.contributions)
    contributions.push_back(json_of(model, one, text));
  return json_text({{"text", text},
                    {"topic", model.topics()[decision.topic()].id},
                    {"probability", rounded(decision.probability())},
                    {"secondary", secondary},
                    {"needs_review", decision.needs_review()},
                    {"topics", ranked},
                    {"logits", by_topic(model, explanation.logits)},
                    {"bias", by_topic(model, explanation.bias)},
                    {"contributions", contributions}});
}

int explain_text(const Options& options) {
  const Model model = model_at(options.model);
  Decoded decoded = decode(text_of(options.words), decoding_as(options.encoding));
  if (options.verbose) say("text: encoding " + describe(decoded.readings));
  while (decoded.text.ends_with('\n') || decoded.text.ends_with('\r')) decoded.text.pop_back();
  const std::optional<AccentModel> accents = built_in_accents();
  const Explanation explanation = explain(model, decoded.text, options.top, accents ? &*accents : nullptr);
  print(options.json ? json_of(model, explanation, decoded.text)
                     : readable(model, explanation, decoded.text));
  if (decoded.replaced == 0) return kSuccess;
  say(fmt::format("{} became U+FFFD; give the text as UTF-8",
                  counted(decoded.replaced, "ill-formed sequence")));
  return kSomeRowsFailed;
}

}  // namespace

void add_explain(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "explain", "Show why a text gets its topic", kExamples, chosen,
                                        [options] { return explain_text(*options); });
  command->add_option("TEXT", options->words, "The text; - or nothing is standard input");
  add_encoding_options(*command, options->encoding, options->verbose);
  add_model_option(*command, options->model);
  command->add_option("-n,--top", options->top, "Show so many n-grams; 0: all")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  command->add_flag("--json", options->json,
                    "Everything as JSON; byte positions are those of the text in it");
}

}  // namespace ykien::program

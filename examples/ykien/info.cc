// ykien info: the program, the model, and whether the model still says what it said when it was made.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "cli.h"
#include "json.h"
#include "models.h"
#include "numbers.h"
#include "output.h"
#include "process.h"
#include "terminal.h"
#include "ykien/base/error.h"
#include "ykien/base/version.h"
#include "ykien/topic/classify.h"

namespace ykien::program {
namespace {

constexpr const char* kExamples =
    R"(  ykien info
  ykien info --model my.model --features 15
  ykien info --self-test && echo "the model is sound"
  ykien info --json | jq .checksum)";

struct Options {
  std::string model;
  std::size_t features = 0;
  bool self_test = false;
  bool json = false;
};

struct Weight {
  std::uint32_t feature;
  float weight;
};

// The weight of each feature for each topic, less its mean over the topics; by topic, the heaviest first.
std::vector<std::vector<Weight>> heaviest(const Model& model, std::size_t most) {
  const std::vector<float> bias = score(model, {});
  std::vector<std::vector<Weight>> by_topic(bias.size());
  for (std::uint32_t feature = 0; feature < model.feature_count(); ++feature) {
    const std::vector<float> logits = score(model, {{feature}, {1.0F}});
    float mean = 0;
    for (std::size_t k = 0; k < bias.size(); ++k)
      mean += (logits[k] - bias[k]) / static_cast<float>(bias.size());
    for (std::size_t k = 0; k < bias.size(); ++k)
      by_topic[k].push_back({feature, logits[k] - bias[k] - mean});
  }
  for (auto& weights : by_topic) {
    const std::size_t kept = std::min(most, weights.size());
    std::ranges::partial_sort(weights, weights.begin() + static_cast<std::ptrdiff_t>(kept),
                              [](Weight a, Weight b) {
                                return a.weight != b.weight ? a.weight > b.weight : a.feature < b.feature;
                              });
    weights.resize(kept);
  }
  return by_topic;
}

std::string stream_line(const StreamOptions& stream) {
  constexpr std::array<std::string_view, 3> kNames = {"as written", "without accents",
                                                      "of texts typed without accents"};
  return fmt::format("{} {}-{}", kNames[static_cast<std::size_t>(stream.kind)], stream.min_n, stream.max_n);
}

std::string_view id_of(StreamKind kind) {
  constexpr std::array<std::string_view, 3> kIds = {"accented", "plain", "unaccented"};
  return kIds[static_cast<std::size_t>(kind)];
}

std::string streams_line(const FeatureOptions& features) {
  std::string text;
  for (const StreamOptions& stream : features.streams)
    text += (text.empty() ? "" : ", ") + stream_line(stream);
  if (features.mark_start) text += ", those that open a text apart";
  return text;
}

std::string weights_line(const Model& model, const std::vector<Weight>& weights) {
  std::string text;
  for (const Weight& one : weights) {
    text += fmt::format("{}{} {:+.2f}", text.empty() ? "      " : ", ", feature_name(model, one.feature),
                        one.weight);
  }
  return text + "\n";
}

std::string readable(const Model& model, const Options& options) {
  std::string text = fmt::format("ykien {}\n", YKIEN_VERSION);
  text += fmt::format("model      {}\nchecksum   {}\nfeatures   {} (n-grams {})\n",
                      options.model.empty() ? "built in" : options.model, model.checksum(),
                      grouped(model.feature_count()), streams_line(model.features()));
  text += fmt::format("thresholds review below {:.4f}, secondary from {:.4f}\n", model.review_threshold(),
                      model.secondary_threshold());
  text += "\ntopics\n";
  const auto weights =
      options.features > 0 ? heaviest(model, options.features) : std::vector<std::vector<Weight>>();
  for (std::size_t topic = 0; topic < model.topics().size(); ++topic) {
    const Topic& one = model.topics()[topic];
    text += fmt::format("  {:20} {}{}\n", one.id, one.name, one.english.empty() ? "" : " / " + one.english);
    if (!weights.empty()) text += weights_line(model, weights[topic]);
  }
  if (!model.facts().empty()) text += "\nfacts\n";
  for (const Fact& one : model.facts()) text += fmt::format("  {:20} {}\n", one.key, one.value);
  return text;
}

Json weights_json(const Model& model, const std::vector<Weight>& weights) {
  Json list = Json::array();
  for (const Weight& one : weights) {
    list.push_back({{"ngram", feature_name(model, one.feature)},
                    {"stream", id_of(feature_stream(model, one.feature))},
                    {"weight", rounded(one.weight)}});
  }
  return list;
}

Json topics_json(const Model& model, std::size_t features) {
  const auto weights = features > 0 ? heaviest(model, features) : std::vector<std::vector<Weight>>();
  Json topics = Json::array();
  for (std::size_t topic = 0; topic < model.topics().size(); ++topic) {
    const Topic& one = model.topics()[topic];
    topics.push_back({{"id", one.id}, {"name", one.name}, {"english", one.english}});
    if (features > 0) topics.back()["features"] = weights_json(model, weights[topic]);
  }
  return topics;
}

Json json_of(const Model& model, const Options& options) {
  Json streams = Json::array();
  for (const StreamOptions& stream : model.features().streams) {
    streams.push_back({{"kind", id_of(stream.kind)}, {"min_n", stream.min_n}, {"max_n", stream.max_n}});
  }
  Json facts = Json::object();
  for (const Fact& one : model.facts()) facts[one.key] = one.value;
  return {{"version", YKIEN_VERSION},
          {"model", options.model.empty() ? "built in" : options.model},
          {"checksum", model.checksum()},
          {"feature_count", model.feature_count()},
          {"streams", streams},
          {"mark_start", model.features().mark_start},
          {"review_threshold", rounded(model.review_threshold())},
          {"secondary_threshold", rounded(model.secondary_threshold())},
          {"topics", topics_json(model, options.features)},
          {"facts", facts}};
}

std::string tested_line(const SelfTest& test) {
  return fmt::format("\nself-test: {} as when the model was made, {} as people labelled them\n",
                     counted(test.samples, "sample"), test.right);
}

void print_facts(const Model& model, const Options& options, const SelfTest& test) {
  if (options.json) {
    Json json = json_of(model, options);
    if (options.self_test) {
      json["self_test"] = {{"samples", test.samples},
                           {"wrong", test.changed},
                           {"right", test.right},
                           {"required", test.required}};
    }
    return print(json_text(json));
  }
  print(without_controls(readable(model, options)) +
        (options.self_test && test.passed() ? tested_line(test) : ""));
}

[[noreturn]] void failed(const Options& options, const SelfTest& test) {
  const std::string where = options.model.empty() ? "the model that is built in" : options.model;
  if (test.changed > 0) {
    throw Error(ErrorCode::damaged, where,
                fmt::format("self-test: {} of {} samples get another topic than when it was made",
                            test.changed, test.samples),
                "use the version of ykien that made the model, or train it again");
  }
  throw Error(ErrorCode::damaged, where,
              fmt::format("self-test: {} of {} samples get the topic that people gave them, {} must",
                          test.right, test.samples, test.required),
              "train the model again");
}

int info(const Options& options) {
  const Model model = model_at(options.model);
  const SelfTest test = options.self_test ? self_test(model) : SelfTest();
  print_facts(model, options, test);
  if (!test.passed()) failed(options, test);
  return kSuccess;
}

}  // namespace

void add_info(CLI::App& app, Command& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = add_command(app, "info", "Show the version and what is in a model", kExamples,
                                        chosen, [options] { return info(*options); });
  add_model_option(*command, options->model);
  command->add_option("--features", options->features, "Show so many of the heaviest n-grams of each topic")
      ->type_name("N")
      ->check(whole_number(0));
  command->add_flag("--self-test", options->self_test,
                    "Classify the samples in the model; exit code 2 if they come out wrong");
  command->add_flag("--json", options->json, "The same as JSON");
}

}  // namespace ykien::program

#include "topic/fit/labels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "base/detail/counted.h"
#include "topic/detail/model_limits.h"
#include "ykien/base/error.h"

namespace ykien::detail {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& cure) {
  throw Error(ErrorCode::usage, "the training texts", what, cure);
}

std::vector<Topic> topics_of(std::span<const LabelledText> texts, const TrainOptions& options) {
  if (!options.topics.empty()) return options.topics;
  std::set<std::string> ids;
  for (const LabelledText& text : texts) ids.emplace(text.topic);
  std::vector<Topic> topics;
  for (const std::string& id : ids) topics.push_back({id, id, id});
  return topics;
}

class Numbers {
 public:
  explicit Numbers(const std::vector<Topic>& topics) {
    for (std::uint32_t i = 0; i < topics.size(); ++i) numbers_.emplace(topics[i].id, i);
  }
  std::uint32_t operator()(std::string_view id, std::size_t text, const char* kind = "text ") const {
    const auto found = numbers_.find(id);
    if (found != numbers_.end() && !id.empty()) return found->second;
    const std::string which = kind + std::to_string(text + 1);
    if (id.empty()) refuse(which + " has no topic", "give every text a label or leave it out");
    refuse(which + " has the topic '" + std::string(id) + "', which is not among the given topics",
           "correct the label or add the topic");
  }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

void check_counts(const Labels& labels, const TrainOptions& options) {
  std::vector<std::size_t> counts(labels.topics.size());
  for (const std::uint32_t topic : labels.primary) ++counts[topic];
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] >= options.folds) continue;
    refuse("the topic '" + labels.topics[k].id + "' has " + counted(counts[k], "text") + ", fewer than the " +
               std::to_string(options.folds) + " folds of the cross-validation",
           "add texts, take the topic out, or use fewer folds");
  }
}

bool is_usable(const StreamOptions& stream) {
  return stream.min_n >= 1 && stream.min_n <= stream.max_n && stream.max_n <= kLongestNgram &&
         std::isfinite(stream.weight) && stream.weight > 0;
}

bool is_share(double value) { return value >= 0 && value <= 1; }

}  // namespace

void check_options(const TrainOptions& options) {
  const auto require = [](bool good, const std::string& what, const char* cure) {
    if (!good) throw Error(ErrorCode::usage, "training", what, cure);
  };
  const std::vector<StreamOptions>& streams = options.features.streams;
  require(!streams.empty() && streams.size() <= kMostStreams && std::ranges::all_of(streams, is_usable),
          "no features can be made of these streams",
          "give 1 to 8, of n-grams of 1 to 8 units, each with a weight above 0");
  require(is_share(static_cast<double>(options.features.unaccented_share)) &&
              is_share(options.review_accuracy) && is_share(options.sample_accuracy),
          "a share is not between 0 and 1", "correct unaccented_share, review_accuracy or sample_accuracy");
  std::set<std::string_view> ids;
  for (const Topic& topic : options.topics) {
    require(!topic.id.empty(), "a given topic has no id", "give every topic an id");
    require(ids.insert(topic.id).second, "the topic '" + topic.id + "' is given twice", "give each topic once");
  }
}

Labels read_labels(std::span<const LabelledText> texts, const TrainOptions& options) {
  if (texts.empty()) refuse("there are none", "give a file with at least some texts of each topic");
  Labels labels;
  labels.topics = topics_of(texts, options);
  if (labels.topics.size() < 2) refuse("they all have the same topic", "give texts of at least two topics");
  if (labels.topics.size() > kMostTopics) {
    refuse("there are " + std::to_string(labels.topics.size()) + " topics, at most " +
               std::to_string(kMostTopics) + " are possible",
           "check that the label column holds topics");
  }
  const Numbers number(labels.topics);
  std::map<std::string_view, std::uint32_t> groups;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    labels.primary.push_back(number(texts[i].topic, i));
    std::vector<std::uint32_t>& secondary = labels.secondary.emplace_back();
    for (const std::string_view id : texts[i].secondary) secondary.push_back(number(id, i));
    const auto own = static_cast<std::uint32_t>(texts.size() + i);  // beyond the numbers of shared groups
    const auto shared = static_cast<std::uint32_t>(groups.size());
    const bool alone = texts[i].group.empty();
    labels.grouped |= !alone;
    labels.group.push_back(alone ? own : groups.emplace(texts[i].group, shared).first->second);
  }
  for (std::size_t i = 0; i < options.samples.size(); ++i)
    static_cast<void>(number(options.samples[i].topic, i, "sample "));
  check_counts(labels, options);
  return labels;
}

}  // namespace ykien::detail

#include "topic/fit/labels.h"

#include <map>
#include <set>
#include <string>

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
  std::uint32_t operator()(std::string_view id, std::size_t text) const {
    const auto found = numbers_.find(id);
    if (found != numbers_.end() && !id.empty()) return found->second;
    const std::string which = "text " + std::to_string(text + 1);
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
    refuse("the topic '" + labels.topics[k].id + "' has " + std::to_string(counts[k]) + " texts, fewer than the " +
               std::to_string(options.folds) + " folds of the cross-validation",
           "add texts, take the topic out, or use fewer folds");
  }
}

}  // namespace

Labels read_labels(std::span<const LabelledText> texts, const TrainOptions& options) {
  if (texts.empty()) refuse("there are none", "give a file with at least some texts of each topic");
  Labels labels;
  labels.topics = topics_of(texts, options);
  if (labels.topics.size() < 2) refuse("they all have the same topic", "give texts of at least two topics");
  if (labels.topics.size() > kMostTopics) {
    refuse("there are " + std::to_string(labels.topics.size()) + " topics, at most " + std::to_string(kMostTopics) +
               " are possible",
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
  check_counts(labels, options);
  return labels;
}

}  // namespace ykien::detail

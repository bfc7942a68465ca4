#include "topic_group.h"

#include <algorithm>
#include <optional>

#include "batch.h"
#include "cells.h"
#include "checksum.h"
#include "columns.h"
#include "labelled.h"
#include "occurrences.h"
#include "process.h"
#include "progress.h"
#include "ykien/study/trends.h"

namespace ykien::program {
namespace {

constexpr std::size_t kLongestKept = std::size_t{16} << 10;  // bytes

// Where the text and the topic stand.
struct Places {
  std::size_t text = 0;
  std::optional<std::size_t> topic;
};

Places places_of(const Input& input, const GroupColumns& columns, const RowBatch& sample) {
  const auto& header = input.reader.header();
  Places places;
  places.text = columns.text.empty() ? find_text_column(header, sample, input.name).column
                                     : column_called(header, columns.text, input.name);
  if (!columns.topic.empty()) places.topic = column_called(header, columns.topic, input.name);
  return places;
}

class GroupReader {
 public:
  GroupReader(const Places& places, bool keep_texts, const Classifier* classifier, TermCorpus& corpus,
              TopicGroup& group)
      : places_(places), keep_texts_(keep_texts), classifier_(classifier), corpus_(corpus), group_(group) {}

  void add(const RowBatch& batch) {
    for (std::size_t row = 0; row < batch.size(); ++row) add(batch.fields(row), batch.info(row));
  }

 private:
  void add(std::span<const std::string_view> fields, const RowBatch::Info& info) {
    const std::string_view text = cell(fields, places_.text);
    if (info.unreadable) return group_.unreadable.add(info.line);
    if (is_blank(text)) return group_.without_text.add(info.line);
    if (!take_topics(text, fields)) return group_.without_topic.add(info.line);
    group_.texts.push_back(corpus_.add(text));
    group_.lines.push_back(info.line);
    if (keep_texts_) group_.kept.emplace_back(text.substr(0, kLongestKept));
  }

  // False for a row without a topic.
  bool take_topics(std::string_view text, std::span<const std::string_view> fields) {
    if (!places_.topic) {
      const Decision decision = classifier_->classify(text, workspace_);
      for (const float probability : decision.probabilities())
        group_.posterior.push_back(rounded_posterior(static_cast<double>(probability)));
      return true;
    }
    const std::vector<std::string> labels = split_labels(cell(fields, places_.topic));
    if (labels.empty()) return false;
    group_.topics[labels[0]] += 1.0;
    for (const std::string& label : labels) group_.any[label] += 1.0;
    group_.several += labels.size() > 1 ? 1 : 0;
    return true;
  }

  Places places_;
  bool keep_texts_;
  const Classifier* classifier_;
  TermCorpus& corpus_;
  TopicGroup& group_;
  Workspace workspace_;
};

void fill(table::Reader& reader, RowBatch& batch) {
  batch.clear();
  for (table::Row row; !batch.full() && reader.next(row);) batch.add(row);
}

}  // namespace

std::string TopicGroup::left_out() const {
  const auto line = [this](const table::Occurrences& rows, std::string_view what) {
    const std::string text = trouble_line(rows, what);
    return text.empty() ? text : name + ": " + text;
  };
  return line(without_text, "without text: left out") + line(without_topic, "without a topic: left out") +
         line(unreadable, "that cannot be read: left out");
}

std::size_t TopicGroup::place_of(std::uint32_t text) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(texts, text) - texts.begin());
}

TopicGroup read_group(const InputOptions& options, const GroupColumns& columns, const Classifier* classifier,
                      TermCorpus& corpus, bool progress) {
  Checksum checksum;
  Input input = open_input(summed(options, checksum));
  TopicGroup group;
  group.name = input.name;
  group.path = options.path;
  RowBatch batch;
  fill(input.reader, batch);
  const Places places = places_of(input, columns, batch);
  group.text_column = input.reader.header()[places.text];
  GroupReader reader(places, columns.keep_texts, classifier, corpus, group);
  ProgressLine line("reading", "row", progress);
  for (; !batch.empty(); fill(input.reader, batch)) {
    reader.add(batch);
    const table::Progress done = input.reader.progress();
    line.set(group.rows(), done.done, done.total);
    line.draw_if_due();
    check_interrupt();
  }
  group.checksum = checksum.text();
  return group;
}

}  // namespace ykien::program

#include "held_out.h"

#include <fmt/format.h>

#include <algorithm>

#include "process.h"
#include "ykien/table/writer.h"
#include "ykien/topic/doubtful.h"

namespace ykien::program {
namespace {

using Fields = std::vector<std::string>;

void write(table::Writer& writer, const Fields& fields) {
  const std::vector<std::string_view> views(fields.begin(), fields.end());
  writer.write_row(views);
}

std::string number(double value) { return fmt::format("{:.4f}", value); }

std::vector<std::uint32_t> labels_of(const LabelledTable& table, const Trained& trained) {
  std::vector<std::uint32_t> labels;
  for (const std::uint32_t text : trained.searched) {
    labels.push_back(trained.model.topic_index(table.rows[text].labels[0]));
  }
  return labels;
}

Fields doubtful_fields(const LabelledRow& row, const Doubtful& one, std::span<const Topic> topics) {
  return {std::to_string(row.line),
          topics[one.label].id,
          fmt::format("{}", fmt::join(row.labels.begin() + 1, row.labels.end(), "|")),
          topics[one.predicted].id,
          number(one.probability),
          number(one.probability_of_label),
          row.text};
}

Fields out_of_fold_fields(const LabelledRow& row, bool accents, std::span<const double> probabilities,
                          std::span<const Topic> topics) {
  const auto best = std::ranges::max_element(probabilities) - probabilities.begin();
  Fields fields = {std::to_string(row.line), accents ? "yes" : "no", row.labels[0],
                   topics[static_cast<std::size_t>(best)].id};
  for (const double probability : probabilities) fields.push_back(number(probability));
  return fields;
}

}  // namespace

std::size_t write_doubtful(const std::string& path, const LabelledTable& table, const Trained& trained) {
  const auto topics = trained.model.topics();
  const std::vector<Doubtful> found =
      doubtful(labels_of(table, trained), trained.out_of_fold, static_cast<std::uint32_t>(topics.size()));
  const InterruptGuard guard;
  table::Writer writer = table::Writer::open(path, {.number_columns = {0, 4, 5}});
  write(writer, {"line", "label", "secondary", "predicted", "probability", "label_probability", "text"});
  for (const Doubtful& one : found) {
    write(writer, doubtful_fields(table.rows[trained.searched[one.row]], one, topics));
  }
  check_interrupt();
  writer.finish();
  return found.size();
}

void write_out_of_fold(const std::string& path, const LabelledTable& table, const Trained& trained) {
  const auto topics = trained.model.topics();
  const InterruptGuard guard;
  Fields header = {"line", "accents", "label", "predicted"};
  std::vector<std::size_t> numbers = {0};
  for (const Topic& topic : topics) {
    numbers.push_back(header.size());
    header.push_back(topic.id);
  }
  table::Writer writer = table::Writer::open(path, {.number_columns = std::move(numbers)});
  write(writer, header);
  const auto rows = [&](bool accents, std::span<const std::uint32_t> texts,
                        std::span<const double> probabilities) {
    for (const std::uint32_t text : texts) {
      write(writer,
            out_of_fold_fields(table.rows[text], accents, probabilities.first(topics.size()), topics));
      probabilities = probabilities.subspan(topics.size());
    }
  };
  rows(true, trained.searched, trained.out_of_fold);
  rows(false, trained.searched_unaccented, trained.out_of_fold_unaccented);
  check_interrupt();
  writer.finish();
}

}  // namespace ykien::program

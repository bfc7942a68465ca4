#include "models.h"

#include <fmt/format.h>

#include "terminal.h"

namespace ykien::program {

Model model_at(const std::string& path) { return path.empty() ? Model::civic() : Model::load(path); }

std::string fact(const Model& model, const std::string& key) {
  for (const Fact& one : model.facts()) {
    if (one.key == key) return one.value;
  }
  return "";
}

std::string model_line(const Model& model) {
  const std::string name = fact(model, "name");
  return fmt::format("{}{}, {}, {}", name.empty() ? "" : name + ", ", counted(model.topics().size(), "topic"),
                     counted(model.feature_count(), "feature"), model.checksum());
}

}  // namespace ykien::program

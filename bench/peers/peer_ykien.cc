// peer_ykien MODEL WARM TEXTS LABELS PASSES: ykien itself. WARM are other texts of the same kind, as it would
// have met before.
#include <cstdlib>

#include "driver.h"
#include "ykien/ykien.h"

int main(int count, char** arguments) {
  if (count != 6) return 2;
  const ykien::Model model = ykien::Model::load(arguments[1]);
  const ykien::Classifier classifier(model);
  ykien::Workspace workspace;
  for (const std::string& text : ykien::bench::read_lines(arguments[2])) classifier.classify(text, workspace);
  return ykien::bench::run_peer(
      arguments[3], arguments[4], std::atoi(arguments[5]),
      [&](const std::string& text) { return static_cast<int>(classifier.classify(text, workspace).topic()); },
      [&](int topic) { return model.topics()[static_cast<std::size_t>(topic)].id; });
}

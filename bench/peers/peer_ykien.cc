// peer_ykien TOGETHER MODEL WARM TEXTS LABELS PASSES: ykien itself, TOGETHER texts a call. WARM are other
// texts of the same kind, as it would have met before.
#include <algorithm>
#include <cstdlib>
#include <span>
#include <string_view>

#include "driver.h"
#include "ykien/ykien.h"

int main(int count, char** arguments) {
  if (count != 7) return 2;
  const std::size_t together = std::strtoul(arguments[1], nullptr, 10);
  const ykien::Model model = ykien::Model::load(arguments[2]);
  const ykien::Classifier classifier(model);
  ykien::Workspace workspace;
  for (const std::string& text : ykien::bench::read_lines(arguments[3])) classifier.classify(text, workspace);
  const char* const texts_path = arguments[4];
  const char* const labels_path = arguments[5];
  const int passes = std::atoi(arguments[6]);
  const auto label = [&](int topic) { return model.topics()[static_cast<std::size_t>(topic)].id; };
  if (together <= 1) {
    const auto one = [&](const std::string& text) {
      return static_cast<int>(classifier.classify(text, workspace).topic());
    };
    return ykien::bench::run_peer(texts_path, labels_path, passes, one, label);
  }
  std::vector<std::string_view> views(together);
  std::vector<ykien::Decision> decisions(together);
  const auto all = [&](const std::vector<std::string>& texts, std::vector<int>& found) {
    for (std::size_t at = 0; at < texts.size(); at += together) {
      const std::size_t some = std::min(together, texts.size() - at);
      std::copy_n(texts.begin() + static_cast<std::ptrdiff_t>(at), some, views.begin());
      classifier.classify_batch(std::span(views).first(some), decisions, workspace);
      for (std::size_t i = 0; i < some; ++i) found[at + i] = static_cast<int>(decisions[i].topic());
    }
  };
  return ykien::bench::run_passes(texts_path, labels_path, passes, all, label);
}

// A whole program around the library: which topic a text belongs to, how sure that is, and why.
#include <ykien/ykien.h>

#include <cstdio>
#include <string>

int main(int argc, char** argv) {
  const std::string text = argc > 1 ? argv[1] : "Đề nghị sửa đèn đường ở kiệt 12, hư cả tháng nay chưa ai sửa.";

  const ykien::Classifier classifier(ykien::Model::civic());  // one for all threads
  ykien::Workspace workspace;                                 // one for each thread
  const ykien::Decision decision = classifier.classify(text, workspace);

  const ykien::Topic& topic = classifier.model().topics()[decision.topic()];
  std::printf("%s (%s): %.2f%s\n", topic.id.c_str(), topic.name.c_str(),
              static_cast<double>(decision.probability()), decision.needs_review() ? ", please check" : "");

  for (const ykien::Contribution& part : ykien::explain(classifier.model(), text, 3).contributions) {
    const std::string_view source = ykien::slice(text, part.sources.front());  // as the text has it
    std::printf("  %+.2f  %.*s\n", static_cast<double>(part.moved[decision.topic()]),
                static_cast<int>(source.size()), source.data());
  }
}

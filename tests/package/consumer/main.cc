// Calls something of each component that was asked for, so that a missing symbol or library shows.
#include <ykien/ykien.h>

#include <cstdlib>
#include <iostream>

#ifdef WITH_STUDY
#include <ykien/topic/train.h>
#endif
#ifdef WITH_TABLE
#include <ykien/table/reader.h>
#endif

namespace {

// What `wrong` complains about: it must come through the library's border as the one exception type.
template <typename Call>
void complain(Call wrong) {
  try {
    wrong();
  } catch (const ykien::Error& error) {
    std::cout << error.what() << '\n';
    return;
  }
  std::cerr << "no error\n";
  std::exit(1);
}

}  // namespace

int main() {
  const ykien::Classifier classifier(ykien::Model::civic());
  ykien::Workspace workspace;
  const ykien::Decision decision = classifier.classify("Đường tổ 5 ngập nặng", workspace);
  std::cout << YKIEN_VERSION << ": " << classifier.model().topics()[decision.topic()].id << '\n';
  std::cout << ykien::redact(ykien::expand("ubnd k trả lời 0905123456").text) << '\n';
  complain([] { ykien::Model::load("no/such.model"); });
#ifdef WITH_STUDY
  complain([] { ykien::train({}); });
#endif
#ifdef WITH_TABLE
  complain([] { ykien::table::Reader::open("no/such.csv"); });
#endif
}

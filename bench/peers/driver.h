// What every peer program does: read texts, one a line, classify them all several times, tell the median time
// of a pass on standard output as nanoseconds of processor time a document, and write the label of each text
// to a file.
#ifndef YKIEN_BENCH_PEERS_DRIVER_H_
#define YKIEN_BENCH_PEERS_DRIVER_H_

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

namespace ykien::bench {

inline std::vector<std::string> read_lines(const char* path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// `classify_all(texts, found)` gives each text a number; `label(number)` is its name. Returns the exit code.
template <typename ClassifyAll, typename Label>
int run_passes(const char* texts_path, const char* labels_path, int passes, ClassifyAll classify_all,
               Label label) {
  const std::vector<std::string> texts = read_lines(texts_path);
  if (texts.empty()) return std::fprintf(stderr, "%s: no texts\n", texts_path), 2;
  std::vector<int> found(texts.size());
  std::vector<double> nanoseconds;
  for (int pass = 0; pass <= passes; ++pass) {  // the first one warms up
    const std::clock_t begin = std::clock();
    classify_all(texts, found);
    const double took = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    if (pass > 0) nanoseconds.push_back(took / static_cast<double>(texts.size()));
  }
  std::ranges::sort(nanoseconds);
  std::printf("%.1f\n", nanoseconds[nanoseconds.size() / 2]);
  std::ofstream out(labels_path);
  for (const int number : found) out << label(number) << '\n';
  out.close();
  return out ? 0 : 1;
}

// The same one text a call: `classify(text)` gives a number.
template <typename Classify, typename Label>
int run_peer(const char* texts_path, const char* labels_path, int passes, Classify classify, Label label) {
  const auto one_by_one = [&](const std::vector<std::string>& texts, std::vector<int>& found) {
    for (std::size_t i = 0; i < texts.size(); ++i) found[i] = classify(texts[i]);
  };
  return run_passes(texts_path, labels_path, passes, one_by_one, label);
}

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_PEERS_DRIVER_H_

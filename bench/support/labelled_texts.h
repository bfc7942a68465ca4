// Labelled texts cut into documents of one length, one half to learn from and one half to be timed.
#ifndef YKIEN_BENCH_SUPPORT_LABELLED_TEXTS_H_
#define YKIEN_BENCH_SUPPORT_LABELLED_TEXTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ykien::bench {

struct Labelled {
  std::string text;
  std::string label;
};

struct Halves {
  std::vector<Labelled> learnt;
  std::vector<std::string> unseen;  // at most 10,000
};

// From a table with the columns text and label, or from the civic corpus if `path` is empty (its short texts
// of one topic are joined first). Only the seven most frequent labels are used. Throws ykien::Error.
Halves halves(const std::string& path, std::size_t words);

// All texts of such a table as they are. Throws ykien::Error.
std::vector<Labelled> whole_texts(const std::string& path);

// Takes --texts=FILE out of the arguments of a program and returns FILE; says so when there is none.
std::string take_texts_option(int& count, char** arguments);
// Takes every `flag` out of the arguments; true if there was one.
bool take_flag(std::string_view flag, int& count, char** arguments);

// The first `words` words of each text; texts decomposed (NFD) and in capitals.
std::vector<std::string> cut(const std::vector<std::string>& texts, std::size_t words);
std::vector<std::string> decomposed(const std::vector<std::string>& texts);
std::vector<std::string> upper(const std::vector<std::string>& texts);

}  // namespace ykien::bench

#endif  // YKIEN_BENCH_SUPPORT_LABELLED_TEXTS_H_

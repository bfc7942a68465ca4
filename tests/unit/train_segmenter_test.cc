// Training on a small set of our own: the same bytes each time, and what was learned is found again. The
// shipped model's data are no part of this project.
#include "text/fit/train_segmenter.h"

#include <gtest/gtest.h>

#include "ykien/text/segment.h"

namespace ykien {
namespace {

using detail::Gap;

constexpr const char* kGold[] = {"Tổ dân_phố họp bàn việc vệ_sinh môi_trường .",
                                 "Đề_nghị phường lắp đèn_đường ở hẻm nhỏ .",
                                 "Người_dân đề_nghị lắp thêm đèn_đường .",
                                 "Môi_trường ở hẻm nhỏ chưa tốt .",
                                 "Phường bàn việc lắp đèn_đường .",
                                 "Cán_bộ phường họp với người_dân .",
                                 "Vệ_sinh ở hẻm nhỏ chưa tốt .",
                                 "Người_dân họp bàn với cán_bộ ."};

detail::SegmenterCorpus corpus() {
  detail::SegmenterCorpus made;
  detail::UnitCutter cutter;
  for (const char* line : kGold) {
    made.gold.push_back(parse_labelled(line, cutter));
    made.silver.push_back(parse_labelled(line, cutter));
  }
  made.silver.push_back(detail::parse_labelled("Cán_bộ phường~ta họp .", cutter));
  made.lexicon = "tổ dân phố\n";
  made.provenance = "gold: eight lines\n";
  return made;
}

std::string trained() {
  detail::SegmenterOptions options;
  options.accented_bits = 12;
  options.plain_bits = 12;
  return detail::train_segmenter(corpus(), options, [](const std::string&) {});
}

TEST(TrainSegmenter, GivesTheSameBytesEachTime) { EXPECT_EQ(trained(), trained()); }

TEST(TrainSegmenter, LearnsItsLines) {
  const Segmenter segmenter(SegmentModel::from_bytes(trained()));
  const std::string text = "Tổ dân phố đề nghị lắp đèn đường ở hẻm nhỏ .";
  const Segmented found = segmenter.segment(text);
  std::string words;
  for (const Word& word : found.words) words += std::string(slice(text, word.range)) + '|';
  EXPECT_EQ(words, "Tổ dân phố|đề nghị|lắp|đèn đường|ở|hẻm|nhỏ|.|");
  EXPECT_EQ(segmenter.model().provenance(), "gold: eight lines\n");
}

TEST(LabelledLine, ReadsGaps) {
  detail::UnitCutter cutter;
  const detail::LabelledLine line = detail::parse_labelled("a_b c~d TP. 95%", cutter);
  EXPECT_EQ(line.size(), 6U);
  EXPECT_EQ(line.gaps, (std::vector<Gap>{Gap::joined, Gap::apart, Gap::unknown, Gap::apart, Gap::apart}));
  EXPECT_EQ(detail::parse_labelled("", cutter).size(), 0U);
}

}  // namespace
}  // namespace ykien

#include "ykien/text/segment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "ykien/base/error.h"

namespace ykien {
namespace {

// Words separated by blanks, their units joined by `_`.
std::string shown(const Segmenter& segmenter, std::string_view text) {
  const Segmented found = segmenter.segment(text);
  std::string result;
  for (const Word& word : found.words) {
    if (!result.empty()) result += ' ';
    for (std::uint32_t unit = word.first; unit < word.last; ++unit) {
      if (unit > word.first) result += '_';
      result += slice(text, found.units[unit]);
    }
  }
  return result;
}

const Segmenter& segmenter() {
  static const Segmenter made;
  return made;
}

TEST(Segment, Empty) {
  EXPECT_TRUE(segmenter().segment("").words.empty());
  EXPECT_TRUE(segmenter().segment(" \t\r\n\n ").words.empty());
}

struct Case {
  const char* text;
  const char* words;
};

const Case kCases[] = {
    {"Tổ dân phố 7 họp.", "Tổ_dân_phố 7 họp ."},
    {"UBND phường và ủy ban nhân dân quận", "UBND phường và ủy_ban_nhân_dân quận"},
    {"ỦY BAN NHÂN DÂN", "ỦY_BAN_NHÂN_DÂN"},
    {"tổ COVID cộng đồng đi từng nhà", "tổ_COVID_cộng_đồng đi từng nhà"},
    {"to dan pho so 7", "to_dan_pho so 7"},
    {"làm sổ đỏ", "làm sổ_đỏ"},
    {"kinh tế, xã hội", "kinh_tế , xã_hội"},
    {"kinh\ntế", "kinh tế"},  // each line is a text of its own
    {"Việt Nam", "Việt_Nam"},
};

TEST(Segment, FindsWords) {
  for (const Case& each : kCases) EXPECT_EQ(shown(segmenter(), each.text), each.words) << each.text;
}

TEST(Segment, RangesNameTheSource) {
  const std::string text = "  Kinh  tế, xã\xC2\xA0hội ";  // a no-break space stands within a piece
  const Segmented found = segmenter().segment(text);
  ASSERT_EQ(found.words.size(), 3U);
  EXPECT_EQ(slice(text, found.words[0].range), "Kinh  tế");
  EXPECT_EQ(slice(text, found.words[1].range), ",");
  EXPECT_EQ(slice(text, found.words[2].range), "xã\xC2\xA0hội");
  EXPECT_EQ(slice(text, found.units[3]), "xã");
}

TEST(Segment, IllFormedBytesAreMarks) {
  const Segmented found = segmenter().segment("kinh tế \xFF\xFE xã hội");
  ASSERT_EQ(found.words.size(), 3U);
  EXPECT_EQ(found.words[1].range, (Range{10, 12}));
}

TEST(Segment, TheUsersDictionaryKeepsWordsWhole) {
  const Segmenter own(SegmentModel::words(), Dictionary::parse("# ours\n\nđi từng nhà\nHẻm_45 Lê Lợi\r\n"));
  EXPECT_EQ(shown(own, "họ đi từng nhà"), "họ đi_từng_nhà");
  EXPECT_EQ(shown(own, "HẺM 45 lê lợi ngập"), "HẺM_45_lê_lợi ngập");
  EXPECT_EQ(shown(own, "ho di tung nha"), "ho di_tung_nha");
}

TEST(Segment, TheLongerEntryCounts) {
  const Segmenter own(SegmentModel::words(), Dictionary::parse("tổ dân\nphường tổ dân\n"));
  EXPECT_EQ(shown(own, "tổ dân phố"), "tổ_dân_phố");
  EXPECT_EQ(shown(own, "phường tổ dân phố"), "phường_tổ_dân phố");
}

TEST(Dictionary, CountsItsWords) {
  EXPECT_EQ(Dictionary().size(), 0U);
  EXPECT_EQ(Dictionary::parse("a b\n# c d\nc d").size(), 2U);
}

template <typename Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("no error");
}

TEST(Dictionary, NamesTheBadLine) {
  const Error one = error_of([] { Dictionary::parse("a b\n\nđường\n", "own.txt"); });
  EXPECT_EQ(one.code(), ErrorCode::format);
  EXPECT_EQ(one.where(), "own.txt:3");
  EXPECT_EQ(error_of([] { Dictionary::parse("a a a a a a a a a a a a a a a a a"); }).code(),
            ErrorCode::format);
  EXPECT_EQ(error_of([] { Dictionary::load("/nonexistent/own.txt"); }).code(), ErrorCode::not_found);
  EXPECT_EQ(error_of([] { Dictionary::load("/"); }).code(), ErrorCode::io);
}

TEST(SegmentModel, TakesLittleMemory) { EXPECT_LE(SegmentModel::words().bytes().size(), 10'000'000U); }

TEST(SegmentModel, SaysWhereItComesFrom) {
  const std::string_view provenance = SegmentModel::words().provenance();
  for (const char* part : {"gold: ", "silver: ", "CC BY-SA", "MIT"})
    EXPECT_NE(provenance.find(part), std::string_view::npos) << part;
}

TEST(SegmentModel, ACopyOfItsBytesIsTheSameModel) {
  const SegmentModel copy = SegmentModel::from_bytes(SegmentModel::words().bytes());
  EXPECT_EQ(copy.bytes(), SegmentModel::words().bytes());
  EXPECT_EQ(shown(Segmenter(copy), kCases[0].text), kCases[0].words);
}

TEST(SegmentModel, EachTruncationIsAnError) {
  const std::string_view bytes = SegmentModel::words().bytes();
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{63}, std::size_t{64},
                                 std::size_t{200}, bytes.size() / 2, bytes.size() - 1}) {
    EXPECT_EQ(error_of([&] { SegmentModel::from_bytes(bytes.substr(0, size)); }).code(), ErrorCode::damaged)
        << size;
  }
}

TEST(SegmentModel, AnyChangedByteIsAnError) {
  std::string bytes(SegmentModel::words().bytes());
  const auto check = [&bytes](std::size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    const ErrorCode code = error_of([&] { SegmentModel::from_bytes(bytes); }).code();
    EXPECT_TRUE(code == ErrorCode::damaged || code == ErrorCode::version) << at;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  };
  for (std::size_t at = 0; at < 192; ++at) check(at);
  for (std::size_t at = 192; at < bytes.size(); at += bytes.size() / 37) check(at);
}

// The format number stands after the eight bytes that name the kind of file.
TEST(SegmentModel, AnotherFormatIsNamedOlderOrNewer) {
  std::string bytes(SegmentModel::words().bytes());
  bytes[8] = static_cast<char>(bytes[8] + 1);
  const Error newer = error_of([&] { SegmentModel::from_bytes(bytes, "w"); });
  EXPECT_EQ(newer.code(), ErrorCode::version);
  EXPECT_STREQ(newer.what(),
               "w: the model has format 3, which is newer than the format 2 that this ykien reads; "
               "use a newer ykien");
  bytes[8] = static_cast<char>(bytes[8] - 2);
  const Error older = error_of([&] { SegmentModel::from_bytes(bytes, "w"); });
  EXPECT_EQ(older.code(), ErrorCode::version);
  EXPECT_STREQ(older.what(),
               "w: the model has format 1, which is older than the format 2 that this ykien reads; "
               "use the built-in model, or a file made for this ykien");
}

TEST(SegmentModel, OtherFilesAreNoWordModels) {
  const Error error = error_of([] { SegmentModel::from_bytes("text,topic\r\n", "t.csv"); });
  EXPECT_EQ(error.code(), ErrorCode::damaged);
  EXPECT_STREQ(
      error.what(),
      "t.csv: this is not a ykien word model; name a file that holds one, or use the built-in model");
}

}  // namespace
}  // namespace ykien

// TF-IDF against scikit-learn's (tests/reference/tfidf_reference.py), and the units that features are made of.
#include "ykien/topic/vectorize.h"

#include <gtest/gtest.h>

#include <map>

#include "support_model.h"
#include "support_text.h"
#include "ykien/text/normalize.h"

namespace ykien {
namespace {

const std::vector<std::string_view> kTexts = {
    "tổ dân phố họp tổ dân phố thu quỹ", "cán bộ phường thu quỹ của tổ dân phố",
    "đường hẻm ngập nước đường đường đường", "tổ trưởng thu quỹ không công khai",
    "ngập nước", "quỹ"};

struct Settings {
  FeatureOptions options;
  std::uint32_t min_df;
};

const std::map<std::string, Settings>& settings() {
  static const std::map<std::string, Settings> all = {
      {"default", {{{{StreamKind::accented, 1, 3, 1}}, true, true, 0.15F, false}, 1}},
      {"min_df_2", {{{{StreamKind::accented, 1, 2, 1}}, true, true, 0.15F, false}, 2}},
      {"raw_tf", {{{{StreamKind::accented, 1, 1, 1}}, false, true, 0.15F, false}, 1}},
      {"no_norm", {{{{StreamKind::accented, 1, 2, 1}}, true, false, 0.15F, false}, 1}},
      {"bigrams_only", {{{{StreamKind::accented, 2, 2, 1}}, true, true, 0.15F, false}, 1}}};
  return all;
}

using Vector = std::map<std::string, double>;

Vector vector_of(const Model& model, std::string_view text) {
  const std::string folded = normalize(text).text;
  const SparseVector vector = vectorize(model, folded, tokenize(folded));
  Vector result;
  for (std::size_t i = 0; i < vector.ids.size(); ++i) result[feature_name(model, vector.ids[i])] = vector.values[i];
  return result;
}

TEST(Vectorize, EqualsScikitLearn) {
  std::map<std::string, std::map<std::size_t, Vector>> wanted;
  for (const auto& row : test::read_rows("topic/tfidf.tsv")) wanted[row[0]][std::stoul(row[1])][row[2]] = std::stod(row[3]);
  ASSERT_EQ(wanted.size(), settings().size());
  std::size_t compared = 0;
  for (const auto& [name, setting] : settings()) {
    const Model model(test::toy_data(kTexts, setting.options, setting.min_df, 2));
    for (std::size_t text = 0; text < kTexts.size(); ++text) {
      const Vector got = vector_of(model, kTexts[text]);
      const Vector& expected = wanted[name][text];
      ASSERT_EQ(got.size(), expected.size()) << name << " text " << text;
      for (const auto& [ngram, value] : expected) {
        ASSERT_TRUE(got.contains(ngram)) << name << ": " << ngram;
        EXPECT_NEAR(got.at(ngram), value, 1e-6) << name << ": " << ngram;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 120U);
}

TEST(Vectorize, UnitsNobodyHasSeenBreakNgrams) {
  const Model model(test::toy_data(kTexts, settings().at("default").options, 1, 2));
  const Vector got = vector_of(model, "tổ xyz dân phố");
  EXPECT_TRUE(got.contains("dân phố"));
  EXPECT_TRUE(got.contains("tổ"));
  EXPECT_FALSE(got.contains("tổ dân"));
}

TEST(Vectorize, PunctuationDoesNotBreakNgrams) {
  const Model model(test::toy_data(kTexts, settings().at("default").options, 1, 2));
  EXPECT_TRUE(vector_of(model, "Tổ, dân - PHỐ!").contains("tổ dân phố"));
}

TEST(Vectorize, NgramsThatOpenATextAreOthers) {
  const Model model(test::toy_data(kTexts, {{{StreamKind::accented, 1, 3, 1}}}, 1, 2));
  const Vector opening = vector_of(model, "Tổ dân phố");
  EXPECT_TRUE(opening.contains("<đầu> tổ"));
  EXPECT_TRUE(opening.contains("<đầu> tổ dân"));
  EXPECT_TRUE(opening.contains("tổ dân phố"));
  EXPECT_FALSE(opening.contains("<đầu>"));
  const Vector further_on = vector_of(model, "quỹ tổ dân phố");
  EXPECT_TRUE(further_on.contains("<đầu> quỹ"));
  EXPECT_FALSE(further_on.contains("<đầu> tổ"));
  EXPECT_TRUE(vector_of(model, "").empty());
  EXPECT_TRUE(vector_of(model, "... <đầu>").empty()) << "nobody can type the start";
}

TEST(Vectorize, PlainStreamReadsTextWithoutAccents) {
  const Model model = test::toy_model();
  const std::string folded = "to dan pho";
  const SparseVector vector = vectorize(model, folded, tokenize(folded));
  bool found = false;
  for (const std::uint32_t id : vector.ids) {
    found |= feature_stream(model, id) == StreamKind::plain && feature_name(model, id) == "to dan";
  }
  EXPECT_TRUE(found);
}

TEST(FeatureUnit, KindsStandForWhatVaries) {
  const std::pair<const char*, const char*> cases[] = {
      {"đường", "đường"}, {"45", "45"}, {"2021", "2021"}, {"1.000.000", "<số>"}, {"24/7/2021", "<ngày>"},
      {"7h30", "<giờ>"}, {"500k", "<tiền>"}, {"https://a.vn", "<url>"}, {"a@b.vn", "<email>"},
      {"0905123456", "<điện thoại>"}, {"15/2021/nq-hđnd", "15/2021/nq-hđnd"}, {"👍", "👍"}, {"...", ""}};
  for (const auto& [text, unit] : cases) {
    const std::vector<Token> tokens = tokenize(text);
    ASSERT_EQ(tokens.size(), 1U) << text;
    EXPECT_EQ(feature_unit(text, tokens[0]), unit);
  }
}

}  // namespace
}  // namespace ykien

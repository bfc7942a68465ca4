// What the shipped model makes of our own sentences without their accents, word for word.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "support_accents.h"
#include "ykien/text/restore.h"
#include "ykien/text/tokenize.h"

namespace ykien {
namespace {

constexpr const char* kGolden = YKIEN_SOURCE_DIR "/tests/golden/accents/restored.txt";

std::string restore_all(const AccentModel& model) {
  std::string all;
  for (const std::string& sentence : test::accented_sentences()) {
    all += restore_accents(test::plain(sentence), model).text + "\n";
  }
  return all;
}

// YKIEN_WRITE_GOLDEN=1 writes the file anew, to be read before it is committed.
TEST(ShippedAccents, RestoreAsBefore) {
  const AccentModel* model = test::shipped_accent_model();
  if (model == nullptr) GTEST_SKIP() << "built without models/accents/accents.model";
  const std::string restored = restore_all(*model);
  if (std::getenv("YKIEN_WRITE_GOLDEN") != nullptr) std::ofstream(kGolden, std::ios::binary) << restored;
  std::ifstream file(kGolden, std::ios::binary);
  EXPECT_EQ(restored, std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST(ShippedAccents, GetNineteenOfTwentySyllablesRight) {
  const AccentModel* model = test::shipped_accent_model();
  if (model == nullptr) GTEST_SKIP() << "built without models/accents/accents.model";
  std::size_t syllables = 0;
  std::size_t right = 0;
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string truth = normalize(sentence).text;
    const std::string restored = restore_accents(test::plain(sentence), *model).text;
    const std::vector<Token> wanted = tokenize(truth);
    const std::vector<Token> got = tokenize(restored);
    ASSERT_EQ(wanted.size(), got.size()) << truth;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].kind != TokenKind::syllable) continue;
      ++syllables;
      right += slice(truth, wanted[i].range) == slice(restored, got[i].range) ? 1 : 0;
    }
  }
  EXPECT_GE(20 * right, 19 * syllables) << right << " of " << syllables;
}

}  // namespace
}  // namespace ykien

// Training restoring accents, and its model file: same bytes, every truncation, flipped bytes, numbers that
// lie.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/detail/section_file.h"
#include "support_accents.h"
#include "text/detail/accent_data.h"
#include "ykien/text/restore.h"

namespace ykien {
namespace {

const std::string& good_bytes() {
  static const std::string bytes = to_bytes(test::small_accent_model());
  return bytes;
}

ErrorCode code_of(const std::string& bytes) {
  try {
    AccentModel::from_bytes(bytes, "m");
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    EXPECT_FALSE(error.cure().empty());
    return error.code();
  }
  ADD_FAILURE() << "the damage was not found";
  return ErrorCode::usage;
}

TEST(AccentTraining, GivesTheSameBytesEachTime) {
  EXPECT_EQ(to_bytes(train_accents(test::accented_sentences(), test::small_training())), good_bytes());
}

// The figure that pins the bytes across machines and compilers; it changes when the training does.
TEST(AccentTraining, LearnsItsTextsByHeart) {
  std::size_t right = 0;
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string restored = restore_accents(test::plain(sentence), test::small_accent_model()).text;
    right += restored == normalize(sentence).text ? 1 : 0;
  }
  EXPECT_GE(right, 95U);
}

TEST(AccentTraining, RefusesWhatItCannotLearnFrom) {
  const std::vector<std::string> plain = {"khong co dau nao ca", "12345", ""};
  EXPECT_THROW(train_accents(plain), Error);
  AccentTrainOptions options;
  options.dropout = 1;
  EXPECT_THROW(train_accents(test::accented_sentences(), options), Error);
}

TEST(AccentModelFile, ComesBackAsItWas) {
  const AccentModel model = AccentModel::from_bytes(good_bytes());
  EXPECT_EQ(to_bytes(model), good_bytes());
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string plain = test::plain(sentence);
    EXPECT_EQ(restore_accents(plain, model).text, restore_accents(plain, test::small_accent_model()).text);
  }
}

TEST(AccentModelFile, EveryTruncationIsFound) {
  for (std::size_t size = 0; size < good_bytes().size(); size += size < 512 ? 1 : 61) {
    ASSERT_EQ(code_of(good_bytes().substr(0, size)), ErrorCode::damaged) << size;
  }
}

TEST(AccentModelFile, EveryChangedByteIsFound) {
  std::string bytes = good_bytes();
  for (std::size_t at = 0; at < bytes.size(); at += at < 512 ? 1 : 7) {
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    const ErrorCode code = code_of(bytes);
    ASSERT_TRUE(code == ErrorCode::damaged || (code == ErrorCode::version && at >= 8 && at < 12)) << at;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  }
}

// What reading a model of the format `by` later than ours says.
std::string said_of_format(int by) {
  std::string bytes = good_bytes();
  bytes[8] = static_cast<char>(bytes[8] + by);
  EXPECT_EQ(code_of(bytes), ErrorCode::version);
  try {
    AccentModel::from_bytes(bytes, "m");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(AccentModelFile, AnotherFormatIsNamedOlderOrNewer) {
  EXPECT_EQ(said_of_format(1),
            "m: the model has format 3, which is newer than the format 2 that this ykien reads; "
            "use a newer ykien");
  EXPECT_EQ(said_of_format(-1),
            "m: the model has format 1, which is older than the format 2 that this ykien reads; "
            "use the built-in model, or a file made for this ykien");
}

TEST(AccentModelFile, OtherFilesAreNoModels) {
  EXPECT_EQ(code_of(good_bytes() + '\0'), ErrorCode::damaged);
  EXPECT_EQ(code_of("text,topic\r\n"), ErrorCode::damaged);
  EXPECT_THROW(AccentModel::load("/nonexistent/accents.model"), Error);
  EXPECT_THROW(AccentModel::load("/"), Error);
}

// Files whose checksums are right but whose contents are not, as a hostile writer would make them.
TEST(AccentModelFile, ContentsThatCannotBeAreFound) {
  using Damage = std::function<void(detail::AccentData&)>;
  const auto lexicon = [](std::string plain, std::string text, float prior) {
    return [=](detail::AccentData& data) {
      (void)data.lexicon.build({{plain, {detail::Candidate{text, prior}}}});
    };
  };
  const std::pair<const char*, Damage> damages[] = {
      {"other syllable", lexicon("duong", "nước", 0)},
      {"not folded", lexicon("hoa", "hòa", 0)},
      {"capital", lexicon("Duong", "Duong", 0)},
      {"empty", lexicon("", "", 0)},
      {"infinite prior", lexicon("duong", "đường", INFINITY)},
      {"infinite level", [](auto& data) { data.levels[5] = INFINITY; }},
      {"level of nothing", [](auto& data) { data.levels[0] = 1; }},
  };
  for (const auto& [name, damage] : damages) {
    SCOPED_TRACE(name);
    detail::AccentData data = detail::read_accent_data(good_bytes(), "m", detail::Buckets::copied);
    damage(data);
    EXPECT_EQ(code_of(detail::write_accent_data(data)), ErrorCode::damaged);
  }
}

// Any table at all is safe to look up: wrong weights, but no harm.
TEST(AccentModelFile, WildTablesDoNoHarm) {
  detail::AccentData data = detail::read_accent_data(good_bytes(), "m", detail::Buckets::copied);
  std::uint64_t state = 1;
  for (detail::AccentBucket& bucket : data.buckets) {
    for (auto& head : bucket.heads)
      head = static_cast<std::uint16_t>((state = state * 6364136223846793005U + 1) >> 40);
    for (auto& tail : bucket.tails)
      tail = static_cast<std::uint8_t>((state = state * 6364136223846793005U + 1) >> 40);
    bucket.spilled = 255;
  }
  const AccentModel model = AccentModel::from_bytes(detail::write_accent_data(data));
  for (const std::string& sentence : test::accented_sentences()) {
    const std::string plain = test::plain(sentence);
    EXPECT_EQ(test::plain(restore_accents(plain, model).text), plain);
  }
}

}  // namespace
}  // namespace ykien

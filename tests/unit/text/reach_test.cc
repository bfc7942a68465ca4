// Texts, and what becomes of them, that are longer than 32-bit offsets reach.
#include "text/detail/reach.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <functional>
#include <string>

#include "text/detail/within.h"
#include "ykien/base/error.h"
#include "ykien/text/expand.h"
#include "ykien/text/redact.h"
#include "ykien/text/requests.h"
#include "ykien/text/restore.h"
#include "ykien/text/segment.h"
#include "ykien/text/sentences.h"
#include "ykien/text/tokenize.h"
#include "ykien/text/tone.h"

namespace ykien {
namespace {

std::string error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::limit);
    return error.what();
  }
  return "no error";
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

// 4 GiB of addresses, without memory as long as nobody looks.
class LongText {
 public:
  LongText() : at_(::mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {}
  LongText(const LongText&) = delete;
  LongText& operator=(const LongText&) = delete;
  ~LongText() {
    if (mapped()) ::munmap(at_, kSize);
  }
  bool mapped() const { return at_ != MAP_FAILED; }
  std::string_view text() const { return {static_cast<const char*>(at_), kSize}; }

 private:
  static constexpr std::size_t kSize = detail::kReach32 + 1;
  void* at_;
};

TEST(Reach, ATextOfMoreThan4GiBIsAnError) {
  const LongText longer;
  if (!longer.mapped()) GTEST_SKIP() << "no addresses for 4 GiB";
  const std::string_view text = longer.text();
  const std::pair<const char*, std::function<void()>> steps[] = {
      {"decode", [text] { (void)decode(text); }},
      {"normalize", [text] { (void)normalize(text); }},
      {"tokenize", [text] { (void)tokenize(text); }},
      {"sentences", [text] { (void)sentences(text); }},
      {"requests", [text] { (void)requests(text); }},
      {"expand", [text] { (void)expand(text); }},
      {"rewrite_tones", [text] { (void)rewrite_tones(text, ToneStyle::old_style); }},
      {"restore_accents", [text] { (void)restore_accents(text, AccentModel::shipped()); }},
      {"segment", [text] { (void)Segmenter().segment(text); }},
      {"normalize", [text] { (void)redact(text); }},
  };
  for (const auto& [name, step] : steps) {
    EXPECT_EQ(error_of(step),
              std::string(name) + ": the text, or what it becomes, is longer than 4 GiB; give it in parts");
  }
}

// U+FDFA, three bytes, becomes four words of 33 bytes.
TEST(Reach, ATextThatFoldsToMoreIsAnError) {
  const std::string signs = repeated("\uFDFA", 10);
  const Normalized folded = detail::normalize_within(signs, {}, 330);
  EXPECT_EQ(folded.text.size(), 330U);
  EXPECT_EQ(folded.text, normalize(signs).text);
  EXPECT_EQ(slice(signs, folded.offsets.source({329, 330})), "\uFDFA");
  const std::string refused =
      "normalize: the text, or what it becomes, is longer than 4 GiB; give it in parts";
  EXPECT_EQ(error_of([&] { (void)detail::normalize_within(signs, {}, 329); }), refused);
  // What comes after is of the other two ways into the result.
  EXPECT_EQ(error_of([&] { (void)detail::normalize_within(signs + " abc", {}, 333); }), refused);
  EXPECT_EQ(error_of([&] { (void)detail::normalize_within(signs + "đường", {}, 338); }), refused);
  EXPECT_EQ(detail::normalize_within(signs + "đường", {}, 339).text.size(), 339U);
}

TEST(Reach, BytesThatDecodeToMoreAreAnError) {
  const std::string bytes = repeated("\xAD", 10);  // ư in TCVN3, two bytes of UTF-8
  const DecodeOptions tcvn3{.encoding = Encoding::tcvn3};
  EXPECT_EQ(detail::decode_within(bytes, tcvn3, 20).text, repeated("ư", 10));
  const std::string refused = "decode: the text, or what it becomes, is longer than 4 GiB; give it in parts";
  EXPECT_EQ(error_of([&] { (void)detail::decode_within(bytes, tcvn3, 19); }), refused);
  const std::string bad = repeated("\xFF", 10);  // each becomes U+FFFD, three bytes
  EXPECT_EQ(detail::decode_within(bad, {}, 30).replaced, 10U);
  EXPECT_EQ(error_of([&] { (void)detail::decode_within(bad, {}, 29); }), refused);
}

TEST(Reach, WhatMayNotFailReadsAsFarAsOffsetsReach) {
  const LongText longer;
  if (!longer.mapped()) GTEST_SKIP() << "no addresses for 4 GiB";
  EXPECT_EQ(detail::in_reach(longer.text()).size(), detail::kReach32);
  EXPECT_EQ(detail::in_reach("đường"), "đường");
}

}  // namespace
}  // namespace ykien

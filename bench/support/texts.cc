#include "support/texts.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "ykien/base/error.h"
#include "ykien/table/reader.h"

namespace ykien::bench {
namespace {

Texts finished(std::vector<std::string> texts) {
  Texts result;
  result.all = std::move(texts);
  for (const std::string& text : result.all) {
    result.views.push_back(text);
    result.bytes += text.size();
  }
  return result;
}

void read_texts(const std::string& path, std::vector<std::string>& texts) {
  table::Reader reader = table::Reader::open(path);
  const auto column = std::ranges::find(reader.header(), "text") - reader.header().begin();
  for (table::Row row; reader.next(row);) texts.emplace_back(row.fields[static_cast<std::size_t>(column)]);
}

Texts load() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(YKIEN_SOURCE_DIR "/models/civic/corpus")) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> texts;
  for (const std::string& file : files) read_texts(file, texts);
  if (texts.empty()) throw Error(ErrorCode::not_found, "models/civic/corpus", "no texts to measure with");
  return finished(std::move(texts));
}

Texts changed(const std::function<void(icu::UnicodeString&)>& change) {
  std::vector<std::string> texts;
  for (const std::string& text : civic_texts().all) {
    icu::UnicodeString points = icu::UnicodeString::fromUTF8(text);
    change(points);
    std::string& to = texts.emplace_back();
    points.toUTF8String(to);
  }
  return finished(std::move(texts));
}

}  // namespace

const Texts& civic_texts() {
  static const Texts texts = load();
  return texts;
}

const Texts& civic_texts_nfd() {
  static const Texts texts = changed([](icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    text = icu::Normalizer2::getNFDInstance(status)->normalize(text, status);
    if (U_FAILURE(status)) std::abort();
  });
  return texts;
}

const Texts& civic_texts_upper() {
  static const Texts texts = changed([](icu::UnicodeString& text) { text.toUpper(icu::Locale::getRoot()); });
  return texts;
}

}  // namespace ykien::bench

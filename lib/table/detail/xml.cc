#include "table/detail/xml.h"

#include <expat.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "ykien/base/error.h"

namespace ykien::table::detail {
namespace {

// Small, since all rows of a piece are kept at a time and few bytes of XML can make a row of many cells.
constexpr int kPiece = 4 << 10;

std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return {};
}

struct XmlReader::State {
  ZipPart part;
  XmlHandler& handler;
  XML_Parser parser;
  std::exception_ptr thrown = {};

  // An exception must not fly through expat, which is C: it is kept and thrown again by step().
  template <typename Call>
  void guard(Call call) {
    if (thrown) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::damaged, part.where(), what, "open the file in Excel and save it again");
  }

  static State& of(void* data) { return *static_cast<State*>(data); }

  static void on_start(void* data, const char* name, const char** attributes) {
    of(data).guard([&] { of(data).handler.start(local(name), XmlAttributes(attributes)); });
  }
  static void on_end(void* data, const char* name) {
    of(data).guard([&] { of(data).handler.end(local(name)); });
  }
  static void on_text(void* data, const char* text, int size) {
    of(data).guard([&] { of(data).handler.text({text, static_cast<std::size_t>(size)}); });
  }
  static void on_doctype(void* data, const char*, const char*, const char*, int) {
    of(data).guard([&] { of(data).fail("a document type declaration has no place in a workbook"); });
  }
};

XmlReader::XmlReader(ZipPart part, XmlHandler& handler)
    : state_(new State{std::move(part), handler, XML_ParserCreate(nullptr)}) {
  if (state_->parser == nullptr) throw std::bad_alloc();
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::on_start, State::on_end);
  XML_SetCharacterDataHandler(state_->parser, State::on_text);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::on_doctype);
}

XmlReader::~XmlReader() { XML_ParserFree(state_->parser); }

bool XmlReader::step() {
  void* const to = XML_GetBuffer(state_->parser, kPiece);
  if (to == nullptr) throw std::bad_alloc();
  const auto size = static_cast<int>(state_->part.read(static_cast<char*>(to), kPiece));
  const XML_Status status = XML_ParseBuffer(state_->parser, size, size == 0);
  if (state_->thrown) std::rethrow_exception(std::exchange(state_->thrown, {}));
  if (status == XML_STATUS_ERROR)
    state_->fail(std::string("broken XML: ") + XML_ErrorString(XML_GetErrorCode(state_->parser)));
  return size > 0;
}

const ZipPart& XmlReader::part() const noexcept { return state_->part; }

void parse_xml(ZipPart part, XmlHandler& handler) {
  XmlReader reader(std::move(part), handler);
  while (reader.step()) {
  }
}

}  // namespace ykien::table::detail

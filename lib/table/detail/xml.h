// Streaming XML for the parts of a workbook.
#ifndef YKIEN_TABLE_DETAIL_XML_H_
#define YKIEN_TABLE_DETAIL_XML_H_

#include <memory>
#include <string_view>

#include "table/detail/zip.h"

struct XML_ParserStruct;

namespace ykien::table::detail {

// The attributes of one element; names are without their namespace prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  std::string_view operator[](std::string_view name) const;  // empty when missing

 private:
  const char** pairs_;
};

// Told what is in the document, element names without prefix. May throw.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}
};

// Reads a part piece by piece. A document type declaration, which no workbook has and every entity bomb
// needs, is refused.
class XmlReader {
 public:
  XmlReader(ZipPart part, XmlHandler& handler);
  ~XmlReader();
  // Parses the next piece (4 KiB); false after the last. Throws Error(damaged), or what the handler threw.
  bool step();

  const ZipPart& part() const noexcept;

 private:
  struct State;  // at a fixed place: the parser points to it
  std::unique_ptr<State> state_;
};

// The whole part at once.
void parse_xml(ZipPart part, XmlHandler& handler);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_XML_H_

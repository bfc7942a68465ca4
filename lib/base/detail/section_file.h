// A file of named sections under checksums, as models are stored; little-endian
// throughout.
//
//   header   8 magic, u32 format, u32 sections, u64 file size, u64 checksum of header and table, zeros to 64
//   table    for each section: 16 name (zero-filled), u64 offset, u64 length, u64 checksum, zeros to 64
//   sections each padded with zeros to a multiple of 64
//
// Every byte of the file is under a checksum or must be zero, so that any single damage is found.
#ifndef YKIEN_BASE_DETAIL_SECTION_FILE_H_
#define YKIEN_BASE_DETAIL_SECTION_FILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ykien/base/export.h"

namespace ykien::detail {

struct SectionKind {
  std::string_view magic;  // 8 bytes
  std::uint32_t format = 1;
  std::span<const std::string_view> sections;  // their names, in order, 16 bytes at most
  std::string_view what;                       // such a file, with its article
  // What the reader should do about a file of another kind, of an earlier format, and one that is damaged.
  std::string_view cure_other;
  std::string_view cure_older;
  std::string_view cure_damaged;
};

// bodies: as many as there are sections.
YKIEN_API std::string write_sections(const SectionKind& kind, std::span<const std::string> bodies);

// Checks all of `bytes`; the bodies view it. Errors: damaged, version; `name` stands for the file in
// messages.
YKIEN_API std::vector<std::string_view> read_sections(const SectionKind& kind, std::string_view bytes,
                                                      const std::string& name);

// Throws Error(version) for a file `name` of `format` where `known` is read: `cure_older` says what to do
// about one of an earlier format; what is of a later one needs a newer ykien.
[[noreturn]] YKIEN_API void throw_version(const std::string& name, std::uint32_t format, std::uint32_t known,
                                          std::string_view cure_older);

// Throws Error(damaged): "the model file is damaged: " and `how`.
[[noreturn]] YKIEN_API void throw_damaged(const SectionKind& kind, const std::string& name,
                                          const std::string& how);

}  // namespace ykien::detail

#endif  // YKIEN_BASE_DETAIL_SECTION_FILE_H_

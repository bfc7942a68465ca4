// Zstandard data unpacked on the way.
#ifndef YKIEN_TABLE_DETAIL_ZSTD_SOURCE_H_
#define YKIEN_TABLE_DETAIL_ZSTD_SOURCE_H_

#include <memory>
#include <string>
#include <string_view>

#include "ykien/table/source.h"

namespace ykien::table::detail {

inline constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

// Unpacks `packed` (one or more frames); `name` is for errors.
std::unique_ptr<ByteSource> zstd_source(std::unique_ptr<ByteSource> packed, std::string name);

}  // namespace ykien::table::detail

#endif  // YKIEN_TABLE_DETAIL_ZSTD_SOURCE_H_

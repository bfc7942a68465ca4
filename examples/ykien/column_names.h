// What columns are called in the exports of offices and portals, as column_key() gives the names.
#ifndef YKIEN_PROGRAM_COLUMN_NAMES_H_
#define YKIEN_PROGRAM_COLUMN_NAMES_H_

#include <array>
#include <string_view>

namespace ykien::program {

// clang-format off

// Columns with the text.
inline constexpr auto kTextNames = std::to_array<std::string_view>({
    "noi dung", "noi dung y kien", "noi dung phan anh", "noi dung kien nghi", "noi dung phan anh kien nghi",
    "noi dung gop y", "noi dung cau hoi", "noi dung cu tri", "noi dung chi tiet", "noi dung don", "noi dung tin",
    "y kien", "y kien cu tri", "y kien cong dan", "phan anh", "phan anh kien nghi", "kien nghi", "kien nghi cu tri",
    "gop y", "cau hoi", "binh luan", "nhan xet", "mo ta", "mo ta chi tiet", "trich yeu", "loi nhan", "tin nhan", "van ban",
    "text", "text vi", "body", "body vi", "comment", "comments", "comment body", "comment text", "content", "content vi",
    "description", "description vi", "detail", "details", "message", "feedback", "opinion", "question", "review",
    "sentence", "complaint", "post"});

// Words of columns that tell something about the text or answer it: a name with one of them does not mean the text,
// even where it also holds a name from above ("Nội dung trả lời", "comment id").
inline constexpr auto kOtherWords = std::to_array<std::string_view>({
    "tra loi", "phan hoi", "giai quyet", "xu ly", "ghi chu", "chi dao", "trang thai", "ma", "so", "so luong", "ngay",
    "loai", "answer", "reply", "response", "note", "id", "date", "time", "url", "link", "type", "count", "length",
    "author", "email", "status", "machine translations"});

// Other columns that such exports have: they too tell a header row from a row of data.
inline constexpr auto kOtherNames = std::to_array<std::string_view>({
    "stt", "so thu tu", "ngay", "ngay gui", "ngay tiep nhan", "ngay nhan", "ho ten", "ho va ten", "hinh thuc",
    "kenh tiep nhan", "linh vuc", "dia chi", "ghi chu", "trang thai", "co quan tra loi"});

// clang-format on

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_COLUMN_NAMES_H_

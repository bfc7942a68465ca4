// The words that decide where sentences end, as they are written.
#ifndef YKIEN_TEXT_DETAIL_SENTENCE_WORDS_H_
#define YKIEN_TEXT_DETAIL_SENTENCE_WORDS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace ykien::detail {

// A few words, each not empty and shorter than 32 bytes.
template <std::size_t n>
class WordList {
 public:
  consteval explicit WordList(const std::string_view (&words)[n]) {
    std::ranges::copy(words, words_.begin());
    for (const std::string_view word : words_) lengths_[first(word)] |= std::uint32_t{1} << word.size();
  }

  // Hardly a word of a text gets further than its first byte and length.
  bool contains(std::string_view word) const noexcept {
    if (word.empty() || word.size() >= 32 || (lengths_[first(word)] >> word.size() & 1U) == 0) return false;
    return std::ranges::find(words_, word) != words_.end();
  }

 private:
  static constexpr std::size_t first(std::string_view word) noexcept {
    return static_cast<unsigned char>(word.front());
  }

  std::array<std::string_view, n> words_{};
  std::array<std::uint32_t, 256> lengths_{};  // by first byte: bit i for words of i bytes
};

// clang-format off

// Abbreviations that are followed by what they belong to.
inline constexpr WordList kLeadingAbbreviations({
    "BS", "BSCKI", "BSCKII", "Bs", "CN", "CT", "Dr", "GS", "Gs", "H", "KP", "KS", "Kp", "Ks", "LS", "Ls", "Mr", "Mrs", "Ms",
    "NCS", "NXB", "No", "P", "PCT", "PGS", "PTS", "Ph", "Q", "QL", "St", "T", "TDP", "TL", "TP", "TS", "TT", "TX", "Th",
    "ThS", "Ths", "Tp", "Tr", "Ts", "Tt", "Tx", "VD", "Vd", "X", "bs", "gs", "h", "kp", "ks", "ls", "p", "q", "ql", "t",
    "tdp", "th", "ths", "tl", "tp", "tr", "ts", "tt", "tx", "vd", "x", "Ô", "ĐC", "ĐT", "Đ", "Đc", "Đt", "đ", "đc", "đt"});

// Words that begin a sentence rather than a name: after an abbreviation they tell that it ended one.
inline constexpr WordList kBeginnings({
    "Bao", "Bà", "Bây", "Bên", "Chính", "Chúng", "Chưa", "Còn", "Có", "Cần", "Các", "Cũng", "Do", "Dân", "Em", "Gia",
    "Hiện", "Hôm", "Hỏi", "Hàng", "Khi", "Không", "Kiến", "Kính", "Làm", "Mong", "Mà", "Mấy", "Một", "Mỗi", "Nay", "Ngoài",
    "Ngày", "Nhiều", "Nhà", "Như", "Nhưng", "Những", "Nên", "Nếu", "Năm", "Phường", "Rất", "Sau", "Sao", "Theo", "Thế",
    "Trong", "Trân", "Trước", "Tuy", "Tôi", "Tại", "Từ", "UBND", "Vì", "Vậy", "Việc", "Về", "Với", "Xin", "Yêu", "Ông",
    "Đã", "Đây", "Đường", "Đến", "Đề", "Để", "Đến", "Đồng"});

// Words after which a number belongs to them, even where it looks like the number of an item.
inline constexpr WordList kNumbered({
    "Chương", "Khu", "Khối", "Lô", "Mục", "Phường", "Quận", "Thôn", "Tổ", "cấp", "chương", "cụm", "dãy", "giai", "hẻm", "hẽm",
    "hạng", "khu", "khoản", "khoá", "khóa", "khối", "kiệt", "kỳ", "loại", "lô", "lần", "lớp", "mục", "mức", "ngày", "ngách",
    "ngõ", "nhóm", "năm", "phường", "quý", "quận", "quyển", "số", "thôn", "tháng", "thứ", "tuyến", "tầng", "tập", "tổ", "vùng",
    "xóm", "xã", "đoạn", "đội", "điều", "điểm", "Điều", "đợt", "ấp", "Ấp"});

// What stands before the number of a heading: "Điều 1. Phạm vi", "Kiến nghị 2. Sửa đường".
inline constexpr WordList kHeadings({
    "Chương", "Câu", "Câu hỏi", "Khoản", "Kiến nghị", "Mục", "Phần", "Vấn đề", "Ý kiến", "Điều", "Đề nghị"});

// clang-format on

}  // namespace ykien::detail

#endif  // YKIEN_TEXT_DETAIL_SENTENCE_WORDS_H_

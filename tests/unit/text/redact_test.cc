#include "ykien/text/redact.h"

#include <gtest/gtest.h>

#include <string>

namespace ykien {
namespace {

struct Case {
  const char* text;
  const char* redacted;  // nullptr: nothing is taken
};

const Case kCases[] = {
    {"Gọi 0905123456 hoặc 0905.123.456 nhé", "Gọi [điện thoại] hoặc [điện thoại] nhé"},
    {"thư về a.b@c.vn", "thư về [thư điện tử]"},
    {"CCCD 079123456789, CMND 024123456", "CCCD [số giấy tờ], CMND [số giấy tờ]"},
    {"ông Nguyễn Văn A ở tổ 7", "ông [tên] ở tổ 7"},
    {"ÔNG NGUYỄN VĂN A thu quỹ", "ÔNG [tên] thu quỹ"},
    {"bà Lan và chị Hoa, em Tí", "bà [tên] và chị [tên], em [tên]"},
    {"Bà tổ trưởng Trần Thị Bưởi", "Bà tổ trưởng [tên]"},
    {"Tôi tên là Lê Thị Mận", "Tôi tên là [tên]"},
    {"Nguye\u0302\u0303n Va\u0306n An đã nộp", "[tên] đã nộp"},  // NFD
    {"Đặng Thị Út bán hàng", "[tên] bán hàng"},
    {"số nhà 45/12 và nhà số 7", "số nhà [số nhà] và nhà số [số nhà]"},
    {"xem https://example.com/nguoi", "xem [liên kết]"},
    // What stays.
    {"", nullptr},
    {"ông Chủ tịch phường trả lời", nullptr},
    {"đường Nguyễn Trãi ngập, chợ Bà Chiểu bẩn", nullptr},
    {"Phường Nguyễn Du họp ngày 07/10/2021 lúc 8h", nullptr},
    {"hẻm 45/12 ngập, thu 500.000đ, được 1.250.000 đồng", nullptr},
    {"anh em trong xóm, ông bà già yếu", nullptr},
    {"đó là Quận 3", nullptr},
    {"Nghị quyết 15/2021/NQ-HĐND", nullptr},
    {"\xff\xfe ông", nullptr},
};

TEST(Redact, Texts) {
  for (const Case& expected : kCases) {
    EXPECT_EQ(redact(expected.text), expected.redacted == nullptr ? expected.text : expected.redacted);
  }
}

TEST(Redact, RangesAreOfTheTextAsGiven) {
  const std::string text = "HOÀ gọi ông TÂN 0905123456";
  const auto found = find_private(text);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(slice(text, found[0].range), "TÂN");
  EXPECT_EQ(slice(text, found[1].range), "0905123456");
}

}  // namespace
}  // namespace ykien

# libxlsxwriter.
include(${CMAKE_CURRENT_LIST_DIR}/plain_library.cmake)
ykien_plain_library(XlsxWriter xlsxwriter.h xlsxwriter)

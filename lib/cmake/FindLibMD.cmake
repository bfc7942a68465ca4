# libmd: message digests.
include(${CMAKE_CURRENT_LIST_DIR}/plain_library.cmake)
ykien_plain_library(LibMD sha2.h md)

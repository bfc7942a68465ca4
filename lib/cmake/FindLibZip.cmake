# libzip. (Debian's own CMake package for it fails unless the zip tools are installed too.)
include(${CMAKE_CURRENT_LIST_DIR}/plain_library.cmake)
ykien_plain_library(LibZip zip.h zip)

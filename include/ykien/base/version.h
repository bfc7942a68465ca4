// The version of the library. This header is the one place where it stands: CMakeLists.txt reads it from here.
#ifndef YKIEN_BASE_VERSION_H_
#define YKIEN_BASE_VERSION_H_

#define YKIEN_VERSION_MAJOR 0
#define YKIEN_VERSION_MINOR 1
#define YKIEN_VERSION_PATCH 0
#define YKIEN_VERSION "0.1.0"

#endif  // YKIEN_BASE_VERSION_H_

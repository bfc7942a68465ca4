# Options: everything beyond the core library is built only when ykien is the top-level project.
# An application that adds ykien as a subfolder gets ykien::ykien and asks for the rest by name.
option(YKIEN_BUILD_TABLE "Build ykien::table (reading and writing tables)" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_BUILD_STUDY "Build ykien::study (training, evaluation, trends)" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_BUILD_EXAMPLES "Build the ykien program" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_BUILD_BENCH "Build the benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_BUILD_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(YKIEN_INSTALL "Generate the install rules" ${PROJECT_IS_TOP_LEVEL})
option(YKIEN_WERROR "Treat compiler warnings as errors" OFF)
set(YKIEN_SANITIZE "" CACHE STRING "Sanitizers for every target, as in -fsanitize=, e.g. address,undefined")

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  find_program(YKIEN_CCACHE ccache)
  if(YKIEN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${YKIEN_CCACHE})
  endif()
endif()

# Compile settings of our own targets only; nothing here reaches a consumer except C++20.
add_library(ykien_settings INTERFACE)
target_compile_features(ykien_settings INTERFACE cxx_std_20)
# No contraction: training must give the same bytes on every CPU and compiler.
target_compile_options(ykien_settings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow;-ffp-contract=off>
  $<$<AND:$<BOOL:${YKIEN_WERROR}>,$<COMPILE_LANGUAGE:CXX>>:-Werror>)
# Under clang the stable algorithms of libstdc++ 12 warn about themselves; GCC still tells of our own deprecated calls.
target_compile_options(ykien_settings INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-declarations>)
# GCC 12 sees overlapping copies in every concatenation of a char array and a std::string (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(ykien_settings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
if(YKIEN_SANITIZE)
  target_compile_options(ykien_settings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${YKIEN_SANITIZE};-fno-omit-frame-pointer;-fno-sanitize-recover=all>)
  target_link_options(ykien_settings INTERFACE -fsanitize=${YKIEN_SANITIZE})
  # GCC 12 takes a constant initializer list for uninitialized where a sanitizer looks at its copy.
  target_compile_options(ykien_settings INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
endif()
if(YKIEN_BUILD_FUZZ AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Coverage for the fuzzer in the libraries too; only the fuzz targets link the fuzzer's main().
  target_compile_options(ykien_settings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
endif()

# Install rules: headers, libraries, the CMake package (one file of targets for each component) and pkg-config files.
# Everything is relative to its own place, so an installed tree may be moved.
include(CMakePackageConfigHelpers)
set(ykien_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ykien)
set(ykien_generated ${PROJECT_BINARY_DIR}/install)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ykien DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# ykien_install(TARGET COMPONENT DESCRIPTION REQUIRES): a library, its CMake targets and its pkg-config file.
# REQUIRES: the pkg-config modules to link with.
function(ykien_install target component description requires)
  install(TARGETS ${target} EXPORT ykien-${component})
  install(EXPORT ykien-${component} FILE ykien-${component}-targets.cmake NAMESPACE ykien:: DESTINATION ${ykien_package_dir})
  file(RELATIVE_PATH prefix /x/${CMAKE_INSTALL_LIBDIR}/pkgconfig /x)
  string(REGEX REPLACE "/$" "" prefix ${prefix})
  configure_file(${PROJECT_SOURCE_DIR}/lib/cmake/ykien.pc.in ${ykien_generated}/${target}.pc @ONLY)
  install(FILES ${ykien_generated}/${target}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

# A static library is linked together with what it uses; a shared one has done it already.
if(BUILD_SHARED_LIBS)
  set(core_needs "")
  set(table_needs "")
  set(YKIEN_IS_STATIC OFF)
else()
  set(core_needs "icu-uc")
  set(table_needs ", libzstd, simdjson, expat, libzip, xlsxwriter")
  set(YKIEN_IS_STATIC ON)
endif()
ykien_install(ykien ykien "${PROJECT_DESCRIPTION}" "${core_needs}")
if(TARGET ykien_table)
  ykien_install(ykien_table table "Reading and writing tables for ykien" "ykien = ${PROJECT_VERSION}${table_needs}")
  install(FILES lib/cmake/plain_library.cmake lib/cmake/FindLibZip.cmake lib/cmake/FindXlsxWriter.cmake
    DESTINATION ${ykien_package_dir})
endif()
if(TARGET ykien_study)
  ykien_install(ykien_study study "Training, evaluation and trends for ykien" "ykien = ${PROJECT_VERSION}")
endif()
if(TARGET ykien_program)
  install(TARGETS ykien_program)
endif()

configure_package_config_file(${PROJECT_SOURCE_DIR}/lib/cmake/ykien-config.cmake.in ${ykien_generated}/ykien-config.cmake
                              INSTALL_DESTINATION ${ykien_package_dir})
write_basic_package_version_file(${ykien_generated}/ykien-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${ykien_generated}/ykien-config.cmake ${ykien_generated}/ykien-config-version.cmake
        DESTINATION ${ykien_package_dir})

# ykien_require(PACKAGE [find_package arguments ...]): find the package or stop and say what to type.
# The Debian names come from packages.txt beside this file.
set(YKIEN_PACKAGE_LIST ${CMAKE_CURRENT_LIST_DIR}/packages.txt)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})

# ykien_debian_names(OUT PACKAGE): the Debian packages that bring PACKAGE, blank separated; all but the long tests' for "*".
function(ykien_debian_names out package)
  file(STRINGS ${YKIEN_PACKAGE_LIST} lines REGEX "^[a-z]")
  set(names "")
  foreach(line IN LISTS lines)
    string(REGEX MATCHALL "[^ ]+" field "${line}")
    list(GET field 0 group)
    list(GET field 1 debian)
    list(GET field 2 known_as)
    if(known_as STREQUAL package OR (package STREQUAL "*" AND NOT group STREQUAL "long"))
      list(APPEND names ${debian})
    endif()
  endforeach()
  list(JOIN names " " names)
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

# A macro, since some packages set variables of their own for the caller.
macro(ykien_require package)
  find_package(${package} ${ARGN} QUIET)
  if(NOT ${package}_FOUND)
    ykien_debian_names(ykien_missing ${package})
    ykien_debian_names(ykien_all "*")
    message(FATAL_ERROR "ykien needs ${package}, which is not installed. On Debian 12 type\n"
                        "  apt-get install ${ykien_missing}\n"
                        "or, for everything that ykien, its program and its tests need,\n"
                        "  apt-get install ${ykien_all}\n")
  endif()
endmacro()

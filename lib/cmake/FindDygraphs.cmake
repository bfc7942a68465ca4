# dygraphs, the chart library that reports carry in them: two files of Debian's libjs-dygraphs and its licence.
find_file(Dygraphs_SCRIPT dygraph.min.js PATHS /usr/share/javascript/dygraphs)
find_file(Dygraphs_STYLE dygraph.min.css PATHS /usr/share/javascript/dygraphs)
find_file(Dygraphs_LICENCE copyright PATHS /usr/share/doc/libjs-dygraphs NO_DEFAULT_PATH)
mark_as_advanced(Dygraphs_SCRIPT Dygraphs_STYLE Dygraphs_LICENCE)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Dygraphs REQUIRED_VARS Dygraphs_SCRIPT Dygraphs_STYLE Dygraphs_LICENCE)

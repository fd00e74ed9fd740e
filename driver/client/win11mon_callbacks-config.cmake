# win11mon::callbacks: the client library of the driver, for find_package. Installed into lib/cmake/win11mon_callbacks.
get_filename_component(_win11mon_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
add_library(win11mon::callbacks UNKNOWN IMPORTED)
find_library(_win11mon_library NAMES win11mon_callbacks PATHS "${_win11mon_prefix}/lib" NO_DEFAULT_PATH REQUIRED)
set_target_properties(win11mon::callbacks PROPERTIES
    IMPORTED_LOCATION "${_win11mon_library}"
    INTERFACE_INCLUDE_DIRECTORIES "${_win11mon_prefix}/include/win11mon")

# A machine of the test's own: mounts and networks that nobody else sees.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    add_library(sluice_namespaces STATIC namespaces.cpp namespaces.h)
    target_link_libraries(sluice_namespaces PUBLIC sluice_options Qt6::Core)
endif()

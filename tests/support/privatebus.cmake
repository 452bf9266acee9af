#A bus of its own for whoever talks to the desktop.
add_library(sluice_privatebus STATIC privatebus.cpp privatebus.h recordedservice.h)
    target_link_libraries(sluice_privatebus PUBLIC sluice_options Qt6::Core Qt6::DBus)

# A server that answers wrongly on demand.
add_library(sluice_faultserver STATIC
    fault.cpp fault.h
    faultconnection.cpp faultconnection.h
    faultresponse.cpp faultresponse.h
    faultserver.cpp faultserver.h
    faultstate.cpp faultstate.h
    heldport.h)
set_target_properties(sluice_faultserver PROPERTIES AUTOMOC ON)
target_link_libraries(sluice_faultserver PUBLIC sluice_options Qt6::Network)
sluice_precompiled(sluice_faultserver sluice_coreheaders)
target_link_libraries(sluice_testsupport INTERFACE sluice_faultserver)

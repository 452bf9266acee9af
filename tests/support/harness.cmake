# A whole download under test: queue, fault server, builder, folder. For tests of the upper rooms only.
add_library(sluice_harness STATIC harness.cpp harness.h)
target_link_libraries(sluice_harness PUBLIC sluice_queue sluice_tact sluice_bltebuilder sluice_faultserver Qt6::Test)
sluice_precompiled(sluice_harness sluice_coreheaders)

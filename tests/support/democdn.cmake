# A small CDN on 127.0.0.1 with BLTE files to watch Sluice at work: packaging/run --demo.
add_executable(sluice-democdn
    democdn.cpp
    demofiles.cpp demofiles.h
    demoserver.cpp demoserver.h)
set_target_properties(sluice-democdn PROPERTIES AUTOMOC ON)
target_link_libraries(sluice-democdn PRIVATE sluice_bltebuilder Qt6::Network)

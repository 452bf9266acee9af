# A small CDN on 127.0.0.1 with BLTE files to watch Sluice at work: packaging/run --demo.
add_executable(sluice-democdn
    democdn.cpp
    demofiles.cpp demofiles.h
    demoserver.cpp demoserver.h)
target_link_libraries(sluice-democdn PRIVATE sluice_bltebuilder Qt6::Network)

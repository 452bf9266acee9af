# Makes whole networks of a CDN's objects: archives, indices, manifests, configs, tables. No Qt.
add_library(sluice_ngdp STATIC
    ${CMAKE_CURRENT_LIST_DIR}/build.cpp ${CMAKE_CURRENT_LIST_DIR}/build.h
    ${CMAKE_CURRENT_LIST_DIR}/buildmanifests.cpp ${CMAKE_CURRENT_LIST_DIR}/buildmanifests.h
    ${CMAKE_CURRENT_LIST_DIR}/cdn.cpp ${CMAKE_CURRENT_LIST_DIR}/cdn.h
    ${CMAKE_CURRENT_LIST_DIR}/channel.cpp ${CMAKE_CURRENT_LIST_DIR}/channel.h
    ${CMAKE_CURRENT_LIST_DIR}/encodingwriter.cpp ${CMAKE_CURRENT_LIST_DIR}/encodingwriter.h
    ${CMAKE_CURRENT_LIST_DIR}/gameroots.cpp ${CMAKE_CURRENT_LIST_DIR}/gameroots.h
    ${CMAKE_CURRENT_LIST_DIR}/indexwriter.cpp ${CMAKE_CURRENT_LIST_DIR}/indexwriter.h
    ${CMAKE_CURRENT_LIST_DIR}/network.cpp ${CMAKE_CURRENT_LIST_DIR}/network.h
    ${CMAKE_CURRENT_LIST_DIR}/objectlayout.cpp ${CMAKE_CURRENT_LIST_DIR}/objectlayout.h
    ${CMAKE_CURRENT_LIST_DIR}/patchwriter.cpp ${CMAKE_CURRENT_LIST_DIR}/patchwriter.h
    ${CMAKE_CURRENT_LIST_DIR}/store.cpp ${CMAKE_CURRENT_LIST_DIR}/store.h
    ${CMAKE_CURRENT_LIST_DIR}/tagmanifests.cpp ${CMAKE_CURRENT_LIST_DIR}/tagmanifests.h
    ${CMAKE_CURRENT_LIST_DIR}/texts.cpp ${CMAKE_CURRENT_LIST_DIR}/texts.h
    ${CMAKE_CURRENT_LIST_DIR}/tvfswriter.cpp ${CMAKE_CURRENT_LIST_DIR}/tvfswriter.h
    ${CMAKE_CURRENT_LIST_DIR}/wowrootwriter.cpp ${CMAKE_CURRENT_LIST_DIR}/wowrootwriter.h)
# Tests make large ones again and again, and spend their time here.
target_compile_options(sluice_ngdp PRIVATE -O2)
target_link_libraries(sluice_ngdp PUBLIC sluice_options sluice_bltebuilder PRIVATE sluice_tact PkgConfig::CODECS)

# Serves them on 127.0.0.1.
add_library(sluice_ngdpserver STATIC
    ${CMAKE_CURRENT_LIST_DIR}/networkserver.cpp ${CMAKE_CURRENT_LIST_DIR}/networkserver.h)
target_link_libraries(sluice_ngdpserver PUBLIC sluice_ngdp sluice_faultserver)
sluice_precompiled(sluice_ngdpserver sluice_coreheaders)

# Writes one into a folder, to try the program by hand.
add_executable(sluice-makengdp ${CMAKE_CURRENT_LIST_DIR}/makengdp.cpp)
target_link_libraries(sluice-makengdp PRIVATE sluice_ngdp)

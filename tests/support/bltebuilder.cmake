# Makes BLTE objects for tests, the demo CDN and fuzzing seeds. Codecs only, no Qt.
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
add_library(sluice_bltebuilder STATIC
    ${CMAKE_CURRENT_LIST_DIR}/bltebuilder.cpp ${CMAKE_CURRENT_LIST_DIR}/bltebuilder.h
    ${CMAKE_CURRENT_LIST_DIR}/chunkencoder.cpp ${CMAKE_CURRENT_LIST_DIR}/chunkencoder.h
    ${CMAKE_CURRENT_LIST_DIR}/payload.cpp ${CMAKE_CURRENT_LIST_DIR}/payload.h)
target_link_libraries(sluice_bltebuilder PUBLIC sluice_options sluice_blte PRIVATE PkgConfig::CODECS PkgConfig::LZ4)
if(TARGET sluice_testsupport)
    target_link_libraries(sluice_testsupport INTERFACE sluice_bltebuilder)
endif()

# Makes large files by hand: for kill, memory and speed trials against a real server.
add_executable(sluice-makeblte ${CMAKE_CURRENT_LIST_DIR}/makeblte.cpp)
target_link_libraries(sluice-makeblte PRIVATE sluice_bltebuilder)

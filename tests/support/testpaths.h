#pragma once

#include <QString>

/// Where the tests find what they do not make themselves. Only testpaths.cpp is compiled with these paths, so
/// that the objects of all other files are the same in every checkout.
namespace support {

/// The checkout's root.
QString sourceFolder();

/// The program `sluice` of this build.
QString programPath();

/// Samples of real content that lie beside the checkout on some machines; a test that needs one skips without
/// it.
QString corpusFolder();

} // namespace support

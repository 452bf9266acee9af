#include "core/transfer/readbacks.h"

#include <utility>

namespace transfer {

namespace {

using core::ErrorKind;

/// At a file that is proven wrong once all of it is there, each with another host first.
constexpr int kMostAttempts = 3;

} // namespace

ReadBacks::Next ReadBacks::onWrong(Index file, ErrorKind why, const Objects &wrong)
{
    const bool isHopeless = why == ErrorKind::KeyMissing ||  // to read what is encrypted
                            why == ErrorKind::HeaderCorrupt; // no index: nothing else proves it
    File &known = m_files[file];
    known.wrong += known.isFetched ? 1 : 0;
    if (isHopeless || known.wrong == kMostAttempts)
        return Next::Fail;
    known.mended = wrong;
    return wrong.empty() ? Next::Fetch : Next::Mend;
}

ReadBacks::Proven ReadBacks::takeProven(Index file)
{
    File known = m_files.take(file);
    return {known.isFetched, std::move(known.mended)};
}

} // namespace transfer

#include "core/catalog/hostmisses.h"

#include <algorithm>

namespace catalog {

namespace {

constexpr double kWeightOfMiss = 0.5; // of a 404, in Agent's own reckoning
constexpr double kMostFailures = 20;
/// Four objects in a row, or as much of a mixture.
constexpr double kDoubted = 2;

} // namespace

void HostMisses::missed(const QString &host, const tact::CdnPath &path)
{
    double &failures = m_failures[{host, kindOf(path)}];
    failures = std::min(failures + kWeightOfMiss, kMostFailures);
}

void HostMisses::served(const QString &host, const tact::CdnPath &path)
{
    const auto found = m_failures.find({host, kindOf(path)});
    if (found != m_failures.end())
        found->second /= 2;
}

bool HostMisses::isDoubted(const QString &host, const tact::CdnPath &path) const
{
    const auto found = m_failures.find({host, kindOf(path)});
    return found != m_failures.end() && found->second >= kDoubted;
}

} // namespace catalog

#include "core/transfer/passinghost.h"

#include "core/errortable.h"
#include "core/objectkey.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/mirrors.h"
#include "core/transfer/routing/outcome.h"
#include "core/transfer/transferservices.h"

namespace transfer {

using Asker = SharedConnection::Asker;

std::optional<PassingHost> choosePassingHost(TransferServices &services, const SharedConnection &connection,
                                             const core::Source &source)
{
    HostPool &hosts = services.hosts;
    Mirrors mirrors(source.mirrors, services.tuning.retry, source.primaries);
    const auto choice = mirrors.choose(
        Mirrors::Clock::now(), -1,
        [&](const QString &host) {
            return connection.isAt(host, Asker::InPassing) ? hosts.turn(host) : hosts.room(host);
        },
        [&](const QString &host) { return hosts.worth(host); });
    const int *index = std::get_if<int>(&choice);
    if (!index)
        return std::nullopt;
    const Mirror &mirror = mirrors[*index];
    if (source.slice && hosts.facts(mirror.host).ranges == HostFacts::Answer::No)
        return std::nullopt;
    const auto cipher = core::objectKeyOf(source.armadillo, mirror.url, services.keys.get());
    if (!cipher)
        return std::nullopt; // whoever asks next is told why
    return PassingHost{*index, mirror.url, mirror.host, *cipher};
}

void joinPassingHost(TransferServices &services, SharedConnection &connection, const QString &host)
{
    if (connection.join(host, Asker::InPassing))
        services.hosts.acquire(host);
    else
        services.hosts.asked(host);
}

void leavePassingHost(TransferServices &services, SharedConnection &connection, const QString &host,
                      bool isSlice, const SmallEnd &end)
{
    HostPool &hosts = services.hosts;
    if (connection.leave(host, Asker::InPassing))
        hosts.release(host);
    HostNews news;
    if (isSlice && (end.table || end.error.kind == core::ErrorKind::RangeIgnored))
        news.ranges = end.table != nullptr;
    if (end.isLarge)
        news.isSmallFile = false;
    hosts.learn(host, news);
    if (end.table)
        hosts.heard(host);
    if (end.isOfRequest && core::errorRow(end.error.kind).mirror == core::MirrorGets::BackOff) {
        Outcome outcome;
        outcome.error = end.error;
        hosts.learn(host, outcome);
    }
    if (core::errorRow(end.error.kind).mirror == core::MirrorGets::HostBackOff)
        hosts.tooBusy(host, end.refusal);
}

} // namespace transfer

#include "tests/ui/samples.h"

#include "core/bytes.h"
#include "core/queue/rows.h"
#include "core/storage/setfolder.h"
#include "core/storage/storedset.h"

#include <QCoreApplication>

namespace samples {

namespace {

using queue::Item;
using transfer::State;
using transfer::Verdict;

queue::Request request(const QString &name, const QString &host)
{
    queue::Request request;
    request.source.mirrors = {QUrl(QStringLiteral("http://%1/tpr/wow/data/00/17/%2").arg(host, name)),
                              QUrl(QStringLiteral("http://cdn.example.org/tpr/wow/data/00/17/%1").arg(name))};
    request.folder = QStringLiteral("/home/mara/Downloads");
    request.name = name;
    request.intent = transfer::Intent::Hold;
    return request;
}

transfer::Progress progress(double megabytes, double share, qint64 speed = 0)
{
    transfer::Progress progress;
    progress.encodedSize = static_cast<qint64>(megabytes * 1e6);
    progress.decodedSize = static_cast<qint64>(megabytes * 1.34e6);
    progress.encodedDone = static_cast<qint64>(megabytes * share * 1e6);
    progress.decodedDone = static_cast<qint64>(megabytes * share * 1.34e6);
    progress.networkBytes = progress.encodedDone;
    progress.bytesPerSecond = speed;
    return progress;
}

void run(Item &item, State state, const transfer::Progress &at)
{
    item.intent = transfer::Intent::Run;
    item.state = state;
    item.progress = at;
}

void finish(Item &item, Verdict verdict, double megabytes)
{
    item.state = State::Done;
    item.verdict = verdict;
    item.progress = progress(megabytes, 1.0);
    item.finished = QDateTime::currentDateTime();
}

void fail(Item &item, core::ErrorKind kind, const QString &detail)
{
    item.state = State::Failed;
    item.error = {kind, detail};
    item.progress = progress(8.2, 0.3);
}

void lock(Item &item)
{
    finish(item, Verdict::Incomplete, 4.1);
    item.lockedChunks = 3;
    item.missingKeys = {blte::KeyName{0xFA505078126ACB3E}, blte::KeyName{0xFF813F7D062AC0BC}};
}

void wait(Item &item)
{
    run(item, State::Waiting, progress(182.8, 0.24));
    item.error = {core::ErrorKind::ServerBusy, QStringLiteral("level3.blizzard.com answered 503")};
    item.waitingUntil = QDateTime::currentDateTimeUtc().addSecs(12);
}

struct Sample
{
    QString name;
    QString host;
    std::function<void(Item &)> change;
};

QList<Sample> everyState()
{
    const QString level3 = QStringLiteral("level3.blizzard.com");
    const QString akamai = QStringLiteral("blzddist1-a.akamaihd.net");
    return {
        {QStringLiteral("wow.root"), level3,
         [](Item &i) { run(i, State::Downloading, progress(63.4, 0.62, 11'200'000)); }},
        {QStringLiteral("wow.install"), akamai, [](Item &i) { run(i, State::Connecting, {}); }},
        {QStringLiteral("world/maps/azeroth/azeroth.wdt"), akamai,
         [](Item &i) { run(i, State::Committing, progress(21.3, 1.0)); }},
        {QStringLiteral("encoding"), level3, wait},
        {QStringLiteral("sound/music/citymusic/stormwind/stormwind_intro_moment.mp3"), level3,
         [](Item &i) { i.state = State::Queued; }},
        {QStringLiteral("textures/minimap/md5translate.trs"), akamai,
         [](Item &i) { i.progress = progress(120.0, 0.41); }},
        {QStringLiteral("interface/logo.blp"), akamai, [](Item &i) { finish(i, Verdict::Verified, 1.2); }},
        {QStringLiteral("dbfilesclient/map.db2"), level3,
         [](Item &i) { finish(i, Verdict::ChunksVerified, 0.36); }},
        {QStringLiteral("Battle.net-Setup.exe"), QStringLiteral("downloader.battle.net"),
         [](Item &i) { finish(i, Verdict::Unverified, 4.9); }},
        {QStringLiteral("dbfilesclient/secret.db2"), level3, lock},
        {QStringLiteral("patch-2.mpq"), QStringLiteral("old-mirror.example.net"),
         [](Item &i) { fail(i, core::ErrorKind::CdnExhausted, QStringLiteral("3 mirrors: 404, 404, 503")); }},
    };
}

} // namespace

QList<queue::ItemId> addPlain(queue::Queue &queue, int count, const QString &name)
{
    QList<queue::Request> requests;
    requests.reserve(count);
    for (int i = 0; i < count; ++i)
        requests.append(request(QStringLiteral("%1 %2").arg(name).arg(i), QStringLiteral("cdn.example")));
    return queue.add(requests);
}

QList<queue::ItemId> addEveryState(queue::Queue &queue)
{
    QList<queue::Request> requests;
    const QList<Sample> samples = everyState();
    for (const Sample &sample : samples)
        requests.append(request(sample.name, sample.host));
    const int first = queue.count();
    const QList<queue::ItemId> ids = queue.add(requests);
    QCoreApplication::processEvents(); // the queue looks for work once now, not after the rows were dressed
    for (int i = 0; i < samples.size(); ++i)
        dress(queue, first + i, samples.at(i).change);
    return ids;
}

core::SetPlan setPlan(int files)
{
    core::SetPlan plan;
    plan.setBuild(QStringLiteral("be2bb98dc28aee05bbee519393696cdb"));
    core::Source source;
    for (int i = 0; i < files; ++i) {
        const bool isLoose = i % 7 == 6;
        const QString archive = isLoose ? QStringLiteral("aa/bb/%1").arg(i, 32, 16, QLatin1Char('0'))
                                        : QStringLiteral("cc/dd/%1").arg(i * 2 / files);
        source.mirrors = {QUrl(QStringLiteral("http://level3.blizzard.com/tpr/wow/data/") + archive),
                          QUrl(QStringLiteral("http://cdn.example.org/tpr/wow/data/") + archive)};
        source.slice.reset();
        source.encodedSize.reset();
        if (isLoose)
            source.encodedSize = 700 + i;
        else
            source.slice = core::ByteRange{i * qint64{1000}, i * qint64{1000} + 699};
        const QByteArray number = QByteArray::number(i);
        source.encodingKey = blte::EncodingKey{blte::md5(core::bytesOf(QByteArray("e" + number)))};
        source.contentKey = blte::ContentKey{blte::md5(core::bytesOf(QByteArray("c" + number)))};
        source.decodedSize = 1000 + i % 977 * 31;
        source.name = QStringLiteral("folder %1/file %2.blp").arg(i % 10).arg(i, 5, 10, QLatin1Char('0'));
        plan.add(source);
    }
    return plan;
}

queue::ItemId addSet(queue::Queue &queue, const QString &folder, const SetFiles &files, const QString &name)
{
    const QString target = folder + QLatin1Char('/') + name;
    const core::SetPlan plan = setPlan(files.count);
    if (!storage::SetFolder::create(target, plan))
        return {};
    {
        const auto records = storage::SetFolder::open(target);
        std::vector<storage::SetMark> marks;
        for (const auto file : files.done)
            marks.push_back({file, 1, plan.decodedSize(file), {}});
        std::vector<storage::SetTrouble> troubles;
        using Kind = storage::SetTrouble::Kind;
        for (const auto file : files.failed)
            troubles.push_back({file,
                                Kind::Failed,
                                {core::ErrorKind::NotFound,
                                 QStringLiteral("level3.blizzard.com: 404, cdn.example.org: 404")}});
        for (const auto file : files.locked)
            troubles.push_back(
                {file, Kind::Locked, {core::ErrorKind::KeyMissing, {}}, {blte::KeyName{0xFA505078126ACB3E}}});
        if (!records || !(*records)->mark(marks) || !(*records)->keepTroubles(troubles))
            return {};
    }
    if (!storage::wish(target, files.unwanted, storage::SetWish::Skip))
        return {};
    queue::Request row;
    row.source.set = QStringLiteral("wow@1.15.8:interface/");
    row.source.name = row.name = name;
    row.folder = folder;
    row.intent = transfer::Intent::Hold;
    return queue.add({row}).first();
}

queue::Item itemNumber(int id)
{
    queue::Item item;
    item.id = queue::ItemId{id};
    return item;
}

void dress(queue::Queue &queue, int row, const std::function<void(queue::Item &)> &change)
{
    auto &rows = *queue.findChild<queue::Rows *>(); // the queue's items are not const; only its face is
    queue::Item &item = *rows.find(queue.at(row).id);
    change(item);
    rows.changed(item);
}

} // namespace samples

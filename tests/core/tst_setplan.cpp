#include "core/setplan.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QtEndian>

using core::SetPlan;
using core::Source;
using namespace Qt::StringLiterals;

/// Where the files of a set are: what was added comes back, in the order of fetching, and from its bytes.
class tst_SetPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourcesComeBack_data();
    void sourcesComeBack();
    void otherObjects();
    void joined();
    void order();
    void urgentFilesFirst();
    void copies();
    void copiesOfObjectsAsServed();
    void sizes();
    void hostsAreKeptOnce();
    void bytes();
    void origin();
    void proofs();
    void olderBytes();
    void cutBytes();
    void flippedBytes();
};

namespace {

blte::Digest digest(std::uint8_t number)
{
    blte::Digest digest{};
    digest.fill(number);
    return digest;
}

Source slice(const QString &archive, qint64 first, qint64 size, const QString &name)
{
    Source source;
    for (const QString &host : {u"http://a.example/tpr/wow"_s, u"http://b.example:81/x/tpr/wow"_s})
        source.mirrors << QUrl(host + u"/data/" + archive);
    source.slice = core::ByteRange{first, first + size - 1};
    source.encodingKey = blte::EncodingKey{digest(static_cast<std::uint8_t>(first % 250))};
    source.name = name;
    return source;
}

Source loose(const QString &object, const QString &name)
{
    Source source = slice(object, 0, 1, name);
    source.slice.reset();
    source.encodedSize = 77;
    return source;
}

SetPlan planOf(const QList<Source> &sources)
{
    SetPlan plan;
    for (const Source &source : sources)
        plan.add(source);
    return plan;
}

/// Two archives, a loose file, a copy, other objects, and everything that a source can say.
SetPlan fullPlan()
{
    Source all = slice(u"cc/dd/archive2"_s, 500, 20, u"a/b.bin"_s);
    all.contentKey = blte::ContentKey{digest(9)};
    all.decodedSize = 40;
    all.armadillo = u"somekey"_s;
    all.primaries = 1;
    Source copy = loose(u"ee/ff/other"_s, u"copy.bin"_s);
    copy.contentKey = all.contentKey;
    SetPlan plan;
    plan.add(all, {loose(u"11/22/elsewhere"_s, u"a/b.bin"_s), loose(u"33/44/there"_s, u"a/b.bin"_s)});
    plan.add(slice(u"aa/bb/archive1"_s, 900, 10, u"Käse/ß.bin"_s));
    plan.add(copy);
    plan.add(loose(u"77/88/loose"_s, u"loose.bin"_s));
    plan.arrange();
    return plan;
}

bool areEqual(const SetPlan &a, const SetPlan &b)
{
    if (a.size() != b.size() || a.isRaw() != b.isRaw())
        return false;
    for (SetPlan::Index file = 0; file < a.size(); ++file) {
        if (a.source(file) != b.source(file) || a.others(file) != b.others(file) ||
            a.original(file) != b.original(file) || a.parts(file) != b.parts(file))
            return false;
    }
    return true;
}

} // namespace

void tst_SetPlan::sourcesComeBack_data()
{
    QTest::addColumn<Source>("source");
    QTest::newRow("slice") << slice(u"aa/bb/archive"_s, 12345, 678, u"folder/file.bin"_s);
    QTest::newRow("loose") << loose(u"aa/bb/object"_s, u"file.bin"_s);
    Source full = slice(u"aa/bb/archive"_s, 5'000'000'000, 1, u"ä/ö.bin"_s);
    full.contentKey = blte::ContentKey{digest(3)};
    full.decodedSize = 99;
    full.primaries = 1;
    full.armadillo = u"key"_s;
    QTest::newRow("all there is") << full;
    Source one = loose(u"aa/bb/object"_s, u"file.bin"_s);
    one.mirrors = {QUrl(u"https://user:p%40ss@cdn.example/data/aa/bb/object?a=b"_s)};
    one.encodingKey.reset();
    one.encodedSize.reset();
    QTest::newRow("one host, with a password and a query") << one;
    Source folder = one;
    folder.mirrors = {QUrl(u"file:///mnt/mirror/data/aa/bb/object"_s)};
    QTest::newRow("a folder") << folder;
    Source unlike = one;
    unlike.mirrors = {QUrl(u"http://a.example/x/one"_s), QUrl(u"http://b.example/y/two"_s)};
    QTest::newRow("hosts with nothing in common") << unlike;
    Source empty = loose(u"d4/1d/object"_s, u"empty.bin"_s);
    empty.decodedSize = 0;
    QTest::newRow("empty") << empty;
}

void tst_SetPlan::sourcesComeBack()
{
    QFETCH(Source, source);
    const SetPlan plan = planOf({loose(u"00/00/first"_s, u"first"_s), source});
    QCOMPARE(plan.size(), 2u);
    QCOMPARE(plan.source(1), source);
    QCOMPARE(plan.name(1), source.name);
    QCOMPARE(plan.slice(1), source.slice);
    QCOMPARE(plan.contentKey(1), source.contentKey);
    QCOMPARE(plan.decodedSize(1), source.decodedSize.value_or(-1));
    QCOMPARE(plan.isProvable(1), source.encodingKey || source.contentKey);
}

void tst_SetPlan::otherObjects()
{
    SetPlan plan;
    const QList<Source> others{loose(u"aa/bb/two"_s, u"x"_s), slice(u"cc/dd/archive"_s, 5, 5, u"x"_s)};
    plan.add(loose(u"aa/bb/first"_s, u"before"_s), {loose(u"aa/bb/3"_s, u"before"_s)});
    plan.add(loose(u"aa/bb/one"_s, u"x"_s), others);
    plan.add(loose(u"aa/bb/last"_s, u"behind"_s));
    QCOMPARE(plan.others(0).size(), 1);
    QCOMPARE(plan.others(1), others);
    QVERIFY(plan.others(2).isEmpty());
    QVERIFY(plan.parts(1).isEmpty());
}

void tst_SetPlan::joined()
{
    QList<Source> parts;
    for (int i = 0; i < 3; ++i) {
        parts << slice(u"aa/bb/archive"_s, 100 * i, 10, u"whole"_s);
        parts.last().decodedSize = 20;
    }
    SetPlan plan;
    plan.addJoined(parts, blte::ContentKey{digest(8)});
    plan.add(loose(u"aa/bb/one"_s, u"x"_s));
    QVERIFY(plan.isJoined(0) && !plan.isJoined(1));
    QCOMPARE(plan.parts(0), parts);
    QVERIFY(plan.others(0).isEmpty() && plan.parts(1).isEmpty());
    QCOMPARE(plan.name(0), u"whole"_s);
    QCOMPARE(plan.decodedSize(0), 60);
    QCOMPARE(plan.expectedSize(0), 30);
    QCOMPARE(plan.contentKey(0), std::optional(blte::ContentKey{digest(8)}));
    QVERIFY(areEqual(plan, *SetPlan::fromBytes(plan.toBytes())));
    parts[1].decodedSize.reset();
    plan.addJoined(parts, {});
    QCOMPARE(plan.decodedSize(2), -1);
    QCOMPARE(plan.expectedSize(2), 30);
}

/// Archive by archive, ascending in each; loose objects as they came; copies last.
void tst_SetPlan::order()
{
    Source copy = loose(u"00/00/c"_s, u"copy"_s);
    copy.contentKey = blte::ContentKey{digest(1)};
    Source original = loose(u"ff/ff/l2"_s, u"loose2"_s);
    original.contentKey = copy.contentKey;
    SetPlan plan = planOf({slice(u"bb/bb/two"_s, 50, 5, u"two50"_s), original, copy,
                           slice(u"aa/aa/one"_s, 70, 5, u"one70"_s), slice(u"bb/bb/two"_s, 10, 5, u"two10"_s),
                           loose(u"11/11/l1"_s, u"loose1"_s), slice(u"aa/aa/one"_s, 20, 5, u"one20"_s)});
    plan.arrange();
    QStringList names;
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        names << plan.name(file);
    QCOMPARE(names, QStringList({u"two10"_s, u"two50"_s, u"one20"_s, u"one70"_s, u"loose2"_s, u"loose1"_s,
                                 u"copy"_s}));
    QCOMPARE(plan.original(6), std::optional<SetPlan::Index>(4));
    QVERIFY(plan.areInOneArchive(0, 1) && !plan.areInOneArchive(1, 2) && !plan.areInOneArchive(3, 4));
    QVERIFY(plan.haveSameHosts(0, 5));
}

/// Those of one priority as they lie in the archives. A copy is as late as all copies, and hurries its
/// original.
void tst_SetPlan::urgentFilesFirst()
{
    Source original = slice(u"aa/aa/one"_s, 90, 5, u"original"_s);
    original.contentKey = blte::ContentKey{digest(1)};
    Source copy = original;
    copy.name = u"copy"_s;
    const QList<std::pair<Source, int>> files{
        {slice(u"bb/bb/two"_s, 50, 5, u"late"_s), 7},    {original, 7},
        {slice(u"aa/aa/one"_s, 70, 5, u"early70"_s), 0}, {copy, -1},
        {loose(u"11/11/l1"_s, u"loose"_s), -2},          {slice(u"aa/aa/one"_s, 20, 5, u"early20"_s), 0}};
    SetPlan plan;
    for (const auto &[source, priority] : files) {
        plan.add(source);
        plan.setPriority(priority);
    }
    plan.arrange();
    QStringList names;
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        names << plan.name(file);
    QCOMPARE(names,
             QStringList({u"loose"_s, u"original"_s, u"early20"_s, u"early70"_s, u"late"_s, u"copy"_s}));
    QCOMPARE(plan.original(5), std::optional<SetPlan::Index>(1));
}

void tst_SetPlan::copies()
{
    QList<Source> sources;
    for (int i = 0; i < 6; ++i) {
        sources << loose(u"aa/bb/%1"_s.arg(i), u"file%1"_s.arg(i));
        sources.last().contentKey = blte::ContentKey{digest(static_cast<std::uint8_t>(i % 2))};
    }
    sources[4].contentKey.reset(); // nobody knows what is in it
    const SetPlan plan = planOf(sources);
    const QList<std::optional<SetPlan::Index>> wanted{{}, {}, 0u, 1u, {}, 1u};
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        QCOMPARE(plan.original(file), wanted[file]);
}

/// Two objects of one content are two different files, as they are served.
void tst_SetPlan::copiesOfObjectsAsServed()
{
    SetPlan plan;
    plan.setRaw();
    for (const std::uint8_t object : {std::uint8_t(1), std::uint8_t(2)}) {
        Source source = loose(u"aa/bb/%1"_s.arg(object), u"%1"_s.arg(object));
        source.encodingKey = blte::EncodingKey{digest(object)};
        source.contentKey = blte::ContentKey{digest(1)};
        plan.add(source);
    }
    QVERIFY(!plan.original(1));
}

void tst_SetPlan::sizes()
{
    Source first = slice(u"aa/bb/archive"_s, 0, 10, u"first"_s);
    first.contentKey = blte::ContentKey{digest(1)};
    first.decodedSize = 30;
    Source copy = first;
    copy.name = u"copy"_s;
    SetPlan plan = planOf({first, copy});
    QCOMPARE(plan.expectedSize(), 10);
    QCOMPARE(plan.decodedSize(), 60);
    Source unknown = loose(u"aa/bb/object"_s, u"unknown"_s);
    unknown.encodedSize.reset();
    unknown.decodedSize = 7;
    plan.add(unknown);
    Source empty = unknown;
    empty.decodedSize = 0;
    empty.encodedSize = 37;
    plan.add(empty);
    QCOMPARE(plan.encodedSize(2), -1);
    QCOMPARE(plan.expectedSize(), 17);
    QCOMPARE(plan.decodedSize(), 67);
    unknown.decodedSize.reset();
    plan.add(unknown);
    QCOMPARE(plan.expectedSize(), -1);
    QCOMPARE(plan.decodedSize(), -1);
}

/// A hundred bytes a file, however many hosts there are.
void tst_SetPlan::hostsAreKeptOnce()
{
    constexpr int kFiles = 1000;
    QList<Source> sources;
    for (int i = 0; i < kFiles; ++i) {
        Source source = slice(u"aa/bb/archive%1"_s.arg(i % 3), 100 * i, 10, u"file%1"_s.arg(i));
        for (int host = 0; host < 6; ++host)
            source.mirrors << QUrl(
                u"http://host%1.example/with/a/long/path/data/aa/bb/archive%2"_s.arg(host).arg(i % 3));
        sources << source;
    }
    QCOMPARE_LT(planOf(sources).toBytes().size(), kFiles * 130);
}

void tst_SetPlan::bytes()
{
    SetPlan plan = fullPlan();
    const auto back = SetPlan::fromBytes(plan.toBytes());
    QVERIFY(back.has_value());
    QVERIFY(areEqual(plan, *back));
    const auto none = SetPlan::fromBytes(SetPlan().toBytes());
    QVERIFY(none && none->size() == 0);
}

void tst_SetPlan::origin()
{
    SetPlan plan = fullPlan();
    QVERIFY(plan.origin().isEmpty());
    plan.setOrigin("this build, these hosts");
    QCOMPARE(SetPlan::fromBytes(plan.toBytes())->origin(), plan.origin());
}

/// What is proven once it is there is fetched without what would prove it on its way.
void tst_SetPlan::proofs()
{
    SetPlan plan;
    plan.setRaw();
    Source encrypted = loose(u"aa/bb/object"_s, u"encrypted"_s);
    encrypted.armadillo = u"somekey"_s;
    Source archive = loose(u"aa/bb/archive"_s, u"archive"_s);
    archive.encodingKey.reset();
    for (const auto &[source, proof] :
         {std::pair(encrypted, SetPlan::Proof::OnItsWay), std::pair(encrypted, SetPlan::Proof::ReadBack),
          std::pair(archive, SetPlan::Proof::ByItsIndex)}) {
        SetPlan::Object object = plan.objectOf(source);
        object.proof = proof;
        plan.add(source.name + QString::number(static_cast<int>(proof)), object);
    }
    plan.setOptional();
    plan.setClosing("what is left to do");
    plan.setBuild(u"be2bb98d"_s);
    const auto back = SetPlan::fromBytes(plan.toBytes());
    QVERIFY(back.has_value());
    for (const SetPlan *one : std::initializer_list<const SetPlan *>{&plan, &*back}) {
        QCOMPARE(one->closing(), "what is left to do");
        QCOMPARE(one->build(), u"be2bb98d"_s);
        QVERIFY(one->source(0).encodingKey && one->source(0).armadillo == u"somekey"_s && one->isProvable(0));
        QVERIFY(!one->source(1).encodingKey && one->source(1).armadillo.isEmpty() && !one->isProvable(1));
        QCOMPARE(one->encodingKey(1), encrypted.encodingKey);
        QCOMPARE(one->armadillo(1), u"somekey"_s);
        QVERIFY(!one->original(1)); // of the same key, and other bytes
        QCOMPARE(one->proof(2), SetPlan::Proof::ByItsIndex);
        QVERIFY(!one->isOptional(1) && one->isOptional(2));
    }
}

namespace {

/// As plans were written when they did not say of which build they are.
QByteArray withoutBuild(QByteArray bytes)
{
    bytes.remove(4, 4); // an empty text
    bytes[0] = '3';
    return bytes;
}

/// As plans were written when a file had no proof of its own: two bytes less for each.
QByteArray withoutProofs(QByteArray bytes)
{
    constexpr qsizetype kSize = 94;
    const auto isBlock = [&bytes](qsizetype end, qsizetype count) {
        const qsizetype at = end - count * kSize - 4;
        return at >= 0 && qFromLittleEndian<quint32>(bytes.constData() + at) == static_cast<quint32>(count);
    };
    qsizetype end = bytes.size();
    for (int block = 0; block < 2; ++block) {
        qsizetype count = 1; // neither block is empty
        while (!isBlock(end, count))
            ++count;
        const qsizetype begin = end - count * kSize;
        for (qsizetype file = count; file > 0; --file)
            bytes.remove(begin + file * kSize - 2, 2);
        end = begin - 4;
    }
    bytes[0] = '2';
    bytes.remove(4 + 4 + 1, 4); // a closing, behind an origin of one byte
    return bytes;
}

} // namespace

void tst_SetPlan::olderBytes()
{
    SetPlan plan = fullPlan();
    plan.setOrigin("o");
    const QByteArray third = withoutBuild(plan.toBytes());
    const auto unnamed = SetPlan::fromBytes(third);
    QVERIFY(unnamed && unnamed->origin() == "o" && unnamed->build().isEmpty());
    QVERIFY(areEqual(*unnamed, plan));
    QByteArray bytes = withoutProofs(third);
    const auto second = SetPlan::fromBytes(bytes);
    QVERIFY(second && second->origin() == "o");
    QVERIFY(areEqual(*second, plan));
    bytes[0] = '1'; // as they were before they had an origin, or links
    bytes.remove(4, 4 + 1 + 1);
    const auto first = SetPlan::fromBytes(bytes);
    QVERIFY(first && first->origin().isEmpty());
    QVERIFY(areEqual(*first, plan));
}

void tst_SetPlan::cutBytes()
{
    const QByteArray bytes = fullPlan().toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto plan = SetPlan::fromBytes(bytes.first(size));
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, core::ErrorKind::RecordUnreadable);
    }
    QVERIFY(!SetPlan::fromBytes(bytes + 'x'));
}

/// It is refused, or all that it says can be asked for.
void tst_SetPlan::flippedBytes()
{
    const QByteArray bytes = fullPlan().toBytes();
    int refused = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        for (const char bits : {'\x01', '\x80', '\xff'}) {
            QByteArray damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ bits);
            const auto plan = SetPlan::fromBytes(damaged);
            if (!plan) {
                ++refused;
                continue;
            }
            QVERIFY(areEqual(*plan, *plan)); // reads all of it
        }
    }
    QVERIFY(refused > 0);
}

SLUICE_TEST(tst_SetPlan)
#include "tst_setplan.moc"

#include "core/transfer/setdisk.h"

#include "core/bytes.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/ngdp/indexwriter.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace transfer;
using namespace Qt::StringLiterals;
using core::ErrorKind;
using core::SetPlan;
using storage::fs::File;

/// The disk's work for a set, asked for on one thread and done on others.
class tst_SetDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void placesTogether();
    void placesSoon();
    void hurries();
    void copies();
    void joins();
    void marks();
    void looks();
    void looksBeside();
    void looksAtWhatIsKeptAsServed();
    void mends();
    void saysNothingOnceDeleted();

private:
    void place(SetPlan::Index file, const QByteArray &contents);
    void put(const QString &name, const QByteArray &contents) const;
    QByteArray contentsOf(const QString &name) const;
    bool isQuietSoon() const
    {
        return QTest::qWaitFor([this] { return m_disk->isQuiet(); }, 20'000);
    }

    void open(const SetPlan &plan);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<TransferServices> m_services;
    std::unique_ptr<SetDisk> m_disk;
    std::vector<std::size_t> m_batches; ///< how many were told to be in their places at once
    std::vector<storage::SetPlacing> m_placed;
};

namespace {

constexpr int kFiles = 200;

/// Their names are their contents; the last but one has the content of the first, the last one is two
/// objects.
SetPlan plan()
{
    SetPlan plan;
    core::Source source;
    for (int i = 0; i < kFiles; ++i) {
        source.name = u"file%1"_s.arg(i);
        source.contentKey =
            blte::ContentKey{blte::md5(core::bytesOf(i == kFiles - 2 ? "file0" : source.name.toUtf8()))};
        if (i < kFiles - 1)
            plan.add(source);
    }
    source.contentKey.reset();
    plan.addJoined({source, source}, {});
    return plan;
}

} // namespace

void tst_SetDisk::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_services = std::make_unique<TransferServices>();
    open(plan());
}

void tst_SetDisk::open(const SetPlan &plan)
{
    m_disk.reset();
    const QString target = m_dir->filePath(u"set"_s);
    QVERIFY(storage::SetFolder::create(target, plan));
    m_batches.clear();
    m_placed.clear();
    m_disk =
        std::make_unique<SetDisk>(*m_services, *storage::SetFolder::open(target), [this](const auto &placed) {
            m_batches.push_back(placed.size());
            m_placed.insert(m_placed.end(), placed.begin(), placed.end());
        });
}

void tst_SetDisk::cleanup()
{
    m_disk.reset();
    m_services.reset();
}

void tst_SetDisk::place(SetPlan::Index file, const QByteArray &contents)
{
    const QString path = m_disk->folder().temporaryPath(file);
    const auto out = std::make_shared<File>(*File::open(path, File::Mode::ReadWriteNew));
    QVERIFY(out->writeAt(0, core::bytesOf(contents)));
    m_disk->place(file, out, Verdict::Verified, core::WhenExists::Refuse);
}

void tst_SetDisk::put(const QString &name, const QByteArray &contents) const
{
    QFile file(m_dir->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
}

QByteArray tst_SetDisk::contentsOf(const QString &name) const
{
    QFile file(m_dir->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
}

void tst_SetDisk::placesTogether()
{
    for (SetPlan::Index file = 0; file < 150; ++file)
        place(file, "x");
    QVERIFY(!m_disk->isQuiet());
    QVERIFY(isQuietSoon());
    QCOMPARE(m_placed.size(), 150u);
    QVERIFY(m_batches.size() <= 3);
    for (const storage::SetPlacing &file : m_placed)
        QVERIFY(file.result.has_value());
    QCOMPARE(contentsOf(u"file149"_s), "x");
}

/// One that comes by itself waits a moment for others, and no longer.
void tst_SetDisk::placesSoon()
{
    place(0, "x");
    QVERIFY(!m_disk->isBehind());
    QVERIFY(isQuietSoon());
    QCOMPARE(m_batches, std::vector<std::size_t>{1});
}

void tst_SetDisk::hurries()
{
    place(0, "x");
    m_disk->hurry();
    place(1, "y");
    QVERIFY(isQuietSoon());
    QCOMPARE(m_placed.size(), 2u);
}

void tst_SetDisk::copies()
{
    put(u"file0"_s, "file0");
    std::optional<SetDisk::Files> failed;
    m_disk->copy({kFiles - 2}, [&](const SetDisk::Files &files) { failed = files; });
    QVERIFY(isQuietSoon());
    QVERIFY(failed && failed->empty());
    QCOMPARE(contentsOf(u"file%1"_s.arg(kFiles - 2)), "file0");
    // Of what it should be a copy of, something else has become.
    QVERIFY(QFile::remove(m_dir->filePath(u"file%1"_s.arg(kFiles - 2))));
    put(u"file0"_s, "other");
    m_disk->copy({kFiles - 2}, [&](const SetDisk::Files &files) { failed = files; });
    QVERIFY(isQuietSoon());
    QCOMPARE(*failed, SetDisk::Files{kFiles - 2});
}

void tst_SetDisk::joins()
{
    constexpr SetPlan::Index kJoined = kFiles - 1;
    std::optional<core::Error> error;
    const auto join = [&] {
        m_disk->join(kJoined, 2, core::WhenExists::Refuse, [&](const core::Error &e) { error = e; });
        return isQuietSoon();
    };
    QVERIFY(join());
    QVERIFY(error && error->kind != ErrorKind::None); // there are none
    for (int part = 0; part < 2; ++part) {
        QFile file(m_disk->folder().partPathOf(kJoined, part));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(part == 0 ? "one" : "two") == 3);
    }
    QVERIFY(join());
    QCOMPARE(error->kind, ErrorKind::None);
    QCOMPARE(contentsOf(u"file%1"_s.arg(kJoined)), "onetwo");
    QTRY_VERIFY(!QFile::exists(m_disk->folder().partPathOf(kJoined, 1)));
}

void tst_SetDisk::marks()
{
    std::optional<bool> isMarked;
    const auto note = [&](const core::Result<void> &marked) { isMarked = marked.has_value(); };
    m_disk->mark(3, Verdict::Verified, note);
    QVERIFY(isQuietSoon());
    QCOMPARE(isMarked, std::optional(false)); // it is not there
    put(u"file3"_s, "x");
    m_disk->mark(3, Verdict::Verified, note);
    QVERIFY(isQuietSoon());
    QCOMPARE(isMarked, std::optional(true));
}

void tst_SetDisk::looks()
{
    put(u"file1"_s, "file1");
    put(u"file2"_s, "elif2"); // of the same size
    QList<SetPlan::Index> proven;
    m_disk->look({1, 2, 3}, core::WhenExists::Refuse, [&](const auto &seen) {
        for (const SetDisk::Seen &file : *seen) {
            if (file.mark)
                proven << file.file;
        }
    });
    QVERIFY(isQuietSoon());
    QCOMPARE(proven, QList<SetPlan::Index>{1});
}

/// Where an earlier attempt has put it.
void tst_SetDisk::looksBeside()
{
    put(u"file1"_s, "somebody's");
    put(u"file1 (1)"_s, "somebody else's");
    put(u"file1 (2)"_s, "file1");
    for (const auto whenExists : {core::WhenExists::Refuse, core::WhenExists::Rename}) {
        std::vector<SetDisk::Seen> seen;
        m_disk->look({1}, whenExists, [&](const auto &all) { seen = *all; });
        QVERIFY(isQuietSoon());
        QCOMPARE(seen.size(), std::size_t(1));
        QCOMPARE(seen[0].mark.has_value(), whenExists == core::WhenExists::Rename);
        if (seen[0].mark)
            QVERIFY(seen[0].mark->file == 1 && seen[0].mark->size == 5 && !seen[0].isInPlace);
    }
}

namespace {

/// Two objects in an archive of this name, with its index, and both by themselves.
struct Served
{
    support::BuiltObject objects[2];
    QByteArray archive;
    QByteArray index;
    SetPlan plan;
};

Served served()
{
    Served served;
    served.plan.setRaw();
    std::vector<ngdp::IndexRow> rows;
    for (std::uint32_t i = 0; i < 2; ++i) {
        served.objects[i] = support::buildObject(support::payload(support::noise(i), 4000), 1000, {});
        const auto &bytes = served.objects[i].bytes;
        rows.push_back({served.objects[i].encodingKey.digest, static_cast<std::uint32_t>(bytes.size()),
                        static_cast<std::uint32_t>(served.archive.size())});
        served.archive += support::toBytes(bytes);
        SetPlan::Object object = served.plan.objectOf({});
        object.encodingKey = served.objects[i].encodingKey;
        object.proof = i == 0 ? SetPlan::Proof::OnItsWay : SetPlan::Proof::ReadBack;
        served.plan.add(u"object%1"_s.arg(i), object);
    }
    served.index = support::toBytes(ngdp::writeIndex(rows).bytes);
    SetPlan::Object archive = served.plan.objectOf({});
    archive.proof = SetPlan::Proof::ByItsIndex;
    served.plan.add(u"archive"_s, archive);
    return served;
}

} // namespace

void tst_SetDisk::looksAtWhatIsKeptAsServed()
{
    const Served net = served();
    open(net.plan);
    const auto seen = [this] {
        std::vector<SetDisk::Seen> all;
        m_disk->look({0, 1, 2}, core::WhenExists::Overwrite, [&](const auto &told) { all = *told; });
        std::ignore = isQuietSoon();
        return all;
    };
    for (int i = 0; i < 2; ++i)
        put(u"object%1"_s.arg(i), support::toBytes(net.objects[i].bytes));
    put(u"archive"_s, net.archive);
    QCOMPARE(seen()[2].error.kind, ErrorKind::HeaderCorrupt); // nothing tells what is in it
    put(u"archive.index"_s, net.index);
    for (const SetDisk::Seen &one : seen())
        QVERIFY(one.mark && one.mark->verdict == static_cast<std::uint8_t>(Verdict::ChunksVerified));
    const auto damaged = [](QByteArray bytes) {
        bytes[bytes.size() - 10] = static_cast<char>(bytes[bytes.size() - 10] ^ 1);
        return bytes;
    };
    for (int i = 0; i < 2; ++i)
        put(u"object%1"_s.arg(i), damaged(support::toBytes(net.objects[i].bytes)));
    put(u"archive"_s, damaged(net.archive));
    const auto all = seen();
    for (const SetDisk::Seen &one : all)
        QVERIFY(!one.mark && one.error.kind == ErrorKind::EncodingKeyWrong);
    QCOMPARE(all[2].wrong.size(), std::size_t(1));
    QCOMPARE(all[2].wrong[0].key, net.objects[1].encodingKey.digest);
}

void tst_SetDisk::mends()
{
    const Served net = served();
    open(net.plan);
    put(u"archive"_s, QByteArray(net.archive.size(), 'x'));
    put(u"archive.index"_s, net.index);
    std::vector<SetDisk::Seen> seen;
    m_disk->look({2}, core::WhenExists::Overwrite, [&](const auto &all) { seen = *all; });
    QVERIFY(isQuietSoon());
    QCOMPARE(seen[0].wrong.size(), std::size_t(2));
    std::optional<bool> isMended;
    const auto note = [&](const core::Result<void> &mended) { isMended = mended.has_value(); };
    m_disk->mend(2, seen[0].wrong, note);
    QVERIFY(isQuietSoon());
    QCOMPARE(isMended, std::optional(false)); // they were not fetched
    for (int i = 0; i < 2; ++i) {
        QFile part(m_disk->folder().partPathOf(2, i));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.write(support::toBytes(
            net.objects[seen[0].wrong[static_cast<std::size_t>(i)].offset == 0 ? 0 : 1].bytes));
    }
    m_disk->mend(2, seen[0].wrong, note);
    QVERIFY(isQuietSoon());
    QCOMPARE(isMended, std::optional(true));
    QCOMPARE(contentsOf(u"archive"_s), net.archive);
    QVERIFY(!QFile::exists(m_disk->folder().partPathOf(2, 0)));
}

void tst_SetDisk::saysNothingOnceDeleted()
{
    place(0, "x");
    m_disk->hurry();
    m_disk->look({1}, core::WhenExists::Refuse, [](const auto &) { QFAIL("told"); });
    m_disk.reset();
    QTest::qWait(300);
    QVERIFY(m_placed.empty());
    QCOMPARE(contentsOf(u"file0"_s), "x"); // what was begun is ended
}

SLUICE_TEST(tst_SetDisk)
#include "tst_setdisk.moc"

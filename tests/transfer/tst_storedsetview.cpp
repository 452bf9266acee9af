#include "core/transfer/storedsetview.h"

#include "core/bytes.h"
#include "core/storage/setfolder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using core::ErrorKind;
using core::SetPlan;
using storage::SetFolder;
using transfer::SetFileStatus;
using namespace Qt::StringLiterals;

/// A set that is done is read back: what is wrong is found, and fetched alone by the next attempt.
class tst_StoredSetView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void asItShouldBe();
    void wrong_data();
    void wrong();
    void withoutAKey_data();
    void withoutAKey();
    void severalCauses();
    void folderIsGone();
    void nothingIsKnown();
    void stopped();

private:
    QString target() const { return m_dir->path() + u"/set"_s; }
    QString path(const QString &name) const { return m_dir->path() + u'/' + name; }
    void makeSet();
    core::Result<transfer::SetCheck> verified() const
    {
        return transfer::verifySet(target(), nullptr, [](qint64, qint64) { return true; });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

QByteArray contentsFor(const QString &name)
{
    return "contents of " + name.toUtf8();
}

bool put(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
}

const QStringList kProvable{u"a/one"_s, u"a/two"_s, u"three"_s};
const QString kUnprovable = u"unprovable"_s;

} // namespace

void tst_StoredSetView::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

/// Whole, and done.
void tst_StoredSetView::makeSet()
{
    using storage::fs::File;
    SetPlan plan;
    for (const QString &name : kProvable + QStringList{kUnprovable}) {
        core::Source source;
        source.mirrors = {QUrl(u"http://cdn.example/data/"_s + name)};
        if (name != kUnprovable)
            source.contentKey = blte::ContentKey{blte::md5(core::bytesOf(contentsFor(name)))};
        source.decodedSize = contentsFor(name).size();
        source.name = name;
        plan.add(source);
    }
    QVERIFY(SetFolder::create(target(), plan));
    const auto folder = SetFolder::open(target());
    QVERIFY(folder);
    std::vector<storage::SetPlacing> files;
    for (SetPlan::Index file = 0; file < plan.size(); ++file) {
        storage::SetPlacing placing;
        placing.mark.file = file;
        placing.mark.verdict = 1;
        auto out =
            std::make_shared<File>(*File::open((*folder)->temporaryPath(file), File::Mode::ReadWriteNew));
        QVERIFY(out->writeAt(0, core::bytesOf(contentsFor(plan.name(file)))));
        placing.contents = out;
        files.push_back(placing);
    }
    (*folder)->place(files);
    QVERIFY((*folder)->retire());
}

void tst_StoredSetView::asItShouldBe()
{
    makeSet();
    qint64 seen = 0;
    const auto check = transfer::verifySet(target(), nullptr, [&seen](qint64 bytes, qint64 size) {
        seen = std::max(seen, bytes);
        return bytes <= size;
    });
    QVERIFY(check);
    QVERIFY(check->wrong.empty());
    QCOMPARE(check->files, 4);
    QVERIFY(seen > 0);
    QVERIFY(!QFile::exists(target() + u".part"_s)); // nothing was written beside the files
    QCOMPARE(transfer::storedSetView(target())->count(SetFileStatus::Done), 4);
}

void tst_StoredSetView::wrong_data()
{
    QTest::addColumn<QByteArray>("found"); ///< null: nothing
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray whole = contentsFor(kProvable[1]);
    QTest::newRow("one byte") << QByteArray(whole).replace(3, 1, "X") << ErrorKind::ContentKeyWrong;
    QTest::newRow("shorter") << whole.chopped(1) << ErrorKind::ContentKeyWrong;
    QTest::newRow("empty") << QByteArray("") << ErrorKind::ContentKeyWrong;
    QTest::newRow("gone") << QByteArray() << ErrorKind::ReadFailed;
}

void tst_StoredSetView::wrong()
{
    QFETCH(QByteArray, found);
    makeSet();
    QVERIFY(QFile::remove(path(kProvable[1])));
    if (!found.isNull())
        QVERIFY(put(path(kProvable[1]), found));
    const auto check = verified();
    QVERIFY(check);
    QCOMPARE(check->wrong.size(), 1u);
    QTEST(check->error.kind, "kind");
    QVERIFY(check->error.detail.startsWith(u"1 of 4 files, a/two among them: "_s));
    const auto view = transfer::storedSetView(target());
    QCOMPARE(view->count(SetFileStatus::Done), 3);
    QCOMPARE(view->states[1], SetFileStatus::Failed);
    QTEST(view->troubles.value(1).error.kind, "kind");
    // The next attempt has that one to fetch.
    const auto folder = SetFolder::open(target());
    QVERIFY(folder);
    QCOMPARE((*folder)->marks().size(), 3u);
}

void tst_StoredSetView::withoutAKey_data()
{
    QTest::addColumn<bool>("isChanged");
    QTest::newRow("untouched") << false;
    QTest::newRow("changed since") << true;
}

/// Nothing in the plan tells its content: it is held against what it was.
void tst_StoredSetView::withoutAKey()
{
    QFETCH(bool, isChanged);
    makeSet();
    if (isChanged) {
        QTest::qWait(20); // another time
        QVERIFY(put(path(kUnprovable), contentsFor(kUnprovable)));
    }
    const auto check = verified();
    QVERIFY(check);
    QCOMPARE(check->wrong.size(), isChanged ? 1u : 0u);
}

void tst_StoredSetView::severalCauses()
{
    makeSet();
    QVERIFY(QFile::remove(path(kProvable[0])));
    QVERIFY(put(path(kProvable[2]), "other"));
    const auto check = verified();
    QVERIFY(check);
    QCOMPARE(check->error.kind, ErrorKind::FilesFailed);
    QVERIFY(check->error.detail.startsWith(u"2 of 4 files"_s));
}

/// A volume that is not there is no reason to take all files for gone.
void tst_StoredSetView::folderIsGone()
{
    makeSet();
    const QString elsewhere = m_dir->path() + u".away"_s;
    QVERIFY(QDir().rename(m_dir->path(), elsewhere));
    QCOMPARE(verified().error().kind, ErrorKind::FolderMissing);
    QVERIFY(QDir().rename(elsewhere, m_dir->path()));
    QVERIFY(verified()->wrong.empty());
}

void tst_StoredSetView::nothingIsKnown()
{
    QVERIFY(!transfer::storedSetView(target()));
    QCOMPARE(verified().error().kind, ErrorKind::RecordNotOurs);
}

void tst_StoredSetView::stopped()
{
    makeSet();
    QVERIFY(QFile::remove(path(kProvable[0])));
    const auto check = transfer::verifySet(target(), nullptr, [](qint64, qint64) { return false; });
    QCOMPARE(check.error().kind, ErrorKind::Cancelled);
    QCOMPARE(transfer::storedSetView(target())->count(SetFileStatus::Done), 4); // nothing was noted
}

SLUICE_TEST(tst_StoredSetView)
#include "tst_storedsetview.moc"

#include "core/links/joinedsource.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

links::ProductSource sourceOf(const QString &text)
{
    return links::productSourceFromText(text).value_or(links::ProductSource());
}

} // namespace

/// Two selections of one build, as one.
class tst_JoinedSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joined_data();
    void joined();
    void tooLong();
    void manyPaths();
};

void tst_JoinedSource::joined_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("both"); // empty: no text can say it
    const auto row = [](const char *name, const QString &first, const QString &more, const QString &both) {
        QTest::newRow(name) << first << more << both;
    };
    row("two folders", u"wow@1:a/"_s, u"wow@1:b/"_s, u"wow@1:a/|b/"_s);
    row("the build of what is added", u"wow:a/"_s, u"wow@1:b/"_s, u"wow@1:a/|b/"_s);
    row("the build of what is there", u"wow@1:a/"_s, u"wow:b/"_s, u"wow@1:a/|b/"_s);
    row("a third", u"wow@1:a/|b/"_s, u"wow@1:c/d.txt"_s, u"wow@1:a/|b/|c/d.txt"_s);
    row("the same again", u"wow@1:a/|b/"_s, u"wow@1:b/"_s, u"wow@1:a/|b/"_s);
    row("the same, otherwise written", u"wow@1:a/"_s, u"wow@1:a"_s, u"wow@1:a/"_s);
    row("a file below a folder", u"wow@1:a/"_s, u"wow@1:a/b/c.txt"_s, u"wow@1:a/"_s);
    row("a folder around a file", u"wow@1:a/b/c.txt|d/"_s, u"wow@1:a/"_s, u"wow@1:d/|a/"_s);
    row("a name that begins alike", u"wow@1:a/"_s, u"wow@1:ab/c"_s, u"wow@1:a/|ab/c"_s);
    row("a glob", u"wow@1:a/"_s, u"wow@1:**/*.ttf"_s, u"wow@1:a/|**/*.ttf"_s);
    row("below what only looks like a folder", u"wow@1:a/*"_s, u"wow@1:a/b/c"_s, u"wow@1:a/*|a/b/c"_s);
    row("below a glob", u"wow@1:a*"_s, u"wow@1:a*/c"_s, u"wow@1:a*|a*/c"_s);
    row("everything", u"wow@1:a/"_s, u"wow@1:"_s, u"wow@1:"_s);
    row("something of everything", u"wow@1:"_s, u"wow@1:fdid=7"_s, u"wow@1:"_s);
    row("a name with a bar", u"wow@1:a||b"_s, u"wow@1:c"_s, u"wow@1:a||b|c"_s);
    row("numbers", u"wow@1:fdid=1,7-9"_s, u"wow@1:fdid=2,8-12,20"_s, u"wow@1:fdid=1-2,7-12,20"_s);
    row("the largest number", u"wow@1:fdid=4294967295"_s, u"wow@1:fdid=1"_s, u"wow@1:fdid=1,4294967295"_s);
    row("keys", u"wow@1:ckey=00112233445566778899aabbccddeeff"_s,
        u"wow@1:ckey=00112233445566778899aabbccddeeff,10112233445566778899aabbccddeeff"_s,
        u"wow@1:ckey=00112233445566778899aabbccddeeff,10112233445566778899aabbccddeeff"_s);
    row("one locale", u"wow@1;locale=deDE:a/"_s, u"wow@1;locale=deDE:b/"_s, u"wow@1;locale=deDE:a/|b/"_s);
    row("a CDN config that one of them names", u"wow@1;cdn=00112233445566778899aabbccddeeff:a/"_s,
        u"wow@1:b/"_s, u"wow@1;cdn=00112233445566778899aabbccddeeff:a/|b/"_s);
    row("two CDN configs", u"wow@1;cdn=00112233445566778899aabbccddeeff:a/"_s,
        u"wow@1;cdn=10112233445566778899aabbccddeeff:b/"_s, {});
    row("two products", u"wow@1:a/"_s, u"d4@1:b/"_s, {});
    row("two locales", u"wow@1;locale=deDE:a/"_s, u"wow@1:b/"_s, {});
    row("other tags", u"wow@1;tags=OSX:a/"_s, u"wow@1:b/"_s, {});
    row("another manifest", u"wow@1;manifest=install:a/"_s, u"wow@1:b/"_s, {});
    row("paths and numbers", u"wow@1:a/"_s, u"wow@1:fdid=7"_s, {});
    row("two kinds of keys", u"wow@1:ckey=00112233445566778899aabbccddeeff"_s,
        u"wow@1:ekey=00112233445566778899aabbccddeeff"_s, {});
}

void tst_JoinedSource::joined()
{
    QFETCH(QString, first);
    QFETCH(QString, more);
    QFETCH(QString, both);
    QVERIFY(!sourceOf(first).product.isEmpty() && !sourceOf(more).product.isEmpty());
    const auto source = links::joined(sourceOf(first), sourceOf(more));
    QCOMPARE(source ? links::toText(*source) : QString(), both);
}

void tst_JoinedSource::tooLong()
{
    const auto pathsOf = [](int first) {
        QStringList paths;
        for (int i = first; i < first + 5'000; ++i)
            paths << QString(1'000, u'x') + QString::number(i);
        return links::ProductSource{u"wow"_s, u"1"_s, core::FileSelection::ofPaths(paths)};
    };
    QVERIFY(links::toText(pathsOf(0)).size() <= links::kLongestProductSource);
    QVERIFY(!links::joined(pathsOf(0), pathsOf(5'000)));
    QCOMPARE(links::joined(pathsOf(0), pathsOf(0)), pathsOf(0));
}

/// Each is compared with those above it, not with all.
void tst_JoinedSource::manyPaths()
{
    QStringList paths;
    for (int i = 0; i < 20'000; ++i)
        paths << u"folder%1/file%2.txt"_s.arg(i % 100).arg(i);
    const links::ProductSource many{u"wow"_s, u"1"_s, core::FileSelection::ofPaths(paths)};
    const auto both = links::joined(many, sourceOf(u"wow@1:folder7/"_s));
    QVERIFY(both);
    QCOMPARE(both->selection.paths.size(), 20'000 - 200 + 1);
}

SLUICE_TEST(tst_JoinedSource)
#include "tst_joinedsource.moc"

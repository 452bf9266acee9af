#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/intake/keysdialog.h"
#include "ui/intake/linetrouble.h"
#include "ui/intake/relocatedialog.h"
#include "ui/intake/signindialog.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/itemstatus.h"
#include "ui/list/remedies.h"
#include "ui/window/bar.h"
#include "ui/window/linkcommands.h"
#include "ui/window/summarybar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>
#include <algorithm>

using transfer::State;
using ui::Remedy;

/// What the window offers where something cannot go on by itself: it names no remedy that it does not have.
class tst_Remedy : public samples::WindowTest
{
    Q_OBJECT
private:
    static QLineEdit *fieldOf(const QWidget &dialog, const QString &name)
    {
        for (auto *field : dialog.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == name)
                return field;
        }
        return nullptr;
    }

    queue::ItemId failedBy(core::ErrorKind kind, const QString &name = QStringLiteral("file.bin"))
    {
        queue::Request request;
        request.source.mirrors = {QUrl(QStringLiteral("https://one.example:8443/a/file.bin"))};
        request.folder = folder->path();
        request.name = name;
        request.intent = transfer::Intent::Hold;
        const auto id = queue->add({request}).first();
        samples::dress(*queue, queue->rowOf(id), [kind](queue::Item &item) {
            item.state = State::Failed;
            item.error = {kind, {}};
        });
        return id;
    }

    QStringList offered() const
    {
        QStringList texts;
        for (const auto *button : window->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->window() == window.get())
                texts << button->text();
        }
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        window->show();
    }

    void everyErrorHasARemedy_data()
    {
        using core::ErrorKind;
        QTest::addColumn<core::ErrorKind>("kind");
        QTest::addColumn<Remedy>("first");
        QTest::newRow("exists") << ErrorKind::TargetExists << Remedy::Overwrite;
        QTest::newRow("name") << ErrorKind::NameRefused << Remedy::Rename;
        QTest::newRow("folder") << ErrorKind::FolderMissing << Remedy::Retry;
        QTest::newRow("sign in") << ErrorKind::CredentialsNeeded << Remedy::SignIn;
        QTest::newRow("not found") << ErrorKind::NotFound << Remedy::Retry;
        QTest::newRow("key") << ErrorKind::KeyMissing << Remedy::AddKey;
        QTest::newRow("wrong key") << ErrorKind::KeyWrong << Remedy::AddKey;
    }
    void everyErrorHasARemedy()
    {
        QFETCH(core::ErrorKind, kind);
        const auto id = failedBy(kind);
        QTEST(ui::remediesFor(*queue->find(id)).value(0), "first");
        view()->selectIds({id});
        QTRY_VERIFY(!offered().isEmpty());
        QCOMPARE(offered().first(), ui::remedyText(ui::remediesFor(*queue->find(id)).value(0)));
    }

    /// Of one mirror nobody says that another one is tried.
    void whatIsSaidIsSo()
    {
        const auto id = failedBy(core::ErrorKind::ConnectionLost);
        QVERIFY(!ui::longStatus(*queue->find(id), {}).contains(QStringLiteral("another mirror")));
        samples::dress(*queue, 0, [](queue::Item &item) { item.state = State::Waiting; });
        QVERIFY(ui::longStatus(*queue->find(id), {}).contains(QStringLiteral("tries again by itself")));
    }

    void renamesAndMoves()
    {
        const auto id = failedBy(core::ErrorKind::TargetExists);
        view()->selectIds({id});
        view()->setFocus();
        trigger(QStringLiteral("F2"));
        auto *dialog = window->findChild<ui::RelocateDialog *>();
        QVERIFY(dialog);
        const auto fields = dialog->findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields.at(0)->selectedText(), QStringLiteral("file"));
        fields.at(0)->setText(QStringLiteral("../other.bin"));
        dialog->accept();
        QTRY_VERIFY(dialog->isVisible()); // and says why not
        fields.at(0)->setText(QStringLiteral("other.bin"));
        fields.at(1)->setText(QStringLiteral("relative"));
        dialog->accept();
        QVERIFY(dialog->isVisible());
        fields.at(1)->setText(folder->path() + QStringLiteral("/sub"));
        dialog->accept();
        QTRY_COMPARE(queue->find(id)->target(), folder->path() + QStringLiteral("/sub/other.bin"));
        QTRY_VERIFY(!window->findChild<ui::RelocateDialog *>());
    }

    void signsInForASite()
    {
        const auto id = failedBy(core::ErrorKind::CredentialsNeeded);
        ui::SignInDialog dialog(*queue, *preferences, *queue->find(id));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.findChildren<QLineEdit *>().at(0)->setText(QStringLiteral("m\u00e9"));
        dialog.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("p:@ %41"));
        dialog.accept();
        const auto logins = preferences->queueSettings().logins;
        QCOMPARE(logins.size(), 1);
        QCOMPARE(logins.first().site, QUrl(QStringLiteral("https://one.example:8443")));
        QCOMPARE(logins.first().user, QStringLiteral("m\u00e9"));
        QCOMPARE(logins.first().password, QStringLiteral("p:@ %41"));
        QVERIFY(queue->find(id)->state != State::Failed);
        QVERIFY(queue->find(id)->source.mirrors.first().userInfo().isEmpty());
        queue->hold({id});
    }

    void signsInForAnItem()
    {
        const auto id = failedBy(core::ErrorKind::CredentialsNeeded);
        ui::SignInDialog dialog(*queue, *preferences, *queue->find(id));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.findChildren<QLineEdit *>().at(0)->setText(QStringLiteral("me"));
        dialog.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("secret"));
        dialog.findChild<QCheckBox *>()->setChecked(false);
        dialog.accept();
        QVERIFY(preferences->queueSettings().logins.isEmpty());
        QCOMPARE(queue->find(id)->source.mirrors.first().password(), QStringLiteral("secret"));
        queue->hold({id});
    }

    /// Headers go with the login: to the site, or with the download; a bad one is told, and nothing kept.
    void headersGoWithTheLogin()
    {
        const auto id = failedBy(core::ErrorKind::CredentialsNeeded);
        ui::SignInDialog dialog(*queue, *preferences, *queue->find(id));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *further = dialog.findChild<QPlainTextEdit *>();
        further->setPlainText(QStringLiteral("Range: bytes=0-1"));
        dialog.show();
        dialog.accept();
        QVERIFY(dialog.isVisible()); // and says why
        QVERIFY(preferences->queueSettings().logins.isEmpty());
        further->setPlainText(QStringLiteral("X-Token: abc"));
        fieldOf(dialog, QStringLiteral("Cookies"))->setText(QStringLiteral("a=b"));
        dialog.accept();
        const auto logins = preferences->queueSettings().logins;
        QCOMPARE(logins.size(), 1);
        QCOMPARE(logins.first().headers, (QList<core::RequestHeader>{{"Cookie", "a=b"}, {"X-Token", "abc"}}));
        QVERIFY(logins.first().user.isEmpty());
        queue->hold({id});

        ui::SignInDialog again(*queue, *preferences, *queue->find(id));
        again.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(fieldOf(again, QStringLiteral("Cookies"))->text(), QStringLiteral("a=b"));
        again.findChild<QCheckBox *>()->setChecked(false);
        fieldOf(again, QStringLiteral("Referrer"))->setText(QStringLiteral("https://one.example/page"));
        again.accept();
        const auto own = queue->find(id)->source.headers;
        QCOMPARE(core::headerValue(own, "referer"), QByteArray("https://one.example/page"));
        queue->hold({id});
    }

    void linesThatAreNoLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("slip") << QStringLiteral("htp://a.example/x") << QStringLiteral("did you mean");
        QTest::newRow("one slash") << QStringLiteral("http:/a.example/x") << QStringLiteral("did you mean");
        QTest::newRow("hidden") << QStringLiteral("hxxps://a.example/x") << QStringLiteral("did you mean");
        QTest::newRow("ftp") << QStringLiteral("ftp://a.example/x") << QStringLiteral("FTP");
        QTest::newRow("magnet") << QStringLiteral("magnet:?xt=urn:btih:00") << QStringLiteral("magnet");
        QTest::newRow("other") << QStringLiteral("gopher://a.example/") << QStringLiteral("gopher");
        QTest::newRow("none") << QStringLiteral("a.example/file.bin")
                              << QStringLiteral("http:// or https://");
        QTest::newRow("prose") << QStringLiteral("hello there") << QStringLiteral("not understood");
    }
    void linesThatAreNoLinks()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const ui::Dropped dropped = ui::readDropped({text, {}});
        QCOMPARE(dropped.problems.size(), 1);
        const QString trouble = ui::lineTrouble(dropped.problems.first());
        QVERIFY2(trouble.contains(part), qPrintable(trouble));
    }

    void pathsAreCopied()
    {
        const auto id = failedBy(core::ErrorKind::NotFound);
        view()->selectIds({id});
        view()->setFocus();
        trigger(QStringLiteral("Ctrl+Shift+C"));
        QCOMPARE(QGuiApplication::clipboard()->text(), folder->path() + QStringLiteral("/file.bin"));
    }

    /// In a sorted list nobody would see it.
    void movingShowsTheQueuesOrder()
    {
        samples::addPlain(*queue, 3);
        view()->sortByColumn(0, Qt::DescendingOrder);
        view()->selectIds({queue->at(2).id});
        view()->setFocus();
        const auto id = queue->at(2).id;
        trigger(QStringLiteral("Ctrl+Up"));
        QCOMPARE(view()->header()->sortIndicatorSection(), -1);
        QCOMPARE(queue->rowOf(id), 1);
    }

    void theNameIsNeverCutToNothing()
    {
        samples::addPlain(*queue, 1);
        const int letter = view()->fontMetrics().averageCharWidth();
        for (const int width : {2000, 1000, 700, 500}) {
            window->resize(width, 500);
            QTest::qWait(30);
            QVERIFY2(view()->columnWidth(0) >= 32 * letter || view()->viewport()->width() < 62 * letter,
                     qPrintable(QString::number(width)));
        }
        window->resize(2000, 500);
        QTRY_VERIFY(!view()->isColumnHidden(static_cast<int>(ui::QueueModel::Column::Speed)));
    }

    /// A host that serves the same path, or the whole address of the same file.
    void aMirrorIsAdded()
    {
        const auto id = failedBy(core::ErrorKind::NotFound);
        auto *links = window->findChild<ui::LinkCommands *>();
        links->addMirror(id, QStringLiteral("two.example/prefix"));
        links->addMirror(id, QStringLiteral("https://three.example/elsewhere/file.bin?x"));
        links->addMirror(id, QStringLiteral("https://two.example/prefix")); // is one already
        QCOMPARE(queue->find(id)->source.mirrors.mid(1),
                 (QList{QUrl(QStringLiteral("https://two.example/prefix/a/file.bin")),
                        QUrl(QStringLiteral("https://three.example/elsewhere/file.bin?x"))}));
        queue->hold({id});
    }

    /// What has a key that opens nothing is asked for once more, and says so.
    void aWrongKeyIsAskedForAgain()
    {
        samples::addPlain(*queue, 1);
        const blte::KeyName name{0x1234};
        samples::dress(*queue, 0, [name](queue::Item &item) {
            item.state = State::Done;
            item.verdict = transfer::Verdict::Incomplete;
            item.missingKeys = {name, blte::KeyName{0x5678}};
        });
        auto keys = std::make_shared<blte::KeyStore>();
        keys->insert(name, blte::Key{1});
        queue->setKeys(keys);
        const ui::KeyRequestModel model(*queue);
        const auto text = [&](int row) { return model.index(row, 1).data().toString(); };
        QVERIFY2(text(0).contains(QStringLiteral("seems wrong")), qPrintable(text(0)));
        QVERIFY(!text(1).contains(QStringLiteral("seems wrong")));
        window->show();
        const auto *bar = window->findChild<ui::SummaryBar *>();
        QTRY_VERIFY2(bar->accessibleName().endsWith(QStringLiteral("1 key(s) missing, 1 key(s) seem wrong")),
                     qPrintable(bar->accessibleName()));
        view()->selectIds({queue->at(0).id});
        const auto says = [this](const QString &sentence) {
            return std::ranges::any_of(window->findChildren<QLabel *>(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(sentence);
            });
        };
        QTRY_VERIFY(says(QStringLiteral("The key 0000000000001234 seems wrong.")));
        QVERIFY(!says(QStringLiteral("not known yet")));
    }

    /// Ctrl and a key of the cursor leave what is selected behind, and commands mean what is selected.
    void detailsAreOfWhatIsSelected()
    {
        samples::addPlain(*queue, 3);
        window->show();
        view()->selectIds({queue->at(0).id});
        QTest::keyClick(view(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view()->currentIndex().row(), 2);
        QCOMPARE(view()->currentId(), std::optional(queue->at(0).id));
    }

    /// One filter always is chosen, and seen to be.
    void aClickBesideTheFiltersChangesNothing()
    {
        auto *filters = window->findChild<ui::FilterSidebar *>();
        filters->setMinimumHeight(filters->sizeHint().height() + 50);
        window->show();
        const QPoint below(5, filters->viewport()->height() - 2);
        QVERIFY(!filters->indexAt(below).isValid());
        QTest::mouseClick(filters->viewport(), Qt::LeftButton, Qt::NoModifier, below);
        QVERIFY(filters->selectionModel()->isSelected(filters->model()->index(0, 0)));
    }

    /// Filters, rows, details.
    void tabGoesAsTheWindowIsRead()
    {
        const auto *filters = window->findChild<ui::FilterSidebar *>();
        // Below them are categories, while there are some.
        const QWidget *next = filters->nextInFocusChain();
        while (next != filters && (!(next->focusPolicy() & Qt::TabFocus) || next->inherits("ui::LabelList")))
            next = next->nextInFocusChain();
        QCOMPARE(next, view());
    }

    /// A later notice leaves what was not read yet where it is.
    void nothingUnreadIsLost()
    {
        window->addText(QStringLiteral("http://127.0.0.1:1/x\nwow@:x"));
        QTRY_VERIFY(!window->findChildren<ui::Bar *>().isEmpty());
        const auto shownText = [&] {
            QStringList texts;
            for (const ui::Bar *bar : window->findChildren<ui::Bar *>())
                texts << (bar->isVisible() ? bar->accessibleName() : QString());
            return texts.join(u'|');
        };
        QTRY_VERIFY(shownText().contains(QStringLiteral("not understood")));
        window->say(QStringLiteral("hello"));
        QVERIFY2(shownText().contains(QStringLiteral("hello")), qPrintable(shownText()));
        QVERIFY2(shownText().contains(QStringLiteral("more to read")), qPrintable(shownText()));
    }
};

SLUICE_GUI_TEST(tst_Remedy)
#include "tst_remedy.moc"

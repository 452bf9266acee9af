#include "core/errortable.h"
#include "tests/support/testmain.h"
#include "ui/errortext.h"

#include <QTest>

using core::ErrorKind;

class tst_ErrorText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasASentence_data()
    {
        QTest::addColumn<int>("kind");
        for (int number = 1; number <= static_cast<int>(ErrorKind::Internal); ++number) {
            const QString name = core::name(static_cast<ErrorKind>(number));
            if (number == static_cast<int>(ErrorKind::Internal) || name != core::name(ErrorKind::Internal))
                QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(number).arg(name))) << number;
        }
    }
    void everyKindHasASentence()
    {
        QFETCH(int, kind);
        const core::Error error{static_cast<ErrorKind>(kind), QStringLiteral("the detail")};
        const ui::ErrorText text = ui::errorText(error);
        QVERIFY(text.sentence.endsWith(QLatin1Char('.')));
        QVERIFY(!ui::errorPhrase(error).endsWith(QLatin1Char('.')));
        if (kind != static_cast<int>(ErrorKind::Internal))
            QVERIFY(!text.sentence.contains(QStringLiteral("inside Sluice")));
        QVERIFY(ui::errorParagraph(error).endsWith(QStringLiteral("the detail")));
    }

    void whatNeedsAPersonSaysWhatToDo_data() { everyKindHasASentence_data(); }
    void whatNeedsAPersonSaysWhatToDo()
    {
        QFETCH(int, kind);
        const core::ItemDoes does = core::errorRow(static_cast<ErrorKind>(kind)).item;
        if (does == core::ItemDoes::AskUser || does == core::ItemDoes::AskForKey)
            QVERIFY(!ui::errorText({static_cast<ErrorKind>(kind), {}}).nextStep.isEmpty());
    }

    void noErrorIsSilent() { QVERIFY(ui::errorParagraph({}).isEmpty()); }
};

SLUICE_TEST(tst_ErrorText)
#include "tst_errortext.moc"

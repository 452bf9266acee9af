#include "core/http/signin.h"
#include "tests/support/testmain.h"

#include <QTest>

/// What is told of answers that want a user name and a password.
class tst_SignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data();
    void tells();
};

void tst_SignIn::tells_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<bool>("hasSent");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, int status, const char *challenge, bool hasSent,
                        const char *words) {
        QTest::newRow(name) << status << QByteArray(challenge) << hasSent << QString::fromLatin1(words);
    };
    row("none given", 401, "Basic realm=\"x\"", false, "the server wants a user name");
    row("wrong ones given", 401, "Basic realm=\"x\"", true, "did not accept");
    row("no challenge", 401, "", false, "the server wants a user name");
    row("no challenge, some given", 401, "", true, "did not accept");
    row("Digest", 401, "Digest realm=\"x\", nonce=\"abc\", qop=\"auth\"", true, "by Digest");
    row("Digest, none given", 401, "Digest realm=\"x\", nonce=\"abc\"", false, "by Digest");
    row("two others", 401, "Negotiate, NTLM", false, "by Negotiate or NTLM");
    row("Digest or Basic", 401, "Digest realm=\"x\", nonce=\"y\", Basic realm=\"x\"", true, "did not accept");
    row("in small letters", 401, "basic realm=\"x\"", false, "wants a user name");
    row("a proxy", 407, "Basic realm=\"x\"", false, "the proxy wants");
    row("a proxy with NTLM", 407, "NTLM", false, "the proxy wants a sign-in by NTLM");
}

void tst_SignIn::tells()
{
    QFETCH(int, status);
    QFETCH(QByteArray, challenge);
    QFETCH(bool, hasSent);
    QFETCH(QString, words);
    const QString detail = http::signInDetail(status, challenge, hasSent);
    QVERIFY2(detail.contains(words), qPrintable(detail));
    QVERIFY(detail.contains(QString::number(status)));
}

SLUICE_TEST(tst_SignIn)
#include "tst_signin.moc"

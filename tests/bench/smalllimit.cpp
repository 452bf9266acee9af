#include "core/http/managerpool.h"

#include <QCoreApplication>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

/// How fast small files can be at all, asked for as Sluice asks: through Qt, on two threads, each three
/// requests ahead over one connection; every file is made under one name and renamed. Nothing else: no
/// digest, no record, no queue, no retry.
///
///     bench-smalllimit LIST DIR               one file for each address of the list
///     bench-smalllimit URL DIR COUNT SIZE     one for each so large slice of an archive
namespace {

constexpr int kThreads = 2;
constexpr int kTogether = 3;
constexpr int kSlicesPerRequest = 64;

void makeFile(const QByteArray &folder, int number, QByteArrayView content)
{
    const QByteArray name = folder + '/' + QByteArray::number(number);
    const QByteArray part = name + ".part";
    const int file = ::open(part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    const bool ok = file >= 0 &&
                    ::pwrite(file, content.data(), std::size_t(content.size()), 0) == content.size() &&
                    ::close(file) == 0 && ::rename(part.constData(), name.constData()) == 0;
    if (!ok)
        qFatal("%s could not be written", name.constData());
}

struct Work
{
    int requests = 0;
    std::function<QNetworkRequest(int)> request;
    std::function<void(int, const QByteArray &)> take;
    std::atomic<int> next{0};
};

/// Asks for one thing after the other until there are no more; then its thread ends.
class Asker : public QObject
{
public:
    explicit Asker(Work &work)
        : m_work(work)
    {
    }

    void begin()
    {
        m_manager = http::ManagerPool().take(QString());
        ask();
    }

private:
    void ask()
    {
        const int number = m_work.next++;
        if (number >= m_work.requests) {
            if (m_waiting == 0)
                thread()->quit();
            return;
        }
        ++m_waiting;
        QNetworkRequest request = m_work.request(number);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, true);
        request.setRawHeader("Accept-Encoding", "identity");
        QNetworkReply *reply = m_manager->get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply, number] {
            if (reply->error() != QNetworkReply::NoError)
                qFatal("%s", qPrintable(reply->errorString()));
            m_work.take(number, reply->readAll());
            reply->deleteLater();
            --m_waiting;
            for (int i = m_waiting; i < kTogether; ++i)
                ask();
        });
    }

    Work &m_work;
    std::shared_ptr<QNetworkAccessManager> m_manager;
    int m_waiting = 0;
};

void run(Work &work)
{
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.push_back(std::make_unique<QThread>());
        auto *asker = new Asker(work);
        asker->moveToThread(threads.back().get());
        QObject::connect(threads.back().get(), &QThread::started, asker, &Asker::begin);
        QObject::connect(threads.back().get(), &QThread::finished, asker, &QObject::deleteLater);
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
}

void fetchFiles(const QString &list, const QByteArray &folder)
{
    QFile file(list);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s cannot be read", qPrintable(list));
    const QList<QByteArray> addresses = file.readAll().split('\n');
    Work work;
    work.requests = static_cast<int>(addresses.size());
    work.request = [&](int i) { return QNetworkRequest(QUrl::fromEncoded(addresses[i])); };
    work.take = [&](int i, const QByteArray &content) { makeFile(folder, i, content); };
    run(work);
}

void fetchSlices(const QString &url, const QByteArray &folder, int count, int size)
{
    const int together = kSlicesPerRequest * size;
    Work work;
    work.requests = (count + kSlicesPerRequest - 1) / kSlicesPerRequest;
    work.request = [&](int i) {
        QNetworkRequest request{QUrl(url)};
        request.setRawHeader("Range", "bytes=" + QByteArray::number(qint64(i) * together) + '-' +
                                          QByteArray::number(qint64(i + 1) * together - 1));
        return request;
    };
    work.take = [&](int i, const QByteArray &content) {
        for (qsizetype at = 0; at < content.size(); at += size)
            makeFile(folder, i * kSlicesPerRequest + int(at / size),
                     QByteArrayView(content).sliced(at, std::min<qsizetype>(size, content.size() - at)));
    };
    run(work);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3)
        fetchFiles(arguments[1], arguments[2].toLocal8Bit());
    else if (arguments.size() == 5)
        fetchSlices(arguments[1], arguments[2].toLocal8Bit(), arguments[3].toInt(), arguments[4].toInt());
    else
        return 2;
    return 0;
}

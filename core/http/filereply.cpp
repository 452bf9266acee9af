#include "core/http/filereply.h"

#include <QDateTime>
#include <QPointer>
#include <QRegularExpression>
#include <QTimer>
#include <algorithm>
#include <optional>

namespace http {

namespace {

struct Range
{
    qint64 first = 0;
    qint64 last = 0;
};

/// "bytes=10-19" or "bytes=10-". Empty for anything else, as for no range at all.
std::optional<Range> rangeOf(const QByteArray &header, qint64 size)
{
    static const QRegularExpression form(QStringLiteral("^bytes=([0-9]{1,18})-([0-9]{1,18})?$"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return std::nullopt;
    const QString last = match.captured(2);
    return Range{match.captured(1).toLongLong(),
                 last.isEmpty() ? size - 1 : std::min(last.toLongLong(), size - 1)};
}

} // namespace

FileReply::FileReply(const QNetworkRequest &request, QObject *parent)
    : QNetworkReply(parent)
    , m_file(request.url().toLocalFile())
{
    setRequest(request);
    setUrl(request.url());
    setOperation(QNetworkAccessManager::GetOperation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    QMetaObject::invokeMethod(this, &FileReply::answer, Qt::QueuedConnection);
}

void FileReply::answer()
{
    if (isFinished())
        return;
    const QPointer<FileReply> self(this);
    Q_EMIT requestSent();
    if (!self)
        return;
    if (!m_file.exists())
        return refuse(404, ContentNotFoundError, QStringLiteral("there is no such file"));
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return refuse(403, ContentAccessDenied, m_file.errorString());
    const qint64 size = m_file.size();
    const auto range = rangeOf(request().rawHeader("Range"), size);
    if (range && range->first > range->last)
        return refuse(416, ContentNotFoundError, QStringLiteral("it ends before this range"));
    const Range sent = range.value_or(Range{0, size - 1});
    if (!m_file.seek(sent.first))
        return refuse(500, InternalServerError, m_file.errorString());
    m_left = sent.last - sent.first + 1;
    const qint64 changed = m_file.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, range ? 206 : 200);
    setRawHeader("Content-Length", QByteArray::number(m_left));
    setRawHeader("Content-Type", "application/octet-stream");
    setRawHeader("Accept-Ranges", "bytes");
    setRawHeader("ETag", '"' + QByteArray::number(size, 16) + '-' + QByteArray::number(changed, 16) + '"');
    if (range) {
        setRawHeader("Content-Range", "bytes " + QByteArray::number(sent.first) + '-' +
                                          QByteArray::number(sent.last) + '/' + QByteArray::number(size));
    }
    m_isAnswered = true;
    Q_EMIT metaDataChanged();
    if (!self || isFinished())
        return;
    if (m_left == 0)
        finish();
    else
        Q_EMIT readyRead();
}

void FileReply::refuse(int status, NetworkError error, const QString &text)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    setRawHeader("Content-Length", "0");
    setError(error, text);
    m_isAnswered = true;
    const QPointer<FileReply> self(this);
    Q_EMIT metaDataChanged();
    if (self && !isFinished())
        finish();
}

void FileReply::finish()
{
    m_left = 0;
    m_file.close();
    setFinished(true);
    // Whoever is told may be about to read, or to delete this.
    QMetaObject::invokeMethod(this, &QNetworkReply::finished, Qt::QueuedConnection);
}

void FileReply::abort()
{
    if (isFinished())
        return;
    setError(OperationCanceledError, QStringLiteral("aborted"));
    finish();
}

qint64 FileReply::bytesAvailable() const
{
    return QNetworkReply::bytesAvailable() + m_left;
}

/// All of it is there from the beginning; what cannot be read ends the body early, as a lost connection does.
qint64 FileReply::readData(char *data, qint64 maxSize)
{
    if (m_left == 0)
        return isFinished() ? -1 : 0;
    const qint64 got = m_file.read(data, std::min(maxSize, m_left));
    if (got <= 0) {
        setError(RemoteHostClosedError,
                 got < 0 ? m_file.errorString() : QStringLiteral("the file became shorter"));
        finish();
        return -1;
    }
    m_left -= got;
    if (m_left == 0)
        finish();
    else // as for bytes that come behind those
        QMetaObject::invokeMethod(this, &QIODevice::readyRead, Qt::QueuedConnection);
    return got;
}

} // namespace http

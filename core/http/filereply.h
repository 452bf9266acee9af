#pragma once

#include <QFile>
#include <QNetworkReply>

namespace http {

/// The answer of a mirror's folder on the disk to one GET: what a server that has the file would answer, with
/// its status, Content-Length, Content-Range and an ETag of the file's size and time. So whatever fetches
/// from servers fetches from folders, too.
///
/// For its user it is a QNetworkReply like those of QNetworkAccessManager, with the same signals. Of the
/// attributes it sets HttpStatusCodeAttribute. Several ranges at once it does not know: all of the file
/// comes. Lives on the thread that made it, which it blocks for what reading from a disk takes.
class FileReply : public QNetworkReply
{
    Q_OBJECT
public:
    /// The URL's scheme is "file".
    explicit FileReply(const QNetworkRequest &request, QObject *parent = nullptr);

    void abort() override;
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    void answer();
    void refuse(int status, NetworkError error, const QString &text);
    void finish();

    QFile m_file;
    qint64 m_left = 0; ///< of the body
    bool m_isAnswered = false;
};

} // namespace http

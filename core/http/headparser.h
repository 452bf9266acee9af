#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <utility>

namespace http {

/// Status line and fields of an answer.
struct AnswerHead
{
    int status = 0;
    QByteArray reason;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< as they came, values without blanks around

    /// Of all fields of that name, joined by commas (RFC 9110 5.3); null when there is none.
    QByteArray value(QByteArrayView name) const;
};

/// Reads heads of HTTP/1 answers (RFC 9112 2 to 5), whatever way their bytes are cut; the informational ones
/// (1xx), too, which next() tells like any other. Pure: no sockets. Lines may end with LF alone, continued
/// lines are joined, and a line that is no field is passed over. A line may have 100 KiB,
/// all heads of one answer 256 KiB.
class HeadParser
{
public:
    enum class Step { NeedMore, Head, Failed };

    /// Takes from the front of `bytes`, up to the body. After Head, the next call begins another head.
    Step next(QByteArrayView &bytes);
    const AnswerHead &head() const { return m_head; }
    /// What is wrong, in English.
    QString fault() const { return m_fault; }

private:
    bool takeLine(QByteArrayView &bytes);
    bool takeStatus();
    void takeField();
    Step fail(const QString &fault);

    AnswerHead m_head;
    QByteArray m_line; ///< as far as it has come
    qsizetype m_size = 0;
    bool m_hasStatus = false;
    bool m_mayContinue = false; ///< the line before was a field
    QString m_fault;
};

} // namespace http

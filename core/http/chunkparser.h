#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace http {

/// A body in chunks (RFC 9112 7.1) taken apart, whatever way its bytes are cut. Pure: no sockets. Strict
/// where a guess could end the body early or go on too long: a size is 1 to 16 hexadecimal digits, with
/// blanks and an extension behind it at most; a line end follows each chunk, and an empty line the last one.
/// Lines may end with LF alone. Memory is bounded by one line (4 KiB); trailers are passed over, up to 64 KiB
/// of them; data is handed through without a copy.
///
///     while (true) switch (parser.next(bytes)) {
///     case Step::NeedMore: read more bytes; at the end of the connection the body is cut
///     case Step::Data:     data() are the next bytes of the body
///     case Step::End:      the body ended; `bytes` is what follows
///     case Step::Failed:   fault(); stays so
///     }
class ChunkParser
{
public:
    enum class Step { NeedMore, Data, End, Failed };

    /// Takes from the front of `bytes`.
    Step next(QByteArrayView &bytes);
    QByteArrayView data() const { return m_data; }
    /// What is wrong, in English.
    QString fault() const { return m_fault; }

private:
    enum class State { Size, Data, DataEnd, Trailer, Ended, Failed };

    bool takeLine(QByteArrayView &bytes);
    void takeSize();
    void takeDataEnd();
    void takeTrailer();
    void fail(const QString &fault);

    State m_state = State::Size;
    QByteArray m_line;         ///< as far as it has come
    bool m_hasCr = false;      ///< before the end of the last line
    bool m_isCrWanted = false; ///< before the one behind the chunk
    qint64 m_left = 0;         ///< of the chunk
    qsizetype m_trailers = 0;
    QByteArrayView m_data;
    QString m_fault;
};

} // namespace http

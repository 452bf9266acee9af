#include "core/storage/receiptindex.h"

#include <QDir>
#include <QFile>

namespace storage {

namespace {

/// "TARGET SOURCE " stands before the text.
constexpr qsizetype kTextAt = 2 * (ReceiptIndex::kNumberDigits + 1);

/// As far as that can be told without reading it again.
bool hasOnlyGrown(QFile &file, qint64 end)
{
    char before = 0;
    return end == 0 || (file.seek(end - 1) && file.getChar(&before) && before == '\n');
}

QByteArray textAt(QFile &file, qint64 line)
{
    return file.seek(line) ? file.readLine(ReceiptIndex::kLargestReceipt).mid(kTextAt) : QByteArray();
}

} // namespace

ReceiptIndex::Known &ReceiptIndex::lookThrough(QFile &file)
{
    Known &known = m_known[file.fileName()];
    if (!hasOnlyGrown(file, known.end))
        known = {};
    file.seek(known.end);
    while (!file.atEnd()) {
        known.end = file.pos(); // the last line may still be growing: it is looked at once more
        const QByteArray line = file.readLine(kLargestReceipt);
        bool isTarget = false;
        bool isSource = false;
        const quint64 target = line.left(kNumberDigits).toULongLong(&isTarget, 16);
        const quint64 source = line.mid(kNumberDigits + 1, kNumberDigits).toULongLong(&isSource, 16);
        if (!isTarget || !isSource)
            continue;
        known.byTarget[target] = known.end;
        if (!known.bySource.contains(source, known.end))
            known.bySource.insert(source, known.end);
    }
    return known;
}

QByteArray ReceiptIndex::ofTarget(const QString &path, quint64 target)
{
    const QMutexLocker locker(&m_mutex);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const Known &known = lookThrough(file);
    const auto found = known.byTarget.constFind(target);
    return found == known.byTarget.cend() ? QByteArray() : textAt(file, *found);
}

std::vector<QByteArray> ReceiptIndex::ofSource(const QString &folder, quint64 source, std::size_t most)
{
    const QMutexLocker locker(&m_mutex);
    std::vector<QByteArray> texts;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.list")}, QDir::Files);
    for (const QString &name : names) {
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const qint64 line : lookThrough(file).bySource.values(source)) {
            if (texts.size() < most)
                texts.push_back(textAt(file, line));
        }
    }
    return texts;
}

} // namespace storage

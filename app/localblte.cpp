#include "app/localblte.h"

#include "app/text.h"
#include "core/hex.h"

#include <QFileInfo>

namespace app {

using namespace Qt::StringLiterals;

Usage<std::unique_ptr<LocalBlte>> LocalBlte::open(const QString &path, const blte::KeyStore *keys)
{
    auto local = std::make_unique<LocalBlte>();
    const bool isInput = path == u"-";
    local->m_name = isInput ? u"standard input"_s : printable(path);
    local->m_file.setFileName(isInput ? QString() : path);
    const bool isOpen =
        isInput ? local->m_file.open(stdin, QIODevice::ReadOnly) : local->m_file.openObject(keys);
    if (!isOpen) {
        return badUsage(u"cannot read %1 (%2); name a file that can be read"_s.arg(
            local->m_name, local->m_file.errorString()));
    }
    if (const auto digest = blte::digestFromHex(QFileInfo(path).fileName().section(u'.', 0, 0).toStdString()))
        local->m_encodingKey = blte::EncodingKey{*digest};
    return local;
}

tl::expected<void, LocalBlte::Trouble> LocalBlte::feed(blte::StreamDecoder &decoder)
{
    const auto wrong = [](const blte::Fault &fault) { return tl::unexpected(Trouble{tell(fault), fault}); };
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    for (;;) {
        const qint64 size = m_file.read(buffer.data(), buffer.size());
        if (size < 0)
            return tl::unexpected(Trouble{u"reading failed (%1)"_s.arg(m_file.errorString()), {}});
        if (size == 0)
            break;
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(buffer.constData());
        if (const auto ok = decoder.push({bytes, static_cast<std::size_t>(size)}); !ok)
            return wrong(ok.error());
    }
    if (const auto ok = decoder.finish(); !ok)
        return wrong(ok.error());
    return {};
}

QString tell(const blte::Fault &fault)
{
    if (fault.kind == blte::FaultKind::KeyMissing) {
        const auto name = core::hex(blte::KeyName{fault.expected});
        return u"chunk %1: the key %2 is missing"_s.arg(fault.chunk).arg(name);
    }
    if (fault.kind == blte::FaultKind::KeyWrong) {
        const auto name = core::hex(blte::KeyName{fault.expected});
        return u"chunk %1: the key %2 seems wrong"_s.arg(fault.chunk).arg(name);
    }
    return QString::fromStdString(blte::describe(fault));
}

} // namespace app

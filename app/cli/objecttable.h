#pragma once

#include "core/blte/headerparser.h"
#include "core/blte/keystore.h"
#include "core/transfer/rangefetch.h"

#include <functional>

namespace app {

/// The map of one object, as far as its first few KiB tell it.
struct ObjectTable
{
    blte::ChunkTable table;
    std::vector<std::uint8_t> modes; ///< one per chunk; 0 where the first byte was not at hand
    bool isProven = false;           ///< the header matches a known encoding key
    std::optional<qint64> objectSize;
    qint64 networkBytes = 0;
    QString warning; ///< may be empty
};

enum class Modes { AtHand, All };

/// From a server: the first 4 KiB, the exact rest of the table, and with Modes::All the chunks' first bytes.
/// Deleting it ends the fetching.
class TableFetch
{
public:
    using Done = std::function<void(const core::Result<ObjectTable> &table)>;

    TableFetch(transfer::TransferServices &services, const core::Source &source, Modes modes);

    /// `done` is called later, once.
    void start(Done done);

private:
    void onStart(const core::Result<QByteArray> &start);
    void onRest(qint64 from, const core::Result<QByteArray> &rest);
    void complete();
    void fetchModes();
    void onModes(core::ByteRange range, const core::Result<QByteArray> &bytes);
    void end(core::Result<ObjectTable> table);

    const core::Source m_source;
    const Modes m_modes;
    transfer::RangeFetch m_ranges;
    Done m_done;
    std::optional<blte::HeaderParser> m_parser; ///< once the object's length may be known
    QByteArray m_head;                          ///< the object from its first byte on
    std::optional<ObjectTable> m_table;         ///< once its header is read
    std::vector<core::ByteRange> m_missing;     ///< where modes are that are not at hand
    std::size_t m_asked = 0;                    ///< of these
    std::size_t m_answered = 0;
};

/// From a local file; all modes are at hand. An encoding key in the file's name is checked.
core::Result<ObjectTable> readTable(const QString &path, const blte::KeyStore *keys);

} // namespace app

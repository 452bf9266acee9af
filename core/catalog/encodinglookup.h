#pragma once

#include "core/catalog/onceloaded.h"
#include "core/catalog/pagesearch.h"

#include <map>

namespace catalog {

/// Looks up keys in a build's encoding manifest by its pages: nobody reads the whole manifest for one key.
/// Header and page index come first, each proven by its chunk, and are held, 32 bytes a page; then the pages
/// that can have the keys, each proven by its MD5 in the index. Everything is kept in the loader's cache.
///
/// For the first key 4 requests one after the other (5 when the manifest has more than seven chunks), for
/// another one 1. Lives on the thread of the loader, which outlives it. Never blocks. Deleting it ends
/// everything without a word.
class EncodingLookup : public QObject
{
    Q_OBJECT
public:
    /// `manifest`: an object of CdnObject::Kind::File with its encoding key, loose or in an archive.
    EncodingLookup(ObjectLoader &loader, CdnObject manifest, QObject *parent = nullptr);
    ~EncodingLookup() override;

    /// A file, and the objects that decode to it.
    struct Encodings
    {
        QList<blte::EncodingKey> keys; ///< one at least
        qint64 decodedSize = 0;
    };
    /// For each key, in the order asked; empty where the manifest does not have it.
    using EncodingsDone = std::function<void(const core::Result<QList<std::optional<Encodings>>> &encodings)>;
    /// `done` is called later, once. Errors: those of the loader; HeaderCorrupt and StreamCorrupt for a
    /// manifest that is damaged although its digests are right; ObjectTooLarge for one that claims impossible
    /// sizes. The detail names the page, the manifest, and what each host said.
    ///
    /// Keys of a page that is damaged at every host come back empty where other pages are good; errorFor()
    /// tells them from those that the manifest does not have.
    void find(const QList<blte::ContentKey> &keys, const EncodingsDone &done);
    /// Why the page of this key could not be had when it was last asked for.
    std::optional<core::Error> errorFor(const blte::ContentKey &key) const;

    /// An object as the manifest has it.
    struct Encoded
    {
        qint64 encodedSize = 0;
        QString espec; ///< how it is encoded (tact/espec.h); empty where the manifest does not say
    };
    using EncodedDone = std::function<void(const core::Result<QList<std::optional<Encoded>>> &encoded)>;
    /// Likewise. The ESpecs are read the first time that an object is found, all of them, and held.
    void find(const QList<blte::EncodingKey> &keys, const EncodedDone &done);

    /// Calls `visit` for every object that the manifest knows, in no order, on this thread; then `done`,
    /// once.
    using VisitObject = std::function<void(const blte::EncodingKey &key, qint64 encodedSize)>;
    using Visited = std::function<void(const core::Result<void> &visited)>;
    void visitObjects(const VisitObject &visit, const Visited &done);

private:
    /// One of the two tables.
    struct Table
    {
        QString page; ///< for messages
        tact::EncodingHeader::Section tact::EncodingHeader::*indexSection;
        tact::EncodingHeader::Section tact::EncodingHeader::*pagesSection;
        std::size_t tact::EncodingHeader::*pageSize;
        OnceLoaded<tact::EncodingPageIndex> index = {};
        std::map<std::size_t, core::Error> lost = {}; ///< pages
    };
    using WantedOf = std::function<std::vector<WantedKey>(const tact::EncodingPageIndex &index)>;
    /// Which pages a search may lose.
    enum class Loss { None, Some };
    void search(Table &table, Loss loss, const WantedOf &wanted, const PageSearch::Visit &visit,
                const PageSearch::Done &done);
    void loadHeader();
    void loadIndex(Table &table, const tact::EncodingHeader &header);
    void loadEspecs(const tact::EncodingHeader &header);

    OnceLoaded<tact::EncodingHeader> m_header;
    Table m_content;
    Table m_encoding;
    OnceLoaded<tact::EspecTable> m_especs;
    DecodedReader m_reader;
};

} // namespace catalog

#include "core/catalog/filefacts.h"

#include "core/catalog/whilealive.h"
#include "core/tact/espec.h"
#include "core/tact/wowroot.h"

#include <utility>

namespace catalog {

namespace {

std::optional<bool> isEncryptedBy(const QString &espec)
{
    if (espec.isEmpty())
        return std::nullopt;
    const auto parsed = tact::parseEspec(espec.toStdString());
    return parsed ? std::optional(!tact::keysOf(*parsed).empty()) : std::nullopt;
}

} // namespace

FileFacts factsOf(const SelectedFile &file)
{
    FileFacts facts;
    facts.file = file;
    if (file.contentFlags)
        facts.isEncrypted = (*file.contentFlags & tact::contentflag::kEncrypted) != 0;
    else
        facts.isEncrypted = isEncryptedBy(file.espec);
    return facts;
}

FactsLookup::FactsLookup(ObjectFinder &finder, const QList<SelectedFile> &files, QObject *parent)
    : QObject(parent)
    , m_finder(finder)
{
    for (const SelectedFile &file : files)
        m_facts << factsOf(file);
}

void FactsLookup::start(Done done)
{
    m_done = std::move(done);
    QList<WantedFile> wanted;
    for (const FileFacts &facts : std::as_const(m_facts))
        wanted << wantedFile(facts.file, QStringLiteral("file"));
    m_finder.find(wanted, whileAlive(this, [this](const ObjectFinder::Files &found) { onFound(found); }));
}

void FactsLookup::onFound(const ObjectFinder::Files &found)
{
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        FileFacts &facts = m_facts[i];
        if (!found[i]) {
            if (!isEmpty(facts.file))
                facts.error = found[i].error();
            continue;
        }
        facts.object = found[i]->objects.first();
        if (!facts.file.size)
            facts.file.size = facts.object->object.decodedSize;
        if (facts.object->encodedSize)
            facts.file.encodedSize = facts.object->encodedSize;
    }
    findEspecs();
}

/// Of those of which no manifest has told yet whether they are encrypted and by which keys, or how large.
void FactsLookup::findEspecs()
{
    QList<blte::EncodingKey> keys;
    QList<qsizetype> numbers;
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        const FileFacts &facts = m_facts[i];
        const bool lacksKeys = facts.isEncrypted.value_or(true) && facts.file.espec.isEmpty();
        if (facts.object && (lacksKeys || !facts.file.encodedSize)) {
            keys << *facts.object->object.encodingKey;
            numbers << i;
        }
    }
    if (keys.isEmpty())
        return std::exchange(m_done, {})(m_facts);
    const auto onEncoded = [this, numbers](const auto &encoded) {
        for (qsizetype k = 0; encoded && k < numbers.size(); ++k) {
            const auto &known = (*encoded)[k];
            FileFacts &facts = m_facts[numbers[k]];
            if (!known)
                continue;
            if (facts.file.espec.isEmpty())
                facts.file.espec = known->espec;
            if (!facts.isEncrypted)
                facts.isEncrypted = isEncryptedBy(known->espec);
            if (!facts.file.encodedSize)
                facts.file.encodedSize = known->encodedSize;
        }
        std::exchange(m_done, {})(m_facts);
    };
    m_finder.findEncoded(keys, whileAlive(this, onEncoded));
}

} // namespace catalog

#include "core/catalog/serviceinquiry.h"

#include "core/async.h"
#include "core/cache/objectcache.h"
#include "core/catalog/channelservice.h"
#include "core/catalog/whilealive.h"
#include "core/transfer/objectfetch.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <utility>

namespace catalog {

namespace {

using core::ErrorKind;
using Layout = ServiceEndpoint::Layout;

cache::EntryKey keyOf(const ServiceInquiry::Question &question)
{
    const QByteArray asked = (question.product + u'/' + nameOf(question.table)).toUtf8();
    cache::EntryKey key;
    key.kind = cache::EntryKey::Kind::Service;
    key.space = question.product;
    key.name = blte::md5(
        {reinterpret_cast<const std::uint8_t *>(asked.constData()), static_cast<std::size_t>(asked.size())});
    return key;
}

ServiceInquiry::Known readKnown(cache::ObjectCache &objects, const ServiceInquiry::Question &question)
{
    const auto isTable = [&](const cache::EntryBytes &entry) {
        return judgeAnswer(question.table, entry.bytes).has_value();
    };
    const auto found = objects.read(keyOf(question), isTable);
    ServiceInquiry::Known known;
    known.isDamaged = found.outcome == cache::ObjectCache::Outcome::Damaged;
    if (found.outcome == cache::ObjectCache::Outcome::Hit)
        known.answer = *judgeAnswer(question.table, found.bytes);
    return known;
}

core::Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return core::failure(ErrorKind::NotFound, QStringLiteral("has no ") + path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(ErrorKind::ReadFailed, path + QStringLiteral(": ") + file.errorString());
    if (file.size() > kLargestAnswer)
        return core::failure(ErrorKind::ObjectTooLarge, path);
    return file.readAll();
}

} // namespace

ServiceInquiry::ServiceInquiry(transfer::TransferServices &services,
                               std::shared_ptr<cache::ObjectCache> cache, VersionService::Settings settings,
                               ChannelOf channelOf, Question question, VersionService::Done done,
                               QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_cache(std::move(cache))
    , m_settings(std::move(settings))
    , m_channelOf(std::move(channelOf))
    , m_question(std::move(question))
    , m_done(std::move(done))
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &ServiceInquiry::onLimit);
}

ServiceInquiry::~ServiceInquiry() = default;

void ServiceInquiry::start()
{
    const auto read = [objects = m_cache, question = m_question] { return readKnown(*objects, question); };
    core::runOn(m_services.disk(), read, this, [this](const auto &known) { onKnown(known); });
}

void ServiceInquiry::onKnown(const Known &known)
{
    m_known = known.answer;
    if (known.isDamaged)
        m_said << QStringLiteral("the copy in the cache is damaged");
    askNext();
}

/// What the user asked for, for messages.
QString ServiceInquiry::subject() const
{
    return m_question.product.isEmpty() ? nameOf(m_question.table)
                                        : m_question.product + u' ' + nameOf(m_question.table);
}

void ServiceInquiry::askNext()
{
    while (m_next < m_settings.endpoints.size()) {
        const ServiceEndpoint &endpoint = m_settings.endpoints[m_next++];
        const QUrl url = addressOf(endpoint, m_question.table, m_question.product);
        if (url.isEmpty() || (m_settings.isOffline && endpoint.layout != Layout::Folder))
            continue;
        switch (endpoint.layout) {
        case Layout::Folder:
            return askFolder(url);
        case Layout::Channel:
            return askChannel(endpoint);
        case Layout::V2:
        case Layout::Port1119:
            return askHost(url);
        }
    }
    if (m_known)
        return end(VersionService::Reply{*m_known, {}, m_said});
    const QString said = m_said.isEmpty() ? QStringLiteral("nobody was asked, and the cache does not know it")
                                          : m_said.join(QStringLiteral("; "));
    end(core::failure(ErrorKind::CdnExhausted, subject() + QStringLiteral(": ") + said));
}

void ServiceInquiry::askFolder(const QUrl &url)
{
    const auto read = [path = url.toLocalFile()] { return readFile(path); };
    core::runOn(m_services.disk(), read, this, [this](const auto &bytes) { onAnswer(bytes); });
}

void ServiceInquiry::askHost(const QUrl &url)
{
    transfer::ObjectRequest request;
    request.source.mirrors = {url};
    request.form = transfer::ObjectRequest::Form::AsServed;
    request.most = kLargestAnswer;
    m_fetch = new transfer::ObjectFetch(m_services, std::move(request), this);
    m_limit.start(limit());
    m_fetch->start([this](const core::Result<QByteArray> &bytes) {
        m_limit.stop();
        std::exchange(m_fetch, nullptr)->deleteLater();
        onAnswer(bytes);
    });
}

/// An answer that comes after its time is not waited for by anybody.
void ServiceInquiry::askChannel(const ServiceEndpoint &endpoint)
{
    m_limit.start(limit());
    m_channelOf(endpoint).ask(m_question.table, m_question.product,
                              whileAlive(this, [this, asked = m_next](const core::Result<QByteArray> &text) {
                                  if (asked != m_next || !m_limit.isActive())
                                      return;
                                  m_limit.stop();
                                  onAnswer(text);
                              }));
}

/// A channel service is asked for its summary, its catalogue and the objects of a product.
std::chrono::milliseconds ServiceInquiry::limit() const
{
    return asked().layout == Layout::Channel ? 3 * m_settings.limit : m_settings.limit;
}

void ServiceInquiry::onLimit()
{
    delete std::exchange(m_fetch, nullptr);
    note(QStringLiteral("did not answer within %1 ms").arg(limit().count()));
    askNext();
}

void ServiceInquiry::onAnswer(const core::Result<QByteArray> &bytes)
{
    const auto answer =
        bytes.and_then([this](const QByteArray &text) { return judgeAnswer(m_question.table, text); });
    if (!answer) {
        const core::Error &error = answer.error();
        const bool isJudged = bytes.has_value();
        note(isJudged ? error.detail : core::sentence(error.kind) + u' ' + error.detail);
        return askNext();
    }
    if (m_known && isOlder(*answer, *m_known)) {
        note(QStringLiteral("is behind: its table has number %1, and %2 was seen before")
                 .arg(*answer->sequenceNumber)
                 .arg(*m_known->sequenceNumber));
        return askNext();
    }
    keepAndEnd(*answer);
}

void ServiceInquiry::note(const QString &what)
{
    m_said << asked().name() + u' ' + what;
}

/// For later runs, and before anybody is told: a command ends with its answer. Nothing depends on it.
void ServiceInquiry::keepAndEnd(const ServiceAnswer &answer)
{
    const VersionService::Reply reply{answer, asked().name(), m_said};
    // One without a number must not stand in the place of one by which older answers are known.
    if (m_known && m_known->sequenceNumber && !answer.sequenceNumber)
        return end(reply);
    const auto write = [objects = m_cache, key = keyOf(m_question), text = answer.text] {
        return objects->write(key, text);
    };
    core::runOn(m_services.disk(), write, this, [this, reply](const core::Result<void> &) { end(reply); });
}

void ServiceInquiry::end(const core::Result<VersionService::Reply> &reply)
{
    m_done(reply);
    deleteLater();
}

} // namespace catalog

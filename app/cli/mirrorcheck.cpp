#include "app/cli/mirrorcheck.h"

namespace app {

using namespace Qt::StringLiterals;

MirrorCheck::MirrorCheck(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys)
    : m_options(options)
    , m_products(catalog::onlyMirror(meansFor(options.build, m_services), options.order.folder),
                 options.build.tree)
    , m_check(m_services, m_products, options.order.folder, options.order.shard)
    , m_report(options.output, options.talk)
{
    m_services.keys = std::move(keys);
    m_report.listen(m_products, m_check.planning(), m_totals);
    connect(&m_check, &catalog::MirrorCheck::planned, this, [this](const catalog::MirrorPlan &plan) {
        m_totals.plan(plan);
        m_report.planned(plan);
    });
    connect(&m_check, &catalog::MirrorCheck::checked, this, &MirrorCheck::onChecked);
    connect(&m_check, &catalog::MirrorCheck::finished, this, &MirrorCheck::onFinished);
}

MirrorCheck::~MirrorCheck() = default;

void MirrorCheck::start()
{
    m_check.start(m_options.order.wishes);
}

void MirrorCheck::onChecked(const catalog::MirrorEntry &entry, catalog::MirrorCheck::Finding finding,
                            const QList<core::Error> &wrong)
{
    using Finding = catalog::MirrorCheck::Finding;
    switch (finding) {
    case Finding::Whole:
        ++m_totals.done;
        m_totals.doneBytes += entry.object.size.value_or(0);
        break;
    case Finding::Absent:
        ++m_totals.unlisted;
        m_report.unlisted(entry.path());
        break;
    case Finding::Wrong:
        ++m_totals.failed;
        for (const core::Error &error : wrong)
            m_report.failed(entry.path(), error);
        break;
    }
    m_report.progressed(m_totals, 0);
}

void MirrorCheck::onFinished()
{
    m_report.ended(m_totals, u"are whole"_s);
    Q_EMIT finished(m_totals.failed > 0 ? ExitCode::Failed : ExitCode::Done);
}

} // namespace app

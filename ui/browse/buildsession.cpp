#include "ui/browse/buildsession.h"

#include "ui/background.h"

#include <utility>

namespace ui {

using catalog::TreeIndex;

BuildSession::BuildSession(CatalogAccess access, QObject *parent)
    : QObject(parent)
    , m_access(std::move(access))
{
}

BuildSession::~BuildSession() = default;

void BuildSession::makeProducts()
{
    m_products = std::make_unique<catalog::OpenProducts>(m_access.means, m_access.wishes);
    connect(m_products.get(), &catalog::OpenProducts::warned, this,
            [this](const catalog::LoadWarning &warning) { m_warnings << warning; });
}

/// Not at once: a call of theirs may be under way.
void BuildSession::dropProducts()
{
    if (m_products)
        m_products.release()->deleteLater();
}

void BuildSession::open(const catalog::BuildWish &wish)
{
    const bool isOtherProduct = wish.product != m_wish.product;
    m_index.reset();
    m_build = {};
    m_warnings.clear();
    m_wish = wish;
    setState(State::Opening); // whoever uses what is open lets go of it
    if (isOtherProduct)
        dropProducts();
    if (!m_products)
        makeProducts();
    m_bytesBefore = m_products->networkBytes();
    m_products->openTree(wish, [this, round = ++m_round](const core::Result<catalog::NamedBuild> &build) {
        if (round == m_round)
            onTree(build);
    });
}

void BuildSession::cancel()
{
    if (m_state != State::Opening && m_state != State::Listing)
        return;
    ++m_round;
    dropProducts();
    setState(State::Cancelled);
}

void BuildSession::forecast(SelectionForecast &forecast, const catalog::SelectionOpening::Order &order,
                            SelectionForecast::Done done)
{
    if (m_products)
        forecast.start(*m_products, m_access.means.services, order, std::move(done));
}

std::unique_ptr<BuildComparing> BuildSession::compare(const catalog::BuildWish &other,
                                                      BuildComparing::Done done)
{
    auto comparing = std::make_unique<BuildComparing>(BuildComparing::Shown{m_build.tree, m_index});
    comparing->start(*m_products, other, std::move(done));
    return comparing;
}

qint64 BuildSession::networkBytes() const
{
    return m_products ? m_products->networkBytes() - m_bytesBefore : 0;
}

void BuildSession::onTree(const core::Result<catalog::NamedBuild> &build)
{
    if (!build)
        return fail(build.error());
    m_build = *build;
    if (!m_build.tree)
        return fail(m_build.error);
    setState(State::Listing);
    const auto work = [tree = m_build.tree] { return std::make_shared<const TreeIndex>(*tree); };
    inBackground(work, this, [this, round = m_round](const std::shared_ptr<const TreeIndex> &index) {
        if (round == m_round)
            onIndex(index);
    });
}

void BuildSession::onIndex(const std::shared_ptr<const TreeIndex> &index)
{
    m_index = index;
    m_warnings += index->warnings();
    setState(State::Ready);
}

void BuildSession::fail(const core::Error &error)
{
    m_error = error;
    setState(State::Failed);
}

void BuildSession::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace ui

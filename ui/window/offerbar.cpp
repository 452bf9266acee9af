#include "ui/window/offerbar.h"

#include <QToolButton>

namespace ui {

OfferBar::OfferBar(QWidget *parent)
    : Bar(QStringLiteral("question"), Tone::Accent, parent)
    , m_accept(addButton(tr("Add files of it…")))
{
    connect(m_accept, &QToolButton::clicked, this, &OfferBar::accept);
    connect(addCloseButton(tr("No, thanks")), &QToolButton::clicked, this, &OfferBar::next);
}

void OfferBar::add(const Offer &offer)
{
    if (m_offers.contains(offer))
        return;
    m_offers.prepend(offer);
    present();
}

void OfferBar::accept()
{
    const Offer offer = m_offers.first();
    next();
    if (offer.listfile.isEmpty())
        Q_EMIT sourcesAccepted(offer.sources.join(QLatin1Char('\n')));
    else
        Q_EMIT listfileAccepted(offer.listfile);
}

void OfferBar::next()
{
    m_offers.removeFirst();
    present();
}

void OfferBar::present()
{
    setVisible(!m_offers.isEmpty());
    if (m_offers.isEmpty())
        return;
    const Offer &offer = m_offers.first();
    m_accept->setText(offer.listfile.isEmpty() ? tr("Add files of it…") : tr("Use it from now on"));
    const int more = static_cast<int>(m_offers.size()) - 1;
    setText(more > 0 ? offer.sentence + QStringLiteral(" · ") + tr("%Ln more", nullptr, more)
                     : offer.sentence);
}

} // namespace ui

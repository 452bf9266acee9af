#pragma once

#include "ui/intake/offer.h"
#include "ui/window/bar.h"

#include <QList>

namespace ui {

/// What was handed over and waits for the user to say so, one after the other; the last one first.
class OfferBar : public Bar
{
    Q_OBJECT
public:
    explicit OfferBar(QWidget *parent = nullptr);

    void add(const Offer &offer);

Q_SIGNALS:
    /// Builds of which files are to be named, as text for the Add dialog.
    void sourcesAccepted(const QString &text);
    void listfileAccepted(const QString &path);

private:
    void accept();
    void next();
    void present();

    QToolButton *m_accept;
    QList<Offer> m_offers; ///< the first one is shown
};

} // namespace ui

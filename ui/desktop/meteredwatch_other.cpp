#include "ui/desktop/meteredwatch.h"

#include <QNetworkInformation>

namespace ui {

/// Qt's own view of the network, where its platform has one.
class MeteredWatch::Backend
{
};

MeteredWatch::MeteredWatch(QObject *parent)
    : QObject(parent)
{
    m_isKnown = true; // Qt has it at once, or never
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Metered))
        return;
    const auto *information = QNetworkInformation::instance();
    connect(information, &QNetworkInformation::isMeteredChanged, this, &MeteredWatch::set);
    set(information->isMetered());
}

MeteredWatch::~MeteredWatch() = default;

void MeteredWatch::set(bool isMetered)
{
    if (std::exchange(m_isMetered, isMetered) != isMetered)
        Q_EMIT changed();
}

} // namespace ui

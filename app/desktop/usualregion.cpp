#include "app/desktop/usualregion.h"

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr std::array kOfEurope{
    // Europe
    QLocale::AlandIslands, QLocale::Albania, QLocale::Andorra, QLocale::Armenia, QLocale::Austria,
    QLocale::Azerbaijan, QLocale::Belarus, QLocale::Belgium, QLocale::BosniaAndHerzegovina, QLocale::Bulgaria,
    QLocale::Croatia, QLocale::Cyprus, QLocale::Czechia, QLocale::Denmark, QLocale::Estonia, QLocale::Europe,
    QLocale::FaroeIslands, QLocale::Finland, QLocale::France, QLocale::Georgia, QLocale::Germany,
    QLocale::Gibraltar, QLocale::Greece, QLocale::Guernsey, QLocale::Hungary, QLocale::Iceland,
    QLocale::Ireland, QLocale::IsleOfMan, QLocale::Italy, QLocale::Jersey, QLocale::Kazakhstan,
    QLocale::Kosovo, QLocale::Latvia, QLocale::Liechtenstein, QLocale::Lithuania, QLocale::Luxembourg,
    QLocale::Macedonia, QLocale::Malta, QLocale::Moldova, QLocale::Monaco, QLocale::Montenegro,
    QLocale::Netherlands, QLocale::Norway, QLocale::Poland, QLocale::Portugal, QLocale::Romania,
    QLocale::Russia, QLocale::SanMarino, QLocale::Serbia, QLocale::Slovakia, QLocale::Slovenia,
    QLocale::Spain, QLocale::SvalbardAndJanMayen, QLocale::Sweden, QLocale::Switzerland, QLocale::Turkey,
    QLocale::Ukraine, QLocale::UnitedKingdom, QLocale::VaticanCity,
    // the Middle East
    QLocale::Bahrain, QLocale::Iran, QLocale::Iraq, QLocale::Israel, QLocale::Jordan, QLocale::Kuwait,
    QLocale::Lebanon, QLocale::Oman, QLocale::PalestinianTerritories, QLocale::Qatar, QLocale::SaudiArabia,
    QLocale::Syria, QLocale::UnitedArabEmirates, QLocale::Yemen,
    // Africa
    QLocale::Algeria, QLocale::Cameroon, QLocale::Egypt, QLocale::Ethiopia, QLocale::Ghana,
    QLocale::IvoryCoast, QLocale::Kenya, QLocale::Libya, QLocale::Morocco, QLocale::Namibia, QLocale::Nigeria,
    QLocale::Senegal, QLocale::SouthAfrica, QLocale::Tanzania, QLocale::Tunisia, QLocale::Uganda,
    QLocale::Zambia, QLocale::Zimbabwe};

} // namespace

QString usualRegion(QLocale::Territory country)
{
    switch (country) {
    case QLocale::China:
        return QStringLiteral("cn");
    case QLocale::SouthKorea:
        return QStringLiteral("kr");
    case QLocale::Taiwan:
    case QLocale::HongKong:
    case QLocale::Macao:
        return QStringLiteral("tw");
    default:
        break;
    }
    const bool isOfEurope = std::find(kOfEurope.begin(), kOfEurope.end(), country) != kOfEurope.end();
    return isOfEurope ? QStringLiteral("eu") : QStringLiteral("us");
}

} // namespace app

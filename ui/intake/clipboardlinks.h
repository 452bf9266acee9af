#pragma once

#include <QObject>
#include <QStringList>

namespace ui {

class Preferences;

/// The links that a clipboard's text is made of, one a line; none when there is anything else in it. What may
/// be meant for Sluice, at the price of a look: nothing is fetched for it.
QStringList linksIn(const QString &text);
/// Those that lead to files rather than to pages to be read, as far as addresses tell.
QStringList linksToFiles(const QStringList &links);

/// Tells of links to files that were copied elsewhere, once each, while the user wants that.
class ClipboardWatch : public QObject
{
    Q_OBJECT
public:
    explicit ClipboardWatch(const Preferences &preferences, QObject *parent = nullptr);

Q_SIGNALS:
    void linksCopied(const QStringList &links);

private:
    void look();

    const Preferences &m_preferences;
    QString m_last; ///< that was told
};

} // namespace ui

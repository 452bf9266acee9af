#pragma once

#include "ui/details/detailstab.h"
#include "ui/list/remedies.h"

#include <QHash>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace ui {

/// What the item is, where it goes, what is proven, and what it cost.
class GeneralTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit GeneralTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;

Q_SIGNALS:
    void remedyChosen(queue::ItemId id, ui::Remedy remedy);

private:
    enum class Field {
        Status,
        Source,
        Mirrors,
        Target,
        EncodingKey,
        ContentKey,
        MissingKeys,
        Size,
        Files,
        Network,
        Refetched,
        Limit,
        Md5,
        Added,
        Finished
    };
    struct Line
    {
        QLabel *name;
        QLabel *value;
    };

    QWidget *buildPage();
    QGridLayout *addColumn(QHBoxLayout *page, int stretch);
    void addField(QGridLayout *column, Field field, const QString &caption);
    void addRemedies(QVBoxLayout *rows);
    void put(Field field, const QString &value);
    void offerRemedies(const queue::Item &item);
    void presentSource(const queue::Item &item);
    void presentNumbers(const queue::Item &item);

    QHash<Field, Line> m_lines;
    QWidget *m_remedies = nullptr; ///< buttons; hidden while there is nothing to be done
    QHBoxLayout *m_remedyLayout = nullptr;
    QList<Remedy> m_offered;
    std::optional<queue::ItemId> m_id;
    QStackedWidget *m_pages;
};

} // namespace ui

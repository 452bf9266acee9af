#pragma once

#include "ui/details/detailstab.h"

#include <QHash>

class QGridLayout;
class QLabel;

namespace ui {

/// What the item is, where it goes, what is proven, and what it cost.
class GeneralTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit GeneralTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void show(const queue::Item *item) override;

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
        Network,
        Refetched,
        Md5,
        Added,
        Finished
    };
    void addField(QGridLayout *grid, Field field, const QString &caption);
    void put(Field field, const QString &value);
    void showSource(const queue::Item &item);
    void showNumbers(const queue::Item &item);

    QHash<Field, QLabel *> m_values;
    QHash<Field, QLabel *> m_captions;
};

} // namespace ui

#pragma once

#include "ui/details/detailstab.h"

#include <QHash>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace ui {

/// What the item is, where it goes, what is proven, and what it cost.
class GeneralTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit GeneralTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;

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
    void put(Field field, const QString &value);
    void presentSource(const queue::Item &item);
    void presentNumbers(const queue::Item &item);

    QHash<Field, Line> m_lines;
    QStackedWidget *m_pages;
};

} // namespace ui

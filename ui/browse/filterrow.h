#pragma once

#include "core/catalog/treesearch.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace ui {

struct FileChanges;

/// What is looked for among the files of a build: words or a pattern, and what else narrows them down. Has
/// only those boxes that the build's manifest can answer.
class FilterRow : public QWidget
{
    Q_OBJECT
public:
    explicit FilterRow(const std::shared_ptr<const catalog::TreeIndex> &index, QWidget *parent = nullptr);

    catalog::FileQuery query() const;
    void clear();
    void focusSearch();
    /// Against another build; null: there is none, or its changes are not known.
    void setChanges(const std::shared_ptr<const FileChanges> &changes);
    void setFound(std::optional<quint64> files); ///< empty: nothing is searched

Q_SIGNALS:
    void changed();
    void left(); ///< to the results, by key

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildSearch();
    QComboBox *addBox(const QString &name, const QString &anything);
    void fillSuffixes(const std::shared_ptr<const catalog::TreeIndex> &index);
    void fillLocales(quint32 locales);
    void fillSizes();

    QLineEdit *m_search = nullptr;
    QComboBox *m_suffix;
    QComboBox *m_encryption;
    QComboBox *m_tag;
    QComboBox *m_locale;
    QComboBox *m_size;
    QComboBox *m_changed;
    QLabel *m_found;
    QTimer m_pause;
};

} // namespace ui

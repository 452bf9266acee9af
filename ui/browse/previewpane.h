#pragma once

#include "core/catalog/filepreview.h"
#include "ui/browse/previewcontent.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedLayout;

namespace ui {

/// What a file is like: its beginning as text, picture or bytes, read and proven, and kept nowhere.
class PreviewPane : public QWidget
{
    Q_OBJECT
public:
    explicit PreviewPane(std::shared_ptr<catalog::OpenBuild> build, QWidget *parent = nullptr);

    /// Empty: no file is current.
    void show(const std::optional<catalog::SelectedFile> &file);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void load();
    void prepare(const catalog::FileBeginning &beginning);
    void present(const PreviewContent &content, const catalog::FileBeginning &beginning);
    void say(const QString &text);
    void scaleImage();

    const std::shared_ptr<catalog::OpenBuild> m_build;
    std::optional<catalog::SelectedFile> m_file;
    std::unique_ptr<catalog::FilePreview> m_loading;
    quint64 m_round = 0; ///< only the newest counts
    QTimer m_pause;
    QLabel *m_caption;
    QStackedLayout *m_pages;
    QLabel *m_note;
    QPlainTextEdit *m_text;
    QLabel *m_image;
    QImage m_shown;
};

} // namespace ui

#include <QApplication>
#include <QDrag>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

/// A small window at X Y, out of which the text of a file can be dragged as out of a browser, and which
/// writes down what is dropped onto it as a file manager would copy it: sluice-dragsource FILE X Y.
class Source : public QLabel
{
public:
    Source(const QString &text, const QString &notes)
        : QLabel(QStringLiteral("Drag me"))
        , m_text(text)
        , m_notes(notes)
    {
        setAcceptDrops(true);
        setAlignment(Qt::AlignCenter);
        setFrameShape(QFrame::Box);
    }

protected:
    void mouseMoveEvent(QMouseEvent *event) override
    {
        if (!event->buttons().testFlag(Qt::LeftButton))
            return;
        auto *mime = new QMimeData;
        mime->setText(m_text);
        auto *drag = new QDrag(this);
        drag->setMimeData(mime);
        drag->exec(Qt::CopyAction);
    }

    void dragEnterEvent(QDragEnterEvent *event) override { event->acceptProposedAction(); }
    void dropEvent(QDropEvent *event) override
    {
        QFile file(m_notes);
        if (file.open(QIODevice::Append)) {
            for (const QUrl &url : event->mimeData()->urls())
                file.write(url.toEncoded() + '\n');
        }
        event->acceptProposedAction();
    }

private:
    QString m_text;
    QString m_notes;
};

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    QFile file(arguments.value(1));
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    Source source(QString::fromUtf8(file.readAll()), arguments.value(1) + QStringLiteral(".dropped"));
    source.setWindowFlags(Qt::FramelessWindowHint | Qt::X11BypassWindowManagerHint);
    source.setGeometry(arguments.value(2).toInt(), arguments.value(3).toInt(), 90, 40);
    source.show();
    return QApplication::exec();
}

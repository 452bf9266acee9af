#include <QApplication>
#include <QDrag>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>

/// A small window at X Y out of which the text of a file can be dragged, as out of a browser:
/// sluice-dragsource FILE X Y.
class Source : public QLabel
{
public:
    explicit Source(const QString &text)
        : QLabel(QStringLiteral("Drag me"))
        , m_text(text)
    {
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

private:
    QString m_text;
};

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    QFile file(arguments.value(1));
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    Source source(QString::fromUtf8(file.readAll()));
    source.setWindowFlags(Qt::FramelessWindowHint | Qt::X11BypassWindowManagerHint);
    source.setGeometry(arguments.value(2).toInt(), arguments.value(3).toInt(), 90, 40);
    source.show();
    return QApplication::exec();
}

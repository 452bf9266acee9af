#include "ui/intake/replacedialog.h"

#include "core/address.h"
#include "core/http/redirect.h"
#include "core/links/cdnsource.h"
#include "ui/errortext.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

/// One address a line; together they are the mirrors of one source.
core::Result<core::Source> sourceFromLines(const QString &text)
{
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList links;
    for (const QString &line : lines)
        links << line.trimmed();
    links.removeAll(QString());
    return links::sourceFromText(links.join(QLatin1Char('\t')));
}

/// The users, passwords and headers of the old addresses are not shown; at the same server they stay as they
/// are.
void keepCredentials(core::Source &source, const core::Source &old)
{
    for (QUrl &url : source.mirrors) {
        const auto same = std::find_if(old.mirrors.begin(), old.mirrors.end(), [&](const QUrl &known) {
            return known.scheme() == url.scheme() && known.host() == url.host() && known.port() == url.port();
        });
        if (url.userInfo().isEmpty() && same != old.mirrors.end())
            url.setUserInfo(same->userInfo(QUrl::FullyEncoded), QUrl::StrictMode);
    }
    if (source.headers.isEmpty() && http::isSameOrigin(source.mirrors.value(0), old.mirrors.value(0)))
        source.headers = old.headers;
}

} // namespace

ReplaceDialog::ReplaceDialog(queue::Queue &queue, const queue::Item &item, QWidget *parent)
    : QDialog(parent)
    , m_queue(queue)
    , m_id(item.id)
{
    setWindowTitle(tr("Replace link"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(item);
}

void ReplaceDialog::build(const queue::Item &item)
{
    auto *intro =
        new QLabel(tr("New &addresses for “%1”, one a line. What was downloaded and verified is kept.")
                       .arg(item.displayName()),
                   this);
    intro->setWordWrap(true);
    m_links = new QPlainTextEdit(this);
    m_links->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_links->setTabChangesFocus(true);
    m_links->setAccessibleName(tr("Addresses"));
    QStringList links;
    for (const QUrl &url : item.source.mirrors)
        links << core::addressText(url.adjusted(QUrl::RemoveUserInfo));
    m_links->setPlainText(links.join(QLatin1Char('\n')));
    m_links->selectAll();
    intro->setBuddy(m_links);
    m_complaint = new QLabel(this);
    m_complaint->setWordWrap(true);
    m_complaint->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    buttons->addButton(tr("&Replace"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ReplaceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_links, 1);
    layout->addWidget(m_complaint);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().lineSpacing() * 14);
}

void ReplaceDialog::accept()
{
    const auto replaced = sourceFromLines(m_links->toPlainText()).and_then([this](core::Source source) {
        if (const queue::Item *item = std::as_const(m_queue).find(m_id))
            keepCredentials(source, item->source);
        return m_queue.replaceSource(m_id, std::move(source));
    });
    if (replaced)
        return QDialog::accept();
    m_complaint->setText(errorParagraph(replaced.error()));
}

} // namespace ui

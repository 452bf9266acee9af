#include "ui/intake/categorized.h"

namespace ui {

std::optional<queue::Category> categoryOf(const core::Source &source, const QString &name,
                                          const QList<queue::Category> &categories)
{
    const QUrl url = source.mirrors.value(0);
    QString file = name.isEmpty() ? source.name : name;
    if (file.isEmpty())
        file = core::nameFromUrl(url);
    return queue::categoryFor(categories, url.host(), file);
}

QString folderIn(const queue::Category &category, const QString &folder, const QString &usual)
{
    const bool isUsual = folder == usual || folder.startsWith(usual + QLatin1Char('/'));
    return category.folder.isEmpty() || !isUsual ? folder : category.folder + folder.mid(usual.size());
}

queue::Request categorized(queue::Request request, const QList<queue::Category> &categories,
                           const QString &usualFolder)
{
    if (!request.category.isEmpty())
        return request;
    const auto category = categoryOf(request.source, request.name, categories);
    if (!category)
        return request;
    request.category = category->name;
    request.folder = folderIn(*category, request.folder, usualFolder);
    return request;
}

} // namespace ui

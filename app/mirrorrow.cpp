#include "app/mirrorrow.h"

namespace app {

queue::Request requestFor(const catalog::MirrorOpening::Row &row, const QString &folder)
{
    queue::Request request{row.source, folder, row.source.name, {}, transfer::Intent::Run};
    request.options.form = queue::Form::Raw;
    request.options.whenExists = queue::WhenExists::Overwrite;
    return request;
}

} // namespace app

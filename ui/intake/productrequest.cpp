#include "ui/intake/productrequest.h"

#include "core/hex.h"

namespace ui {

QString toText(const ProductRequest &request)
{
    return request.key ? core::hex(*request.key) : links::toText(request.source);
}

QString shownText(const ProductRequest &request)
{
    return request.key ? core::hex(*request.key) : links::shownText(request.source);
}

} // namespace ui

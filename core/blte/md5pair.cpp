#include "core/blte/md5pair.h"

namespace blte {

std::pair<Digest, Digest> md5Pair(Bytes first, Bytes second)
{
    Md5 one;
    Md5 other;
    updateBoth(one, first, other, second);
    return {one.finish(), other.finish()};
}

} // namespace blte

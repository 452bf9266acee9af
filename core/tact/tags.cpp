#include "core/tact/tags.h"

#include "core/tact/text.h"

namespace tact {

Expected<std::vector<Tag>> readTags(ByteReader &reader, std::size_t count, std::size_t entries)
{
    const std::size_t bits = entries / 8 + (entries % 8 != 0 ? 1 : 0);
    const std::size_t least = 1 + 2 + bits;
    if (count > reader.remaining() / least)
        return failure(FaultKind::CountImpossible, reader.at(), "it is too short for its tags");
    std::vector<Tag> tags;
    tags.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Tag tag;
        tag.name = reader.cString();
        tag.type = reader.u16();
        tag.bits = reader.take(bits);
        tags.push_back(tag);
    }
    if (reader.isShort())
        return failure(FaultKind::TooShort, reader.at(), "it ends inside its tags");
    return tags;
}

TagQuery parseTagQuery(std::string_view text)
{
    TagQuery query;
    while (!text.empty()) {
        std::string_view name = trimmed(takeField(text, ','));
        auto &names = name.starts_with('!') ? query.excluded : query.wanted;
        name.remove_prefix(name.starts_with('!') ? 1 : 0);
        if (!name.empty())
            names.emplace_back(name);
    }
    return query;
}

TagFilter::TagFilter(std::span<const Tag> tags, const TagQuery &query)
{
    const auto forEach = [&](const std::vector<std::string> &names, auto take) {
        for (const std::string &name : names) {
            bool isKnown = false;
            for (const Tag &tag : tags) {
                if (!isSameName(tag.name, name))
                    continue;
                isKnown = true;
                take(tag);
            }
            if (!isKnown)
                m_unknown.push_back(name);
        }
    };
    forEach(query.wanted, [this](const Tag &tag) { addWanted(tag); });
    forEach(query.excluded, [this](const Tag &tag) { m_excluded.push_back(tag); });
}

void TagFilter::addWanted(const Tag &tag)
{
    for (std::vector<Tag> &group : m_wanted) {
        if (group.front().type == tag.type) {
            group.push_back(tag);
            return;
        }
    }
    m_wanted.push_back({tag});
}

bool TagFilter::passes(std::size_t entry) const
{
    const auto has = [entry](const Tag &tag) { return tag.has(entry); };
    return std::none_of(m_excluded.begin(), m_excluded.end(), has) &&
           std::all_of(m_wanted.begin(), m_wanted.end(), [&](const std::vector<Tag> &group) {
               return std::any_of(group.begin(), group.end(), has);
           });
}

} // namespace tact

#pragma once

#include "core/catalog/filetree.h"

#include <string>

/// A tree of files that a test names, with as much of each as it says.
class SampleTree final : public catalog::FileTree
{
public:
    struct File
    {
        std::string path;
        std::optional<std::uint32_t> id = {};
        std::optional<std::uint64_t> size = {};
        std::vector<std::string> tags = {};
        std::optional<std::uint32_t> locales = {};
        std::optional<std::uint32_t> contentFlags = {};
        std::string espec = {};
        std::uint8_t key = 0; ///< first byte of its content key; 0: it has none
        bool isJoined = false;
    };
    explicit SampleTree(std::vector<File> files, catalog::CaseRule rule = catalog::CaseRule::Insensitive)
        : m_files(std::move(files))
        , m_rule(rule)
    {
    }

    QList<catalog::LoadWarning> visit(const Visit &visit) const override
    {
        for (const File &file : m_files) {
            catalog::TreeFile told;
            told.path = file.path;
            told.fileDataId = file.id;
            told.size = file.size;
            told.locales = file.locales;
            told.contentFlags = file.contentFlags;
            told.espec = file.espec;
            told.tags.assign(file.tags.begin(), file.tags.end());
            const blte::Digest contentKey{file.key, 0xAA};
            if (file.key != 0)
                told.contentKey = contentKey;
            if (file.isJoined)
                told.objects.resize(2);
            visit(told);
        }
        return {{QStringLiteral("root"), {}, QStringLiteral("is odd")}};
    }
    catalog::CaseRule caseRule() const override { return m_rule; }

private:
    const std::vector<File> m_files;
    const catalog::CaseRule m_rule;
};

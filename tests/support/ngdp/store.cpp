#include "tests/support/ngdp/store.h"

#include <fstream>

namespace ngdp {

void Store::put(const std::string &path, ByteVector bytes)
{
    m_objects[path] = std::make_shared<const ByteVector>(std::move(bytes));
}

Put Store::putter()
{
    return [this](const std::string &path, ByteVector bytes) { put(path, std::move(bytes)); };
}

const ByteVector &Store::bytes(const std::string &path) const
{
    return *m_objects.at(path);
}

std::uint64_t Store::size() const
{
    std::uint64_t size = 0;
    for (const auto &[path, bytes] : m_objects)
        size += bytes->size();
    return size;
}

void Store::flip(const std::string &path, std::size_t at)
{
    ByteVector bytes = this->bytes(path);
    bytes.at(at) ^= 1;
    put(path, std::move(bytes));
}

void Store::cut(const std::string &path, std::size_t size)
{
    ByteVector bytes = this->bytes(path);
    bytes.resize(size);
    put(path, std::move(bytes));
}

Put folderPut(const std::filesystem::path &folder)
{
    return [folder](const std::string &path, ByteVector bytes) {
        const std::filesystem::path target = folder / path;
        std::filesystem::create_directories(target.parent_path());
        std::ofstream file;
        file.exceptions(std::ios::failbit | std::ios::badbit);
        file.open(target, std::ios::binary | std::ios::trunc);
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        file.close();
    };
}

} // namespace ngdp

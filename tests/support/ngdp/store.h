#pragma once

#include "tests/support/tactbuilder.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ngdp {

using support::ByteVector;

/// Takes an object under its path below a host: "tpr/wow/data/ab/cd/…", "v2/summary".
using Put = std::function<void(const std::string &path, ByteVector bytes)>;

/// Everything that a host has, in memory. Copies share the bytes.
class Store
{
public:
    void put(const std::string &path, ByteVector bytes);
    Put putter(); ///< valid as long as the store

    bool has(const std::string &path) const { return m_objects.count(path) > 0; }
    const ByteVector &bytes(const std::string &path) const; ///< of a path that it has
    const std::map<std::string, std::shared_ptr<const ByteVector>> &objects() const { return m_objects; }
    std::uint64_t size() const; ///< bytes of all objects

    // Damage. The path must be there.
    void remove(const std::string &path) { m_objects.erase(path); }
    void flip(const std::string &path, std::size_t at); ///< one bit of this byte
    void cut(const std::string &path, std::size_t size);

private:
    std::map<std::string, std::shared_ptr<const ByteVector>> m_objects;
};

/// Writes every object to a file below `folder` and keeps nothing. Throws std::ios_base::failure.
Put folderPut(const std::filesystem::path &folder);

} // namespace ngdp

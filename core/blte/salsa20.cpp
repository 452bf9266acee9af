#include "core/blte/salsa20.h"

#include <algorithm>

namespace blte {

void Salsa20::begin(const Key &key, const Nonce &nonce)
{
    salsa20_128_set_key(&m_state, key.data());
    salsa20_set_nonce(&m_state, nonce.data()); // also sets the block counter to 0
    m_blockUsed = m_block.size();
}

void Salsa20::seek(std::uint64_t offset)
{
    // nettle has no call for it, but says where the block counter is: the low half of it comes first.
    const std::uint64_t block = offset / m_block.size();
    m_state.input[8] = static_cast<std::uint32_t>(block);
    m_state.input[9] = static_cast<std::uint32_t>(block >> 32);
    m_blockUsed = m_block.size();
    std::array<std::uint8_t, SALSA20_BLOCK_SIZE> before{};
    const std::span passed = std::span(before).first(offset % m_block.size());
    apply(passed, passed);
}

void Salsa20::apply(Bytes in, std::span<std::uint8_t> out)
{
    std::size_t done = 0;
    while (done < in.size()) {
        const std::size_t left = in.size() - done;
        if (m_blockUsed == m_block.size() && left >= m_block.size()) {
            // nettle may be called again only after a multiple of the block size.
            const std::size_t whole = left - left % m_block.size();
            salsa20_crypt(&m_state, whole, out.data() + done, in.data() + done);
            done += whole;
            continue;
        }
        if (m_blockUsed == m_block.size()) {
            m_block.fill(0);
            salsa20_crypt(&m_state, m_block.size(), m_block.data(), m_block.data());
            m_blockUsed = 0;
        }
        const std::size_t count = std::min(left, m_block.size() - m_blockUsed);
        for (std::size_t i = 0; i < count; ++i)
            out[done + i] = in[done + i] ^ m_block[m_blockUsed + i];
        m_blockUsed += count;
        done += count;
    }
}

} // namespace blte

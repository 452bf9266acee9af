# The Debian and Ubuntu packages that the scripts of this folder need: one list, sourced by them all.
# Wants Qt 6.4 or newer: Debian 12, Ubuntu 24.04 and later.
# shellcheck shell=bash disable=SC2034

# To build and to start the program.
build_packages=(
    ca-certificates
    cmake
    fonts-dejavu-core
    g++
    libdeflate-dev
    libexpected-dev
    libgl-dev
    libqt6sql6-sqlite
    nettle-dev
    ninja-build
    pkg-config
    qt6-base-dev
    qt6-base-dev-tools
    qt6-l10n-tools
    qt6-qpa-plugins
    qt6-svg-dev
    qt6-tools-dev
    qt6-tools-dev-tools
    qt6-translations-l10n
    zlib1g-dev
)

# What makes the demo's files (packaging/run --demo) and those of the tests.
demo_packages=(
    liblz4-dev
)

# What the tests need on top.
test_packages=(
    at-spi2-core
    dbus
    fish
    imagemagick
    mold
    nginx-light
    openbox
    openssl
    python3
    strace
    xdotool
    xvfb
    zsh
)

# What packaging/lint needs on top.
lint_packages=(
    appstream
    clang-format-14
    desktop-file-utils
    git
    man-db
    shared-mime-info
    shellcheck
)

# What makes and checks packages (packaging/package).
package_packages=(
    build-essential
    debhelper
    dpkg-dev
    git
    lintian
    xz-utils
)

# What packaging/lint needs on top to look into sources (not with --quick).
tidy_packages=(
    clang-tidy-14
)

# What packaging/tryout needs on top.
tryout_packages=(
    debootstrap
    git
    imagemagick
    nginx-light
    openbox
    procps
    xdotool
    xvfb
)

# What fuzzing needs on top (packaging/test fuzz).
fuzz_packages=(
    clang
)

# What tests/bench/run needs on top.
bench_packages=(
    curl
    iproute2
    libbenchmark-dev
    libcurl4-openssl-dev
    liburing-dev
    nginx-light
    openssl
    python3
    time
    util-linux
)

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "installing packages needs root, and sudo is not there. As root, run: $*"
        exit 1
    fi
}

# need_packages NAME…: installs those that are missing; does not touch apt when none is.
need_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        say "not a Debian or Ubuntu machine: nothing is installed, the build uses what is there"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "installing ${missing[*]}"
    as_root apt-get update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >&2
}

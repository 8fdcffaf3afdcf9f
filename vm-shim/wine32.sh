#!/bin/sh
# Fetches what Debian's wine64 lacks to run 32-bit Windows programs: Wine's own libraries for them, of the same version,
# out of the package libwine for i386. Nothing is installed, and the architectures that dpkg knows stay as they are.
set -eu

target=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/target
fail() { printf 'wine32: %s\n' "$*" >&2; exit 1; }

[ ! -e /usr/lib/i386-linux-gnu/wine/i386-windows/ntdll.dll ] || exit 0
command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
  fail "Wine's libraries for 32-bit programs are fetched by Debian's apt-get, which is not here."
version=$(dpkg-query -W -f '${Version}' libwine:amd64 2>/dev/null) || fail "the package wine64 is expected."
[ "$(cat "$target/wine32/version" 2>/dev/null)" != "$version" ] || exit 0

mkdir -p "$target"
scratch=$(mktemp -d "$target/wine32.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial" "$scratch/wine32"

apt() {
  (cd "$scratch" && apt-get -q -o APT::Architectures::=amd64 -o APT::Architectures::=i386 -o APT::Sandbox::User=root \
    -o Dir::State::lists="$scratch/lists" -o Dir::Cache="$scratch/cache" "$@") >>"$scratch/log" 2>&1
}

# One source of several may be out of reach: what counts is whether the package is found.
apt update || :
apt download "libwine:i386=$version" || { tail -n 5 "$scratch/log" >&2; fail "libwine $version for i386 was not found."; }
dpkg-deb --fsys-tarfile "$scratch"/libwine_*.deb |
  tar -x -C "$scratch/wine32" --strip-components=5 ./usr/lib/i386-linux-gnu/wine/i386-windows
# What Debian takes from another package when it sets one of Wine's up.
cp -p /usr/lib/x86_64-linux-gnu/wine/i386-windows/*.dll "$scratch/wine32/i386-windows"
echo "$version" >"$scratch/wine32/version"
rm -rf "$target/wine32"
mv "$scratch/wine32" "$target/wine32"

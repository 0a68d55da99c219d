#!/usr/bin/env bash
# Makes a folder with a small Debian sid that holds Asterisk, a peer of tests/Interop (Debian 12 has no package of it).
# Once there it is used again; VOXIE_ASTERISK_ROOT names another place. Fails, with the reason, where it cannot be made.
set -euo pipefail
root=${VOXIE_ASTERISK_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/voxie/asterisk}
[[ ! -f $root/ready ]] || exit 0

fail() { printf 'no Asterisk: %s\n' "$1" >&2; exit 1; }
((EUID == 0)) || fail 'debootstrap and chroot need root'
command -v debootstrap >/dev/null || fail 'debootstrap is not installed'

# The mirror that this machine's own packages come from.
mirror=$(sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
[[ -n $mirror ]] || mirror=$(sed -n -e 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\).*/\2/p' /etc/apt/sources.list 2>/dev/null | head -n 1)
[[ -n $mirror ]] || fail 'no package mirror is configured'

mkdir -p "${root%/*}"
exec 9>"$root.lock"
flock -w 600 9 || fail 'another run is making it'
[[ ! -f $root/ready ]] || exit 0
made=$root.new
rm -rf "$made" "$root"
log=${root%/*}/asterisk.log
timeout 480 debootstrap --variant=minbase --include=asterisk,ca-certificates sid "$made" "$mirror" >"$log" 2>&1 </dev/null ||
  { rm -rf "$made"; fail "debootstrap failed: $(tail -n 1 "$log")"; }
rm -rf "$made"/var/cache/apt/archives/*.deb "$made"/var/lib/apt/lists/*
chroot "$made" asterisk -V >"$made/ready" 2>/dev/null || { rm -rf "$made"; fail 'the Asterisk in it does not run'; }
mv "$made" "$root"

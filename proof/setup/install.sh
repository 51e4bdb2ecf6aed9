#!/usr/bin/env bash
# Puts on the machine what the build and the tests stand on: PostgreSQL's server, Chromium, a font for every
# script we show, what the weak line is made of, cargo-nextest and the browser driver's packages. Node.js 20 must be there. Quick when all is there already.
# As root it installs; as anyone else it prints the one line to run and fails.
#
#   install.sh          everything that `make test` needs
#   install.sh demo     only what `make demo` needs
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { printf '== %s\n' "$*" >&2; }

packages_missing() {
  [ -n "$(proof/setup/postgres.sh where 2>/dev/null)" ] || echo postgresql
  [ -x /usr/bin/chromium ] || echo chromium
  [ -f /usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf ] || echo fonts-noto-core
  command -v ip >/dev/null || echo iproute2
  command -v python3 >/dev/null || echo python3-minimal
  command -v curl >/dev/null || echo curl
}

install_packages() {
  local missing
  missing=$(packages_missing | tr '\n' ' ')
  [ -n "$missing" ] || { say "Debian packages: all there"; return 0; }
  if [ "$(id -u)" != 0 ]; then
    say "missing: $missing; run this once, then again what you ran:"
    printf '  sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n' "$missing" >&2
    return 1
  fi
  say "installing $missing"
  export DEBIAN_FRONTEND=noninteractive
  # A lock held by the machine's own updates is waited for rather than failed on.
  apt-get -o DPkg::Lock::Timeout=300 -qq update
  # shellcheck disable=SC2086 # a list of words
  apt-get -o DPkg::Lock::Timeout=300 -qq -y --no-install-recommends install $missing >&2
}

install_nextest() {
  if cargo nextest --version >/dev/null 2>&1; then return 0; fi
  say "installing cargo-nextest (once, some minutes)"
  cargo install cargo-nextest --locked
}

# Debian 12's own Node.js is 18, too old for the browser driver, so it is asked for rather than installed.
need_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  if [ "${major:-0}" -ge 20 ] && command -v npm >/dev/null; then return 0; fi
  say "the browser journeys need Node.js 20 or newer with npm; found \`$(node --version 2>/dev/null || echo none)\`"
  return 1
}

# `npm ci` empties node_modules each time, so it runs only when the lock file is newer than the last run.
install_journeys() {
  local done=proof/journeys/node_modules/.liaison-done
  if [ -f "$done" ] && cmp -s "$done" proof/journeys/package-lock.json; then return 0; fi
  say "installing the browser driver"
  (cd proof/journeys && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2)
  cp proof/journeys/package-lock.json "$done"
}

command -v cargo >/dev/null || { say "no cargo here; install Rust $(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml) with rustup first"; exit 1; }
command -v cc >/dev/null || { say "no C compiler here; install the Debian package build-essential"; exit 1; }
if [ "${1:-}" = demo ]; then exit 0; fi
install_packages
install_nextest
need_node
install_journeys

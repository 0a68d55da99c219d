#!/usr/bin/env bash
# Sets up what the tests need, builds, and runs them all; --long adds those that take hours.
# The last line is the sum over all projects: 'N passed, N failed[, N skipped]'. Results: artifacts/test-results.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

limit=900
case ${1:-} in
  '') ;;
  --long) export VOXIE_LONG=1; limit=21600 ;;
  *) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"; [[ $1 == -h || $1 == --help ]]; exit ;;
esac

# Peers and tools of the tests; debootstrap makes the small Debian that holds Asterisk.
TEST_PACKAGES=(sip-tester baresip-core sipsak kamailio kamailio-tls-modules kamailio-extra-modules linphone-cli debootstrap openssl
  tshark sox ffmpeg espeak-ng flite asterisk-core-sounds-en asterisk-core-sounds-en-wav gcc libc6-dev make)

need_dotnet
system_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
spoken_prompts
fetch_models
# Asterisk takes minutes to fetch, once: meanwhile the rest is built and tested. Without it its column of the matrix stays empty.
asterisk_root=artifacts/asterisk-root.log
mkdir -p artifacts
scripts/asterisk-root.sh >"$asterisk_root" 2>&1 </dev/null &
asterisk_job=$!
build solution Voxie.Telephony.sln src tests config Voxie.Telephony.sln

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0

# count FILE ATTRIBUTE: a number of the <Counters .../> element of a result file; 0 when the run left none.
count() {
  local number=
  if [[ -f $1 ]]; then number=$(sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1); fi
  printf '%s' "${number:-0}"
}

# run_project NAME [LABEL FILTER]: runs the tests of a project, or those of them that fit, and counts what came of them.
run_project() {
  local name=$1 label=${2:-$1} filter=() trx code=0 total executed good bad
  [[ -z ${3:-} ]] || filter=(--filter "$3")
  trx=$PWD/$results/$label.trx
  say "testing $label"
  timeout --kill-after=20 "$limit" dotnet test "tests/$name/$name.csproj" -c Release --no-build --nologo -v q "${filter[@]}" \
    --results-directory "$results" --logger "trx;LogFileName=$label.trx" --logger "console;verbosity=minimal" </dev/null || code=$?
  total=$(count "$trx" total) executed=$(count "$trx" executed) good=$(count "$trx" passed) bad=$(count "$trx" failed)
  # A run that died or ran out of time has not failed a test that it knows of; it counts as one.
  if ((code != 0 && bad == 0)); then
    bad=1
    say "$label ended with code $code and no failed test: counted as one failure (124: over $limit s)"
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
}

projects=()
for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>true' "$project" && projects+=("$(basename "$project" .csproj)")
done
for name in "${projects[@]}"; do
  [[ $name == Interop ]] || run_project "$name"
done
wait "$asterisk_job" || say "$(tail -n 1 "$asterisk_root"); the interop matrix is written without it"
# Calls with real peers wait for real time most of their life and run side by side; then what is measured, which has the machine to itself.
run_project Interop Interop 'Runs!=alone'
run_project Interop Interop-measured 'Runs=alone'

summary="$passed passed, $failed failed"
((skipped == 0)) || summary+=", $skipped skipped"
((passed + failed > 0)) || say "no test ran: nothing is proven, which counts as a failure"
printf '%s\n' "$summary"
((failed == 0 && passed > 0))

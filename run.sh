#!/usr/bin/env bash
# Starts Voxie: installs what is missing, fetches the speech models, builds, runs in the foreground.
# Settings: config/voxie.yaml and the VOXIE_* environment (README.md). Arguments go to `voxie run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"
  exit 0
fi

need_dotnet
system_packages "${RUN_PACKAGES[@]}"
fetch_models
build voxie src/Admin/Admin.csproj src

executable=artifacts/bin/Admin/release/voxie
[[ -x $executable ]] || { rm -f "$STAMPS/build-voxie"; die "$executable is not there" "run ./run.sh again: it will build anew"; }

sip=${VOXIE_SIP:-udp:127.0.0.1:5060}
address=${sip#udp:}
http=${VOXIE_HTTP:-127.0.0.1:8080}
key=${VOXIE_DATA:-data}/admin.key
cat <<TEXT
==> starting Voxie; when http://$http/health/ready answers 200:
      without a phone  $executable call sip:reception@$address QUESTION.wav   (any 8 or 16 kHz wav)
      with a softphone dial sip:reception@$address   (also: echo, tone; settings in README.md)
      the record       curl -H "Authorization: Bearer \$(cat $key)" http://$http/api/calls
      stop             Ctrl+C: finishes live calls; twice: at once
TEXT
exec "$executable" run "$@"

#!/bin/sh
# Takes from a real server under load what it stands on, for a minute each: its MariaDB (killed), its MariaDB's writes
# (read-only), its disk (full); and loses a fifth of the replies to polls. Prints each with its seconds; exits 1 when an
# answer is lost, wrong or there twice, or when a client is answered what no guide says. Needs root, for a small tmpfs.
# Usage: bench/outages.sh [SECONDS]     (60 by default)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
report=$root/deploy/target/failsafe-reports/TEST-org.idlewild.deploy.OutageIT.xml
"$root/mvnw" -B -ntp -f "$root/pom.xml" -pl deploy -am package failsafe:integration-test@h2 failsafe:verify@h2 \
  -Dtest=none -Dit.test=OutageIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Didlewild.test.outage="${1:-60}" >"$log" 2>&1 ||
  { grep -e '^\[ERROR\]' -e 'Expecting' "$log" | head -n 30 >&2; exit 1; }
sed -n 's/.*<testcase name="\([^"]*\)".* time="\([^"]*\)".*/\1 \2 s/p' "$report"

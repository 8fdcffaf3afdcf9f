#!/bin/sh
# Ends the real server on MariaDB between any two of its writes, starts it again on what it left, and asks what must
# hold. Prints a line a point and their sum; exits 1 when something does not hold or a point is never passed.
# Usage: bench/kill-points.sh [POINT,POINT...]     (all by default; ten seconds each on a quiet machine)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
begun=$(date +%s)
"$root/mvnw" -B -ntp -f "$root/pom.xml" -pl deploy -am package failsafe:integration-test@h2 failsafe:verify@h2 \
  -Dtest=none -Dit.test=KillPointsIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Didlewild.test.points="${1:-all}" 2>&1 | tee "$log" | grep --line-buffered '^killed at' || :
printf '%s points in %s s, the build included\n' "$(grep -c '^killed at' "$log" || :)" "$(($(date +%s) - begun))"
grep -q 'BUILD SUCCESS' "$log" || { grep -e '^\[ERROR\]' -e 'Expecting' "$log" | head -n 30 >&2; exit 1; }

#!/bin/sh
# Reads mutations of recorded requests of BOINC's client for as long as told, and prints how many came to what end; fails
# at the first that does harm, with its seed and round.
# Usage: bench/boinc-fuzz.sh [SECONDS] [SEED]     (600 and 1 by default)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./mvnw -q -B -ntp -pl web -am test -Dtest=MarkupFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Didlewild.fuzz.seconds="${1:-600}" -Didlewild.fuzz.seed="${2:-1}" -Dsurefire.useFile=false

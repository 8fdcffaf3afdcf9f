#!/bin/sh
# Prints what the virtual machine costs Windows programs that others made: each unwrapped, wrapped, wrapped with 3DES and
# with AES, in turn: seconds on the wall and of the processor, megabytes read and written by system calls (medians, and
# ratios to the unwrapped); then pausing, how much is mediated, and how many claims hold.
# Usage: bench/evm.sh [--rounds N] [--output text|json]     (5 rounds by default; only a quiet machine tells the truth)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
rounds=5 output=text
while [ $# -gt 0 ]; do
  case "$1 ${2:-}" in
    '--rounds '[1-9]*) rounds=$2 ;;
    '--output text' | '--output json') output=$2 ;;
    *) echo 'bench/evm.sh: expected [--rounds N] [--output text|json]' >&2; exit 2 ;;
  esac
  shift 2
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT
test() {
  "$root/mvnw" -q -B -ntp -Dstyle.color=never -f "$root/pom.xml" -pl client-agent -am test -Dtest="$1" \
    -Dsurefire.failIfNoSpecifiedTests=false -Didlewild.bench.rounds="$rounds" -Didlewild.bench.output="$output" \
    -Didlewild.bench.file="$log" >&2
}
test ClaimsTest
claims=$(sed -n 's/.*<testsuite .* tests="\([0-9]*\)" errors="0" skipped="0" failures="0".*/\1/p' \
  "$root/client-agent/target/surefire-reports/TEST-org.idlewild.agent.evm.ClaimsTest.xml")
test EvmBench
case $output in
  json) sed "s/}}\$/,\"claims that hold, of as many\":\"${claims:?}\"}}/" "$log" ;;
  *) cat "$log"; echo "claims that hold, of as many: ${claims:?}" ;;
esac

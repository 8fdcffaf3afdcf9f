#!/bin/sh
# Prints what the virtual machine costs Windows programs that others made: each unwrapped, wrapped, wrapped with 3DES and
# with AES, in turn; seconds (median, ratio), bytes read and written as the last beat of each second told them (a short run
# tells none), its start, pausing, and how much is mediated.
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
"$root/mvnw" -q -B -ntp -f "$root/pom.xml" -pl client-agent -am test -Dtest=EvmBench \
  -Dsurefire.failIfNoSpecifiedTests=false -Didlewild.bench.rounds="$rounds" -Didlewild.bench.output="$output" \
  -Didlewild.bench.file="$log" >&2
cat "$log"

#!/bin/sh
# Measures the server with ever more workunits in its queue, and prints a line each: what must not grow is the cost.
# Each measurement is a line of JSON, with the machine's description, in bench/results/flat-DATE.jsonl.
# Usage: bench/flat.sh [--queues "N N ..."] [OPTION of 'bench server'...]     ("10000 100000 1000000" by default)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
queues='10000 100000 1000000'
if [ "${1:-}" = --queues ]; then
  queues=${2:?"numbers of workunits are expected after --queues"}
  shift 2
fi
results=$root/bench/results
mkdir -p "$results"
file=$results/flat-$(date -u +%Y%m%dT%H%M%SZ).jsonl
status=0
for queue in $queues; do
  "$root/idlewild" bench server --workunits "$queue" --json "$@" >>"$file" || status=1
done
awk '
  function value(name) { return match($0, "\"" name "\":-?[0-9.E]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : 0 }
  function costs() { sub(/.*"server":[{]"workunits"/, "{\"done\"") }
  BEGIN { printf "%10s %10s %10s %8s %8s %10s %10s %10s %10s %8s\n", "queued", "requests/s", "workunits/s", "p50 ms", "p99 ms",
      "server CPU", "db CPU", "statements", "rows read", "redo" }
  { queued = value("workunits"); requests = value("requestsPerSecond"); p50 = value("p50"); p99 = value("p99"); costs()
    printf "%10d %10.1f %10.1f %8.1f %8.1f %10.3f %10.3f %10.3f %10.1f %8d\n", queued, requests, value("workunitsPerSecond"),
      p50, p99, value("server"), value("database"), value("statements"), value("rowsRead"), value("redoBytes") }' "$file"
echo "CPU in seconds per 1,000 workunits; statements, rows and bytes per workunit; all of it in ${file#"$root"/}"
exit "$status"

#!/bin/sh
# Runs the demonstration several times and prints its stages in seconds: minimum, median, maximum.
# Usage: bench/demo.sh [RUNS]     (everything is built before, so that no run builds)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
runs=${1:-3}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$root/idlewild" demo --to 130 --units 5 >/dev/null
i=0
while [ "$i" -lt "$runs" ]; do
  begun=$(date +%s)
  "$root/idlewild" demo >>"$out" 2>&1 || { tail -n 20 "$out" >&2; exit 1; }
  printf 'whole %s s\n' "$(($(date +%s) - begun))" >>"$out"
  i=$((i + 1))
done
awk '
  function keep(name, value) { n[name]++; all[name, n[name]] = value + 0; if (!(name in seen)) { seen[name]; order[++names] = name } }
  /^Time: / { gsub(/[,.;]* *$/, ""); sub(/^Time: /, ""); sub(/; together/, ", together"); k = split($0, part, /, /)
    for (p = 1; p <= k; p++) { split(part[p], word, " "); keep(word[1], word[2]) } }
  /^whole / { keep("whole", $2) }
  /^Progress polls: / { gsub(/,/, ""); keep("polls", $3); keep("mismatching", $6) }
  /^Server heap/ { keep("heap MB", $6) }
  END {
    printf "%-12s %8s %8s %8s\n", "", "min", "median", "max"
    for (o = 1; o <= names; o++) {
      name = order[o]; c = n[name]
      for (a = 1; a <= c; a++) v[a] = all[name, a]
      for (a = 1; a <= c; a++) for (b = a + 1; b <= c; b++) if (v[b] < v[a]) { t = v[a]; v[a] = v[b]; v[b] = t }
      printf "%-12s %8.1f %8.1f %8.1f\n", name, v[1], (v[int((c + 1) / 2)] + v[int(c / 2) + 1]) / 2, v[c]
    }
  }' "$out"
du -sh "$root/deploy/target/server" | awk '{ print "provisioned server: " $1 }'

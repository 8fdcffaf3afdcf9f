#!/bin/sh
# Changes the domain's code in small ways, one at a time, and counts how many changes no test notices (PIT).
# Usage: bench/mutation.sh     (the report: work/target/pit-reports/index.html; fails under 85 % noticed)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
"$root/mvnw" -B -ntp -q -f "$root/pom.xml" -pl work -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage
awk -F, '{ all++; if ($6 == "SURVIVED" || $6 == "NO_COVERAGE") left++ }
  END { printf "%d mutants, %d noticed (%.1f %%), %d not\n", all, all - left, 100 * (all - left) / all, left }' \
  "$root/work/target/pit-reports/mutations.csv"

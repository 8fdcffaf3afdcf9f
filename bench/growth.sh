#!/bin/sh
# Prints how many rows each statement of the server makes MariaDB read, with 10,000 and with many
# workunits of others in the tables, and MariaDB's plan for it. Counts, so no machine bends them.
# Usage: bench/growth.sh [WORKUNITS]     (1000000 by default; takes a few minutes)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./mvnw -q -B -ntp -pl scheduler-ejb -am test -Dtest=GrowthBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Didlewild.growth="${1:-1000000}" -Dsurefire.useFile=false

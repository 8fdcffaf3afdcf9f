#!/bin/sh
# Submits a large batch line by line to a real server (heap of 512 MB) on MariaDB and prints how long it takes until it is
# accepted, until its first workunit is sent, and until it is given up.
# Usage: bench/ingest.sh [WORKUNITS] [QUORUM]     (1000000 and 1 by default)
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./mvnw -B -ntp -pl deploy -am verify -Dtest=none -Dit.test=IngestBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Didlewild.ingest="${1:-1000000}" -Didlewild.ingest.quorum="${2:-1}" \
  -Dfailsafe.useFile=false | grep -E 'INGEST|ERROR|Tests run' | sed 's/.*INGEST //'

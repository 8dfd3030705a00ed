#!/usr/bin/env bash
# engine.sh PEER
#
# The network without Spark against PEER/nat_torch.py, in turn: matrix products, a pre-training step of `tiny` at batch
# 32 on one pinned core and in two pinned processes at once, one window at a time. Then the step at one, two, four and
# eight times the length, and the memory of many small steps. Medians of the repeats come last.
#
#   REPEATS (5)   CORE (0)   SECOND (1)   PYTHON (python3, with torch)   MEMORY_STEPS (5000; 0 for none)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
peer=$(cd "${1:?PEER: the folder of nat_torch.py}" && pwd)/nat_torch.py
repeats=${REPEATS:-5}
core=${CORE:-0}
second=${SECOND:-1}
target=$here/../jobs/target
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 DJL_OFFLINE=true

classpath=$target/ecgnat-jobs.jar:$target/natives/*:$target/spark/jars/*
javac -d "$work" -cp "$target/ecgnat-jobs.jar" "$here/Engine.java"

ours() { # core, arguments
  local on=$1
  shift
  taskset -c "$on" java -Xmx512m -XX:+UseSerialGC -cp "$work:$classpath" Engine "$@" 2>"$work/errors" ||
    { cat "$work/errors" >&2; return 1; }
}

theirs() {
  local on=$1
  shift
  taskset -c "$on" "${PYTHON:-python3}" "$peer" "$@"
}

# a line, kept under a name
note() {
  tee -a "$work/$1"
}

# the sum of the first figures of two processes at once, each on its core: both NAME FUNCTION arguments
both() {
  local name=$1 what=$2
  shift 2
  "$what" "$core" "$@" >"$work/first" &
  "$what" "$second" "$@" >"$work/second"
  wait $!
  cat "$work/first" "$work/second" | awk -v name="$name" '{ sum += $2 } END { print name ":", sum, "records/s" }'
}

echo "cores $core and $second: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2)"
for ((i = 1; i <= repeats; i++)); do
  ours "$core" sgemm | note ours-sgemm
  theirs "$core" sgemm | sed 's/^/peer /' | note peer-sgemm
  ours "$core" train 32 60 | note ours-train
  theirs "$core" train | sed 's/^/peer /' | note peer-train
  both "two processes" ours train 32 60 | note ours-two
  both "peer, two processes" theirs train | note peer-two
  ours "$core" infer 6000 | note ours-infer
  theirs "$core" infer | sed 's/^/peer /' | note peer-infer
  for times in 1 2 4 8; do
    ours "$core" train $((32 / times)) 60 $((1000 * times)) | sed "s/^/length $((1000 * times)): /" | note "length-$times"
  done
done
if [ "${MEMORY_STEPS:-5000}" -gt 0 ]; then
  ours "$core" memory "${MEMORY_STEPS:-5000}"
fi

# the median of the figure that the group of a pattern holds: median NAME PATTERN
median() {
  sed -nE "s#^(.*[^0-9.])?$2.*#\\2#p" "$work/$1" | sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

# a line of both and their ratio: compare WHAT OURS PEER PATTERN UNIT
compare() {
  local mine its
  mine=$(median "$2" "$4")
  its=$(median "$3" "$4")
  echo "$1: ours $mine, peer $its $5, ratio $(echo "scale=3; $mine/$its" | bc)"
}

compare sgemm ours-sgemm peer-sgemm '([0-9.]+) GFLOP' GFLOP/s
compare 'step, one core' ours-train peer-train '([0-9.]+) records/s' records/s
compare 'step, two processes' ours-two peer-two '([0-9.]+) records/s' records/s
compare 'one window, p50' ours-infer peer-infer 'p50 ([0-9.]+) ms' ms
compare 'one window, p99' ours-infer peer-infer 'p99 ([0-9.]+) ms' ms
for times in 1 2 4 8; do
  rate=$(median "length-$times" '([0-9.]+) records/s')
  echo "length $((1000 * times)): $(echo "scale=1; 1000000/($rate*$times)" | bc) us per 1,000 samples"
done

#!/usr/bin/env bash
# scaling.sh DATA OUT
#
# The same work on one executor and on two of a standalone cluster, a pinned core each, in turn with the bare training
# step on one core: records a second, and where the time of a round goes. `tiny`, masked reconstruction alone, batch 32.
# DATA holds ptbxl, ptbxl_normalized, ludb, cpsc2018 and cinc2021.
#
#   REPEATS (3)   STEPS (50) of a worker between combinations   ROUNDS (8) of one executor; two have half as many
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
source "$here/real-recordings.sh"
data=$(cd "${1:?DATA: the folder of real recordings}" && pwd)
mkdir -p "${2:?OUT: where results go}"
out=$(cd "$2" && pwd)
target=$here/../jobs/target
classpath=$target/ecgnat-jobs.jar:$target/natives/*:$target/spark/jars/*
export ECGNAT_STANDALONE_DIR=$out/standalone DJL_OFFLINE=true
trap '"$here/../submit/standalone.sh" stop' EXIT

real_corpus "$data" "$out"
mkdir -p "$out/classes"
javac -d "$out/classes" -cp "$target/ecgnat-jobs.jar" "$here/Engine.java"

cluster() { # executors, repeat
  local run=$out/$1-executors-$2
  "$here/../submit/standalone.sh" start --workers "$1" --cores 1 --memory 3g --pin
  "$here/../submit/ecgnat" pretrain --corpus "$out/corpus" --output "$run" --config pretrain-tiny --split few-labels \
    --workers "$1" --set objective.beat.weight=0 --set loop.localSteps="${STEPS:-50}" --set loop.epochs=1000 \
    --set loop.stop.rounds=$((${ROUNDS:-8} / $1)) --set loop.validationEvery=2 --overwrite \
    -- --master spark://127.0.0.1:7077
  "$here/../submit/standalone.sh" stop
}

for ((i = 1; i <= ${REPEATS:-3}; i++)); do
  OMP_NUM_THREADS=1 taskset -c 0 java -Xmx512m -XX:+UseSerialGC -cp "$out/classes:$classpath" Engine train 32 100 \
    2>"$out/errors" | tee "$out/bare-$i"
  cluster 1 "$i"
  cluster 2 "$i"
done
java -cp "$classpath" "$here/ScalingTable.java" "$out" "${REPEATS:-3}" | tee "$out/scaling.md"

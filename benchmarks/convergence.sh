#!/usr/bin/env bash
# convergence.sh OUT
#
# What averaging costs in loss: a micro network on synthetic windows, W workers with H steps between combinations, by the
# mean and by outer momentum (nesterov), against one worker with the W-fold batch after as many steps over as many
# recordings. The validation loss at the end goes to OUT/convergence.md and OUT/convergence.svg. A run that is there is
# not made again.
#
#   RECORDS (20000)   STEPS (1000) of a worker, in at least 20 rounds   SEEDS (0 1)   PARALLEL (2), a core each
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
mkdir -p "${1:?OUT: where results go}"
OUT=$(cd "$1" && pwd)
export OUT HERE=$here STEPS=${STEPS:-1000} ECGNAT_MASTER='local[1]'
ecgnat=$here/../submit/ecgnat

if [ ! -e "$OUT/corpus-done" ]; then
  rm -rf "$OUT/recordings" "$OUT/corpus"
  "$ecgnat" synthesize --output "$OUT/recordings" --records "${RECORDS:-20000}" --seed 1
  "$ecgnat" preprocess --corpus "$OUT/corpus" --input "$OUT/recordings" --source synthetic --recipe fewlabel-100hz
  rm -r "$OUT/recordings"
  touch "$OUT/corpus-done"
fi

run() { # name, workers, batch, steps between combinations, seed, outer step
  local run=$OUT/$1-$5
  [ ! -e "$run/result.json" ] || return 0
  taskset -c "${SLOT:-0}" "$HERE/../submit/ecgnat" pretrain --corpus "$OUT/corpus" --output "$run" \
    --config pretrain-tiny --split synthetic --workers "$2" --set encoder="$HERE/micro.yaml" \
    --set objective.beat.weight=0 --set loop.batchSize="$3" --set loop.localSteps="$4" --set loop.epochs=1000 \
    --set loop.stop.rounds=$((STEPS / $4)) --set loop.validationEvery=100000 --set loop.validationWindows=2000 \
    --set loop.checkpointEvery=100000 --set loop.averaging.outer="$6" --set seed="$5" --resume >"$run.log" 2>&1 ||
    { echo "$1, seed $5 failed: see $run.log" >&2; return 1; }
  echo "$1, seed $5: done after $SECONDS s"
}
export -f run

for seed in ${SEEDS:-0 1}; do
  for workers in 2 4; do
    echo "run one-$workers 1 $((8 * workers)) 50 $seed mean"
    for steps in 5 20 50; do
      for outer in mean nesterov; do
        echo "run $outer-$workers-$steps $workers 8 $steps $seed $outer"
      done
    done
  done
done | xargs -d '\n' -P "${PARALLEL:-2}" --process-slot-var=SLOT -I{} bash -euo pipefail -c 'SECONDS=0; {}'

java -cp "$here/../jobs/target/ecgnat-jobs.jar:$here/../jobs/target/spark/jars/*" "$here/ConvergenceTable.java" \
  "$OUT" ${SEEDS:-0 1}
cat "$OUT/convergence.md"

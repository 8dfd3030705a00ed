#!/usr/bin/env bash
# ablation.sh DATA OUT
#
# What the levels of attention are worth: each encoder of ablation.conf is pre-trained alike and probed on validation
# with five draws of 170 labels; quality beside cost goes to OUT/ablation.md and OUT/ablation.svg. DATA holds ptbxl,
# ptbxl_normalized, ludb, cpsc2018 and cinc2021. What OUT already holds is used again. The test split is not read.
#
#   EPOCHS (20)   of pre-training      SEEDS (0 1 2 3 4)   PARALLEL (2), a core each
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
source "$here/real-recordings.sh"
data=$(cd "${1:?DATA: the folder of real recordings}" && pwd)
mkdir -p "${2:?OUT: where results go}"
OUT=$(cd "$2" && pwd)
export OUT HERE=$here EPOCHS=${EPOCHS:-20} SEEDS=${SEEDS:-0 1 2 3 4} ECGNAT_MASTER='local[1]'
real_corpus "$data" "$OUT"
mkdir -p "$OUT/encoders" "$OUT/runs"

ecgnat() {
  taskset -c "${SLOT:-0}" "$HERE/../submit/ecgnat" "$@"
}

encoder() { # name, kernel, depths, dilations
  local file=$OUT/encoders/$1.yaml run=$OUT/runs/$1 seed
  sed -e "s/^kernelSize: [0-9]*/kernelSize: $2/" -e "s/^depths: [^#]*/depths: $3 /" \
    -e "s/^dilations: [^#]*/dilations: $4 /" "$HERE/../conf/encoders/tiny.yaml" >"$file"
  {
    ecgnat doctor --model "$file" >"$run.cost"
    ecgnat pretrain --corpus "$OUT/corpus" --output "$run" --config pretrain-tiny --split few-labels --workers 1 \
      --set encoder="$file" --set loop.epochs="$EPOCHS" --resume
    for seed in $SEEDS; do
      if [ ! -e "$run-$seed/validation/metrics.json" ]; then
        ecgnat finetune --corpus "$OUT/corpus" --encoder "$run" --probe --task ptbxl-superclasses --split few-labels \
          --config finetune-tiny --label-count 170 --seed "$seed" --workers 1 --output "$run-$seed" --resume
        ecgnat evaluate --corpus "$OUT/corpus" --model "$run-$seed/model" --split few-labels --role validation \
          --output "$run-$seed/validation" --overwrite
      fi
    done
  } >>"$run.log" 2>&1
  echo "$1: done after $SECONDS s"
}
export -f encoder ecgnat

conf_rows "$here/ablation.conf" |
  while IFS=';' read -r name kernel depths dilations; do
    echo "encoder $name $kernel '$depths' '$dilations'"
  done |
  xargs -d '\n' -P "${PARALLEL:-2}" --process-slot-var=SLOT -I{} bash -euo pipefail -c 'SECONDS=0; {}'

java -cp "$here/../jobs/target/ecgnat-jobs.jar:$here/../jobs/target/spark/jars/*" "$here/AblationTable.java" \
  "$OUT" $(conf_rows "$here/ablation.conf" | cut -d';' -f1)
cat "$OUT/ablation.md"

#!/usr/bin/env bash
# few-labels.sh DATA OUT
#
# The few-label table: corpus, encoder, every row of few-labels.conf, and the table itself with the paired differences.
# DATA holds ptbxl, ptbxl_normalized, ludb, cpsc2018 and cinc2021. Whatever OUT already holds is used again, so that a
# run that was cut off goes on where it stood. Rows are trained a core each, several at a time.
#
#   ROLE (test)   validation, to choose by: no reading of the test split is noted then
#   ROWS (few-labels.conf)   ONLY: names of rows, others are left out   PARALLEL (2)
#   TEST_READS: where each reading of the test split is noted (benchmarks/test-reads.log)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
source "$here/real-recordings.sh"
data=$(cd "${1:?DATA: the folder of real recordings}" && pwd)
mkdir -p "${2:?OUT: where results go}"
export OUT HERE=$here ROLE=${ROLE:-test}
OUT=$(cd "$2" && pwd)
export TEST_READS=${TEST_READS:-$here/test-reads.log}
parallel=${PARALLEL:-2}
ecgnat=$here/../submit/ecgnat

real_corpus "$data" "$OUT"
if [ ! -e "$OUT/encoder/model/MANIFEST.json" ]; then
  "$ecgnat" pretrain --corpus "$OUT/corpus" --output "$OUT/encoder" --config pretrain-tiny --split few-labels \
    --workers 2 --resume -- --master 'local[2]'
fi

row() { # name, labels, seed, options of finetune
  local name=$1 labels=$2 seed=$3 run evaluation budget
  shift 3
  run=$OUT/rows/$name-$seed
  evaluation=$run/$ROLE
  [ ! -e "$evaluation/metrics.json" ] || return 0
  mkdir -p "$OUT/rows"
  if [ "$labels" = all ]; then budget=(--label-fraction 1); else budget=(--label-count "$labels"); fi
  export ECGNAT_MASTER='local[1]'
  # set -e does not hold on the left of ||
  {
    taskset -c "${SLOT:-0}" "$HERE/../submit/ecgnat" finetune --corpus "$OUT/corpus" "${@//ENCODER/$OUT/encoder}" \
      --task ptbxl-superclasses --split few-labels --config finetune-tiny "${budget[@]}" --seed "$seed" --workers 1 \
      --output "$run" --resume &&
      { [ "$ROLE" != test ] || note_test_read "$name, $labels labels, seed $seed"; } &&
      taskset -c "${SLOT:-0}" "$HERE/../submit/ecgnat" evaluate --corpus "$OUT/corpus" --model "$run/model" \
        --split few-labels --role "$ROLE" --output "$evaluation" --overwrite
  } >>"$run.log" 2>&1 || { echo "$name, seed $seed failed: see $run.log" >&2; return 1; }
  echo "$name, seed $seed: done after $SECONDS s"
}
export -f row note_test_read

# the rows that are wanted
rows() {
  conf_rows "${ROWS:-$here/few-labels.conf}" |
    while IFS=';' read -r name labels seeds options; do
      case " ${ONLY:-$name} " in *" $name "*) echo "$name;$labels;$seeds;$options" ;; esac
    done
}

rows | while IFS=';' read -r name labels seeds options; do
  for seed in $seeds; do
    echo "row $name $labels $seed $options"
  done
done | xargs -d '\n' -P "$parallel" --process-slot-var=SLOT -I{} bash -euc 'SECONDS=0; {}'

# mean over seeds of each row, then the product's row against the others
names=$(rows | cut -d';' -f1)
java -cp "$here/../jobs/target/ecgnat-jobs.jar:$here/../jobs/target/spark/jars/*" "$here/FewLabelsTable.java" \
  "$OUT/rows" "$ROLE" $names
directories() {
  printf '%s\n' "$OUT/rows/$1"-[0-9]*/"$ROLE" | paste -sd,
}
for pair in pretrained:from-scratch pretrained:resnet1d pretrained:pretrained-probe pretrained:pretrained-lambda-0 \
  all-pretrained:all-from-scratch all-pretrained:all-resnet1d; do
  first=${pair%:*} second=${pair#*:}
  if grep -qx "$first" <<<"$names" && grep -qx "$second" <<<"$names"; then
    echo "$first against $second:"
    "$ecgnat" compare --model "$(directories "$first")" --against "$(directories "$second")"
  fi
done

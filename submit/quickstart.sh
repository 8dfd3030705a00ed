#!/usr/bin/env bash
# quickstart.sh [DIR]
#
# The whole way on synthetic recordings, on this machine, with a JDK 17 and nothing else: build, make recordings,
# preprocess, pre-train, fine-tune on few labels, evaluate beside a random encoder. Results go to DIR (default
# ./target/quickstart), which must not hold an earlier run unless ECGNAT_OVERWRITE=1.
#
#   ECGNAT_RECORDS   synthetic recordings (1200)      ECGNAT_LABELS   labelled ones among them (300)
#   ECGNAT_WORKERS   training workers (2)             ECGNAT_SET      extra --set for pre-training and fine-tuning
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
out=${1:-"$home/target/quickstart"}
records=${ECGNAT_RECORDS:-1200}
labels=${ECGNAT_LABELS:-300}
workers=${ECGNAT_WORKERS:-2}
read -r -a settings <<<"${ECGNAT_SET:-}"

if [ -e "$out" ]; then
  if [ "${ECGNAT_OVERWRITE:-0}" != 1 ]; then
    echo "quickstart: $out exists; remove it, name another folder, or set ECGNAT_OVERWRITE=1" >&2
    exit 3
  fi
  rm -rf "$out"
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)
started=$SECONDS

step() {
  printf '\n== %s  (%d s)\n' "$1" "$((SECONDS - started))"
}

step "Building"
(cd "$home" && ./mvnw -B -q -DskipTests package)

ecgnat="$home/submit/ecgnat"
step "Making $records synthetic recordings"
"$ecgnat" synthesize --output "$out/recordings" --records "$records" --seed 1
step "Preprocessing them into a corpus"
"$ecgnat" preprocess --corpus "$out/corpus" --input "$out/recordings" --source synthetic --recipe fewlabel-100hz
step "Pre-training an encoder without labels, $workers workers"
"$ecgnat" pretrain --corpus "$out/corpus" --output "$out/pretraining" --config pretrain-quick \
  --split synthetic --workers "$workers" "${settings[@]}"
step "Fine-tuning a classifier on $labels labelled recordings"
"$ecgnat" finetune --corpus "$out/corpus" --encoder "$out/pretraining" --task synthetic --split synthetic \
  --config finetune-quick --label-count "$labels" --seed 0 --output "$out/classifier" --workers "$workers" \
  "${settings[@]}"
step "The same labels on a random, frozen encoder, for comparison"
"$ecgnat" finetune --corpus "$out/corpus" --encoder random --probe --task synthetic --split synthetic \
  --config finetune-quick --label-count "$labels" --seed 0 --output "$out/random-encoder" --workers "$workers" \
  "${settings[@]}"
for row in classifier random-encoder; do
  step "Evaluating: $row"
  "$ecgnat" evaluate --corpus "$out/corpus" --model "$out/$row/model" --split synthetic --role test \
    --output "$out/$row/evaluation"
done

step "Done"
auroc() {
  grep -o '"macroAuroc"[^,]*' "$out/$1/evaluation/metrics.json" | head -1 | grep -o '[0-9.]*$'
}
cat <<END
Macro AUROC on the synthetic test recordings (it says nothing about patients):
  pre-trained and fine-tuned   $(auroc classifier)
  random frozen encoder        $(auroc random-encoder)

  recordings    $out/recordings
  corpus        $out/corpus          look: submit/ecgnat corpus --corpus $out/corpus --json
  encoder       $out/pretraining/model
  classifier    $out/classifier/model
  report        $out/classifier/evaluation/report.html
  predictions   $out/classifier/evaluation/predictions.parquet
Next: your own recordings, see README.md.
END

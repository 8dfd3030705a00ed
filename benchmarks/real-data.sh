#!/usr/bin/env bash
# real-data.sh DATA OUT
#
# The whole way on real recordings and on a standalone cluster with two executors: five sources in one corpus,
# pre-training, then three classifiers from the same labelled recordings, each evaluated on the test split:
# a linear probe on a random encoder, from scratch, pre-trained and fine-tuned. DATA holds ptbxl,
# ptbxl_normalized, ludb, cpsc2018 and cinc2021. An encoder that OUT already holds is used again.
#
#   LABELS (170)   SEED (0)   WORKERS (2)   PRETRAIN_SET, FINETUNE_SET: extra --set options
#   TEST_READS: where each reading of the test split is noted (benchmarks/test-reads.log)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
source "$here/real-recordings.sh"
HERE=$here TEST_READS=${TEST_READS:-$here/test-reads.log}
data=$(cd "${1:?DATA: the folder of real recordings}" && pwd)
out=${2:?OUT: where results go}
mkdir -p "$out"
out=$(cd "$out" && pwd)
read -r -a pretrain_set <<<"${PRETRAIN_SET:-}"
read -r -a finetune_set <<<"${FINETUNE_SET:-}"
workers=${WORKERS:-2}

ecgnat() {
  "$here/../submit/ecgnat" "$@" -- --master spark://127.0.0.1:7077
}

export ECGNAT_STANDALONE_DIR="$out/standalone"
trap '"$here/../submit/standalone.sh" stop' EXIT
"$here/../submit/standalone.sh" start --workers 2 --cores 1 --memory 4g

real_sources "$data" >"$out/sources.yaml"
ecgnat preprocess --corpus "$out/corpus" --sources "$out/sources.yaml" --recipe fewlabel-100hz
ecgnat corpus --corpus "$out/corpus"

if [ ! -e "$out/encoder/model/MANIFEST.json" ]; then
  resume=()
  [ ! -e "$out/encoder" ] || resume=(--resume)
  ecgnat pretrain --corpus "$out/corpus" --output "$out/encoder" --config pretrain-tiny --split few-labels \
    --workers "$workers" "${pretrain_set[@]}" "${resume[@]}"
fi

classifier() { # name, encoder and further options
  local name=$1
  shift
  ecgnat finetune --corpus "$out/corpus" "$@" --task ptbxl-superclasses --split few-labels \
    --config finetune-tiny --label-count "${LABELS:-170}" --seed "${SEED:-0}" --workers "$workers" \
    --output "$out/$name" --overwrite "${finetune_set[@]}"
  ecgnat evaluate --corpus "$out/corpus" --model "$out/$name/model" --split few-labels --role test \
    --output "$out/$name/evaluation" --overwrite
  note_test_read "$name, ${LABELS:-170} labels, seed ${SEED:-0}"
}
classifier random-probe --encoder random --probe
classifier from-scratch --encoder none
classifier pre-trained --encoder "$out/encoder"

printf '\n%-14s %s\n' row 'macro AUROC (test)'
for name in random-probe from-scratch pre-trained; do
  auroc=$(grep -o '"macroAuroc"[^,]*' "$out/$name/evaluation/metrics.json" | head -1 | grep -o '[0-9.]*$')
  printf '%-14s %s\n' "$name" "$auroc"
done

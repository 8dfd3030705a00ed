#!/usr/bin/env bash
# preprocess.sh DATA PEER OUT
#
# Preprocessing against a peer, in turn: `ecgnat preprocess` on one pinned core, corpus written, and
# PEER/preprocess_scipy.py on the same core over the same files, nothing written. DATA is a folder of 12 x 5000
# format-16 WFDB records (ptbxl/records500); as many copies with names of their own as asked for lie in OUT.
# Start-up is a whole run over one record. The files are read once before, so that both find them in memory.
#
#   RECORDS (20000)   REPEATS (5)   RECIPES ("peer-band.yaml fewlabel-100hz")   CORE (0)
#   TWO_CORES=1: the same on two cores as well, local[2] on cores 0 and 1
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
data=$(cd "${1:?DATA: a folder of WFDB records}" && pwd)
peer=$(cd "${2:?PEER: the folder of preprocess_scipy.py}" && pwd)
mkdir -p "${3:?OUT: where copies and corpora go}"
out=$(cd "$3" && pwd)
records=${RECORDS:-20000}
repeats=${REPEATS:-5}
core=${CORE:-0}
read -r -a recipes <<<"${RECIPES:-$here/peer-band.yaml fewlabel-100hz}"
export ECGNAT_SITE_KEY="a key for the benchmark only"

if [ ! -d "$out/records-$records" ]; then
  java "$here/CopyRecords.java" "$data" "$out/records-$records" "$records"
  java "$here/CopyRecords.java" "$data" "$out/records-1" 1
fi
find "$out/records-$records" -type f -exec cat {} + >/dev/null

now() { date +%s.%N; }

# seconds that a run takes: ours CORES RECORDS RECIPE
ours() {
  local begun
  rm -rf "$out/corpus"
  begun=$(now)
  ECGNAT_MASTER="local[$(($(tr -cd , <<<"$1" | wc -c) + 1))]" taskset -c "$1" \
    "$here/../submit/ecgnat" preprocess --corpus "$out/corpus" --input "$out/records-$2" --source folder \
    --recipe "$3" >"$out/ours.log" 2>&1 || { cat "$out/ours.log" >&2; exit 1; }
  echo "$(now) - $begun" | bc
  grep -q 'Added .* recordings as .*; 0 set aside' "$out/ours.log" ||
    { cat "$out/ours.log" >&2; exit 1; }
}

theirs() {
  OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 taskset -c "$core" python3 "$peer/preprocess_scipy.py" \
    "$out/records-$records" | sed -n 's/^preprocess \([0-9.]*\) .*/\1/p'
}

echo "records $records, core $core: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2)"
for recipe in "${recipes[@]}"; do
  for ((i = 1; i <= repeats; i++)); do
    start=$(ours "$core" 1 "$recipe")
    whole=$(ours "$core" "$records" "$recipe")
    rate=$(theirs)
    line=$(echo "scale=1; $records/($whole-$start)" | bc)
    echo "$(basename "$recipe") run $i: start-up $start s, whole $whole s, $line records/s after start-up," \
      "whole process $(echo "scale=1; $records/$whole" | bc); peer $rate records/s;" \
      "ratio $(echo "scale=2; $records/($whole-$start)/$rate" | bc)," \
      "whole $(echo "scale=2; $records/$whole/$rate" | bc)"
    if [ "${TWO_CORES:-0}" = 1 ]; then
      start=$(ours 0,1 1 "$recipe")
      two=$(ours 0,1 "$records" "$recipe")
      echo "$(basename "$recipe") run $i, two cores: start-up $start s, whole $two s," \
        "$(echo "scale=1; $records/($two-$start)" | bc) records/s"
    fi
  done
done

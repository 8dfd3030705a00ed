#!/usr/bin/env bash
# gpus.sh
#
# Prints the GPUs of this machine as Spark wants it of a discovery script: {"name": "gpu", "addresses": ["0","1"]}.
# Goes by CUDA_VISIBLE_DEVICES where that is set, as CUDA does, and else by nvidia-smi. Name it in
# spark.executor.resource.gpu.discoveryScript, on a standalone cluster in spark.worker.resource.gpu.discoveryScript.
set -euo pipefail

if [ -n "${CUDA_VISIBLE_DEVICES+set}" ]; then
  found=$(tr ',' '\n' <<<"$CUDA_VISIBLE_DEVICES")
elif ! found=$(nvidia-smi --query-gpu=index --format=csv,noheader); then
  echo "gpus.sh: nvidia-smi finds no GPU on $(hostname); ask for none there, or mend its driver" >&2
  exit 1
fi
addresses=$(sed -e 's/[[:space:]]//g' -e '/^$/d' -e 's/.*/"&"/' <<<"$found" | paste -sd, -)
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"

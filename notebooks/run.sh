#!/usr/bin/env bash
# run.sh [NOTEBOOK...]
#
# Executes notebooks (default: all of this folder) without a browser and keeps their outputs in them. Needs the build
# (./mvnw -B -DskipTests package) and a JDK 17. The Java kernel comes from Maven, Jupyter from apt where it is missing.
#
#   ECGNAT_RECORD   a WFDB header of a real recording to look at as well (by default one of ../shared/data where that
#                   lies beside the checkout; "none" leaves it out, as for the outputs in version control)
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$(dirname "$here")
kernel_version=3.0.1
work="$home/target/jupyter"
kernel_jar="$work/rapaio-jupyter-kernel-$kernel_version.jar"

fail() {
  echo "run.sh: $1" >&2
  exit "${2:-4}"
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "no java found; install a JDK 17 or set JAVA_HOME"
[ -f "$home/jobs/target/ecgnat-jobs.jar" ] || fail "not built; run ./mvnw -B -DskipTests package in $home first"

if ! command -v jupyter-nbconvert >/dev/null; then
  command -v apt-get >/dev/null || fail "jupyter-nbconvert is missing; install Jupyter's nbconvert and client"
  echo "Installing jupyter-nbconvert"
  elevate=
  [ "$(id -u)" = 0 ] || elevate=sudo
  $elevate apt-get update -q && $elevate apt-get install -y -q --no-install-recommends jupyter-nbconvert jupyter-client
fi

if [ ! -f "$kernel_jar" ]; then
  (cd "$home" && ./mvnw -B -q -N dependency:copy -DoutputDirectory="$work" \
    -Dartifact=io.github.padreati:rapaio-jupyter-kernel:$kernel_version)
fi
# The kernel is announced to this run only; nothing is installed into the user's home.
kernel_folder="$work/kernels/rapaio-jupyter-kernel"
mkdir -p "$kernel_folder"
cat >"$kernel_folder/kernel.json" <<JSON
{
  "argv": ["$java", "-Djava.awt.headless=true", "-Xmx1g", "-jar", "$kernel_jar", "{connection_file}"],
  "display_name": "Java",
  "language": "java",
  "interrupt_mode": "message",
  "env": {
    "RJK_CLASSPATH": "",
    "RJK_COMPILER_OPTIONS": "",
    "RJK_INIT_SCRIPT": "",
    "RJK_TIMEOUT_MILLIS": "-1",
    "RJK_MIMA_CACHE": "$work/mima"
  }
}
JSON
export JUPYTER_PATH="$work${JUPYTER_PATH:+:$JUPYTER_PATH}"

[ $# -gt 0 ] || set -- "$here"/*.ipynb
for notebook in "$@"; do
  echo "Executing $notebook"
  # The kernel now and then misses Jupyter's first question while it starts; a new one then answers.
  for attempt in 1 2 3; do
    if jupyter-nbconvert --to notebook --execute --inplace --log-level=ERROR \
      --ExecutePreprocessor.startup_timeout=30 --ExecutePreprocessor.timeout=300 \
      "$notebook" 2>"$work/last.log"; then
      # the list of jars says where this checkout lies
      jupyter-nbconvert --to notebook --inplace --log-level=ERROR --TagRemovePreprocessor.enabled=True \
        --TagRemovePreprocessor.remove_all_outputs_tags=hide-output "$notebook"
      continue 2
    fi
    grep -q "Kernel didn't respond" "$work/last.log" || break
  done
  tail -n 20 "$work/last.log" >&2
  fail "$notebook failed; the whole log is $work/last.log" 1
done

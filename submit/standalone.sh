#!/usr/bin/env bash
# standalone.sh start [--workers N] [--cores C] [--memory M] [--port P] [--pin] | stop | status
#
# A Spark standalone cluster on loopback: one master and N workers as processes of their own, from the jars
# that the build put together; with --pin each worker, its executors included, has a processor core for itself. Use it with: submit/ecgnat COMMAND … -- --master spark://127.0.0.1:7077
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/environment.sh"

usage() {
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

action=${1:-}
[ $# -eq 0 ] || shift
workers=2 cores=1 memory=3g port=7077 pin=false
while [ $# -gt 0 ]; do
  case "$1" in
    --workers) workers=${2:?} ;;
    --cores) cores=${2:?} ;;
    --memory) memory=${2:?} ;;
    --port) port=${2:?} ;;
    --pin)
      pin=true
      shift
      continue ;;
    *) usage ;;
  esac
  shift 2
done

state="${ECGNAT_STANDALONE_DIR:-$home/target/standalone}"
url="spark://127.0.0.1:$port"
export SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$state/work" SPARK_NO_DAEMONIZE=true

launch() { # name, core or nothing, class, arguments
  local name=$1 core=$2
  shift 2
  ([ -z "$core" ] || taskset -cp "$core" "$BASHPID" && exec_spark_class "$@") >"$state/$name.log" 2>&1 </dev/null &
  echo $! >"$state/$name.pid"
}

wait_for() { # file, pattern, count, what
  for _ in $(seq 1 120); do
    [ "$(grep -c "$2" "$1" 2>/dev/null || true)" -ge "$3" ] 2>/dev/null && return 0
    sleep 0.5
  done
  tail -n 20 "$1" >&2 || true
  stop_all
  fail "$4 did not come up within 60 s; see the log above (a port in use? try --port)"
}

stop_all() {
  local file pid
  for file in "$state"/*.pid; do
    [ -e "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 1 40); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.25
    done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$file"
  done
}

case "$action" in
  start)
    if compgen -G "$state/*.pid" >/dev/null; then
      fail "a cluster is already recorded in $state; stop it first: submit/standalone.sh stop" 3
    fi
    mkdir -p "$state"
    launch master '' org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port "$((port + 1000))"
    wait_for "$state/master.log" "Starting Spark master at" 1 "The master"
    for i in $(seq 1 "$workers"); do
      core=
      [ "$pin" = false ] || core=$((i - 1))
      launch "worker-$i" "$core" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores "$cores" --memory "$memory" \
        --webui-port "$((port + 1000 + i))" --work-dir "$state/work" "$url"
    done
    wait_for "$state/master.log" "Registering worker" "$workers" "The workers"
    echo "Spark standalone cluster at $url: $workers workers with $cores core(s) and $memory each, logs in $state"
    ;;
  stop)
    stop_all
    echo "Spark standalone cluster stopped"
    ;;
  status)
    for file in "$state"/*.pid; do
      [ -e "$file" ] || fail "no cluster is running" 3
      if kill -0 "$(cat "$file")" 2>/dev/null; then
        echo "$(basename "$file" .pid) runs"
      else
        echo "$(basename "$file" .pid) is gone"
      fi
    done
    ;;
  *) usage ;;
esac

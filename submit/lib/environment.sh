# Sourced by the scripts of this folder: where the build is, which Spark and Java to use.
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
target="$home/jobs/target"
jobs_jar="$target/ecgnat-jobs.jar"

fail() {
  echo "ecgnat: $1" >&2
  exit "${2:-4}"
}

if [ -n "${JAVA_HOME:-}" ]; then
  java="$JAVA_HOME/bin/java"
else
  java=$(command -v java) || fail "no java found; install a JDK 17 or set JAVA_HOME"
fi

[ -f "$jobs_jar" ] || fail "the jobs are not built; run ./mvnw -B -DskipTests package in $home first"

# Without a Spark of its own the machine uses the one that the build put together from Maven's jars.
if [ -z "${SPARK_HOME:-}" ]; then
  export SPARK_HOME="$target/spark" SPARK_SCALA_VERSION=2.12
  own_spark=true
else
  own_spark=false
fi
export DJL_OFFLINE="${DJL_OFFLINE:-true}"
# One libtorch thread a task: Spark's tasks are the parallelism.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"

natives=$(printf '%s,' "$target"/natives/*.jar)
natives=${natives%,}

# Replaces this shell by a Spark class with the options that Spark itself computes for it.
exec_spark_class() {
  local command=() argument
  # The launcher prints whatever it has to say, an empty item and a line end, then the command's items.
  {
    IFS= read -r -d '' argument || true
    [ -z "$argument" ] || echo "$argument" >&2
    IFS= read -r argument || true
    while IFS= read -r -d '' argument; do
      command+=("$argument")
    done
  } < <("$java" -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
  [ "${#command[@]}" -gt 0 ] || fail "Spark at $SPARK_HOME cannot be started"
  exec "${command[@]}"
}

# Sourced by few-labels.sh, ablation.sh and real-data.sh: the real recordings, and who read the test split when.

# the sources of one corpus: real_sources DATA
real_sources() {
  cat <<END
sources:
  - {source: ptbxl, inputs: [$1/ptbxl/records500]}
  - {source: ptbxl_normalized, inputs: [$1/ptbxl_normalized/records]}
  - {source: ludb, inputs: [$1/ludb/data]}
  - {source: cpsc2018, inputs: [$1/cpsc2018]}
  - {source: cinc2021, inputs: [$1/cinc2021]}
END
}

# the lines of a file of rows, comments and spaces around the semicolons left out: conf_rows FILE
conf_rows() {
  sed -e '/^#/d' -e '/^ *$/d' -e 's/ *; */;/g' "$1"
}

# their corpus, once for all that OUT is for, so that every run sees the same: real_corpus DATA OUT
real_corpus() {
  [ ! -e "$2/corpus-done" ] || return 0
  real_sources "$1" >"$2/sources.yaml"
  "$here/../submit/ecgnat" preprocess --corpus "$2/corpus" --sources "$2/sources.yaml" --recipe fewlabel-100hz
  touch "$2/corpus-done"
}

# notes a reading of the test split in $TEST_READS: note_test_read PURPOSE
note_test_read() {
  printf '%s  %s  %s\n' "$(date -u +%FT%TZ)" "$(git -C "$HERE" rev-parse --short HEAD)" "$1" >>"$TEST_READS"
}

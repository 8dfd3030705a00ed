# Sourced by few-labels.sh and real-data.sh: the real recordings, and who read the test split when.

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

# notes a reading of the test split in $TEST_READS: note_test_read PURPOSE
note_test_read() {
  printf '%s  %s  %s\n' "$(date -u +%FT%TZ)" "$(git -C "$HERE" rev-parse --short HEAD)" "$1" >>"$TEST_READS"
}

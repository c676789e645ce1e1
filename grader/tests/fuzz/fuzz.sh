#!/bin/sh
# Runs fuzzers. Meson calls it; see "Fuzzing" in grader/README.md.
#
#   fuzz.sh probe CLANG FILE            does this clang++ have libFuzzer? (FILE: a program to be written)
#   fuzz.sh short FUZZER SEEDS LONGEST RUNS  inputs of at most LONGEST bytes, always the same ones: a test
#   fuzz.sh long SEEDS FOLDER FUZZER…   each for $MINUTES (10), one after the other; FOLDER keeps what was learnt and found
set -eu
export ASAN_OPTIONS="quarantine_size_mb=64:${ASAN_OPTIONS:-}"

short() {
  new=$(mktemp -d)  # what it learns is thrown away: the same inputs in every run
  trap 'rm -rf "$new"' EXIT
  "$1" -runs="$4" -seed=1 -max_len="$3" -timeout=10 -rss_limit_mb=1024 -verbosity=0 \
    -artifact_prefix="$1-found-" "$new" "$2"
}

long() {
  seeds=$1 folder=$2
  shift 2
  failed=
  for fuzzer; do
    name=$(basename "$fuzzer" .fuzzer)
    corpus=$folder/corpus/$name
    mkdir -p "$corpus" "$folder/found"
    echo "== $name: ${MINUTES:-10} minutes"
    nice -n 10 "$fuzzer" -max_total_time=$((${MINUTES:-10} * 60)) -max_len=8000 -timeout=10 -rss_limit_mb=1024 \
      -print_final_stats=1 -verbosity="${VERBOSITY:-0}" -artifact_prefix="$folder/found/$name-" "$corpus" "$seeds/$name" ||
      failed="$failed $name"
  done
  if [ -n "$failed" ]; then
    echo "Found something:$failed. The inputs are in $folder/found; give one to its fuzzer to see it again."
    exit 1
  fi
  echo "Found nothing."
}

case ${1:-} in
  probe)
    echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
      "$2" -fsanitize=fuzzer,address,undefined -x c++ - -o "$3"
    ;;
  short) shift; short "$@" ;;
  long) shift; long "$@" ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

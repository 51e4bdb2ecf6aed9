#!/bin/sh
# Fuzzes a reader: fuzz.sh READER SECONDS, where READER is the code of a format (`liaison import --format`).
# What it finds stays in target/fuzz/found/READER; the words it grew in target/fuzz/corpus/READER.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
reader=${1:?which reader}
seconds=${2:-600}
fuzz=$here/proof/fuzz
out=$here/target/fuzz
mkdir -p "$out/corpus/$reader" "$out/found/$reader"
# What cargo-fuzz would pass: places that were reached and comparisons are told to libFuzzer. The stable compiler does it
# once it is told that it may.
export RUSTC_BOOTSTRAP=1 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$out"
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0"
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --release --manifest-path "$fuzz/Cargo.toml" --target "$host" --bin readers
seeds=$fuzz/seeds/$reader
[ -d "$seeds" ] || seeds=
words=$fuzz/words/$reader.txt
[ -f "$words" ] && words=-dict=$words || words=
cd "$out"
# Memory as the reading process has it; a file that takes ten seconds is a finding.
READER=$reader exec "$out/$host/release/readers" -max_total_time="$seconds" -rss_limit_mb=768 -timeout=10 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix="$out/found/$reader/" $words "$out/corpus/$reader" $seeds

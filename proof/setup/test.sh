#!/usr/bin/env bash
# Everything `make test` proves, step by step; the first step that fails ends it. With names of steps, only those.
# Full output of the long steps is kept in target/test.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly steps_all="install format lints house units secrets documentation journeys"
# Run by name alone: the first wants network namespaces, which not every machine that builds gives; the second takes an hour or
# two.
readonly steps_apart="line simulation"
# PostgreSQL must really have been used: fewer committed transactions than this, and the store tests ran elsewhere.
readonly postgres_commits_min=100
readonly postgres_rows_min=20
readonly logs=target/test
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
postgres_started=no
closing=()
took=()

say() { printf '\n== %s\n' "$*"; }

finish() {
  local code=$?
  if [ "$postgres_started" = yes ]; then proof/setup/postgres.sh stop || true; fi
  printf '\n'
  if [ -f "$logs/units.log" ]; then sed -n '/^ *Summary/,$p' "$logs/units.log"; fi
  if [ -f "$logs/journeys.log" ]; then tail -1 "$logs/journeys.log"; fi
  if [ ${#closing[@]} -gt 0 ]; then printf '%s\n' "${closing[@]}"; fi
  if [ ${#took[@]} -gt 0 ]; then echo "seconds: ${took[*]}"; fi
  if [ "$code" = 0 ]; then echo "make test: passed in $SECONDS s"; else echo "make test: FAILED at \`${step:-start}\` after $SECONDS s"; fi
}
trap finish EXIT
trap 'exit 143' TERM INT # cut off is not passed

install() { proof/setup/install.sh; }

format() { cargo fmt --all --check; }

lints() { cargo clippy --locked --workspace --all-targets --quiet -- -D warnings; }

house() { cargo nextest run --locked -p tidy --no-fail-fast --status-level fail; }

start_postgres() {
  [ -f target/postgres/url ] || postgres_started=yes
  LIAISON_TEST_POSTGRES=$(proof/setup/postgres.sh start | sed -n 's/^LIAISON_TEST_POSTGRES=//p')
  [ -n "$LIAISON_TEST_POSTGRES" ] || { echo "PostgreSQL did not start" >&2; return 1; }
  export LIAISON_TEST_POSTGRES
}

# Where the stores of tests lie: in memory where there is room for them (a container often has 64 MB of it). What is killed there are
# transactions and nodes, not the machine, and waiting for a disk is a third of the time.
in_memory() {
  local free_kib=0
  if [ -w /dev/shm ]; then free_kib=$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }'); fi
  if [ "$free_kib" -ge $((8 << 20)) ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

# All but the house rules, which are a step of their own. Some tests wait for clocks and lines: one more at a time than there are cores.
units() {
  local commits_before rows_before commits rows
  start_postgres
  read -r commits_before rows_before < <(proof/setup/postgres.sh commits)
  TMPDIR=$(in_memory) cargo nextest run --locked --workspace -E 'not package(tidy)' --no-fail-fast --status-level slow \
    --test-threads $(($(nproc) + 1)) 2>&1 | tee "$logs/units.log"
  sleep 2 # a PostgreSQL process reports its counts at its end, or a second after its last transaction
  read -r commits rows < <(proof/setup/postgres.sh commits)
  commits=$((commits - commits_before)) rows=$((rows - rows_before))
  closing+=("PostgreSQL committed $commits transactions and took in $rows rows during the tests")
  if [ "$commits" -lt "$postgres_commits_min" ] || [ "$rows" -lt "$postgres_rows_min" ]; then
    echo "PostgreSQL was hardly used: $commits commits (at least $postgres_commits_min), $rows rows (at least $postgres_rows_min);" \
      "the store tests must run on LIAISON_TEST_POSTGRES and leave their databases in place" >&2
    return 1
  fi
}

# Seeded attempts to come by a secret (`platform/node/src/authorisation/secrets`); a short run is among the units. A part of the
# whole run, so that everything stays within the hour; LIAISON_SECRETS_ATTEMPTS=100000 makes it whole.
secrets() {
  LIAISON_SECRETS_ATTEMPTS=${LIAISON_SECRETS_ATTEMPTS:-12000} TMPDIR=$(in_memory) \
    cargo nextest run --locked --workspace --run-ignored only --no-capture \
    -E 'package(node) and test(no_secret_surfaces_where_the_table_says_no)' 2>&1 | tee "$logs/secrets.log"
  closing+=("$(grep '^seed ' "$logs/secrets.log" | cut -d';' -f1,2)")
}

# Two real nodes in network namespaces over a line that is late, slow, lossy, narrow and cut.
line() {
  local may=no how
  for how in "-nm" "-Urnm"; do if unshare $how true 2>/dev/null; then may=yes; break; fi; done
  [ "$may" = yes ] || { echo "nobody here may have a network namespace: run this step as root, or allow user namespaces" >&2; return 1; }
  for program in ip python3 curl; do command -v "$program" >/dev/null || { echo "\`$program\` is not here" >&2; return 1; }; done
  cargo nextest run --locked --workspace --run-ignored only --no-capture \
    -E 'package(node) and test(over_a_weak_line)' 2>&1 | tee "$logs/line.log"
  closing+=("$(grep '^the desk over' "$logs/line.log")")
}

# A hundred thousand messages of five nodes and a hub in nights on real stores, each from its seed; what they came to is kept.
# Run again after it was cut off, it goes on with the nights that are left, as long as the program is the same to the byte.
simulation() {
  local program=(Cargo.lock Cargo.toml engines platform capabilities proof/simulation) kept
  git diff --quiet HEAD -- "${program[@]}" || { echo "what is simulated is to be committed first" >&2; return 1; }
  kept=$PWD/target/simulation/$(git ls-files -s "${program[@]}" | sha256sum | cut -c1-16).txt
  mkdir -p "${kept%/*}"
  SIMULATION_KEPT=$kept TMPDIR=$(in_memory) cargo nextest run --locked --release -p simulation --run-ignored only --no-capture \
    -E 'test(a_hundred_thousand_messages)' 2>&1 | tee "$logs/simulation.log"
  { sed -n "/^#/{/No long run/d;p}" proof/expected/simulation.txt; cut -d'|' -f1 "$kept" | sed 's/ $//' | sort -n; } >"$logs/simulation.txt"
  mv "$logs/simulation.txt" proof/expected/simulation.txt
  closing+=("$(awk '!/^#/ { nights++; messages += $3; files += $4; faults += $6 }
    END { print "simulation: " nights " nights, " messages " messages, " files " files, " faults " faults" }' proof/expected/simulation.txt)")
}

# nextest runs no documentation tests; compile-fail examples live there.
documentation() { cargo test --locked --workspace --doc --quiet 2>&1 | tee "$logs/documentation.log"; }

journeys() {
  # The program as the unit tests built it: named alone, it would be built anew with other features of its dependencies.
  cargo build --locked --workspace --bins --tests
  # shellcheck disable=SC2086 # a list of words
  (cd proof/journeys && LIAISON_BIN=${CARGO_TARGET_DIR:-$PWD/../../target}/debug/liaison node run.mjs ${ONLY:-}) 2>&1 | tee "$logs/journeys.log"
}

rm -rf "$logs" && mkdir -p "$logs"
for step in ${*:-$steps_all}; do
  case " $steps_all $steps_apart " in *" $step "*) ;; *) echo "no step \`$step\`; the steps are: $steps_all, and $steps_apart" >&2; exit 2 ;; esac
  say "$step"
  started=$SECONDS
  "$step"
  took+=("$step $((SECONDS - started))")
  echo "-- $step: ok, $((SECONDS - started)) s"
done

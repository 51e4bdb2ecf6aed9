#!/usr/bin/env bash
# Applies each sabotage in a scratch copy; the test named in it must go red (see README.md beside this).
#
#   run.sh [WORD…]   those whose name contains one of the words
#
# The copy has a build directory of its own: sharing the tree's would let broken code pass there for fresh.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
scratch=$root/target/bites/tree
export CARGO_TARGET_DIR=$root/target/bites/build CARGO_TERM_COLOR=never
readonly tests_failed=100 # nextest's exit code: built, ran, and at least one test failed
postgres_started=no

finish() { if [ "$postgres_started" = yes ]; then "$root/proof/setup/postgres.sh" stop || true; fi; }
trap finish EXIT

# Brings the copy to the tree's state, touching only what differs, so that builds stay incremental.
copy() {
  local file
  mkdir -p "$scratch"
  [ -d "$scratch/.git" ] || git init -q "$scratch" # `git apply` takes no patch outside the repository it stands in
  (cd "$scratch" && find . -path ./.git -prune -o -type f -print) | sed 's|^\./||' | sort >"$scratch.has"
  git ls-files -co --exclude-standard | sort >"$scratch.wants"
  comm -23 "$scratch.has" "$scratch.wants" | while IFS= read -r file; do rm -f "$scratch/$file"; done
  while IFS= read -r file; do
    [ -f "$file" ] || { rm -f "$scratch/$file"; continue; }
    if ! cmp -s "$file" "$scratch/$file"; then
      mkdir -p "$scratch/$(dirname "$file")"
      cp "$file" "$scratch/$file" # a new time stamp, so that cargo sees the change
      [ ! -x "$file" ] || chmod +x "$scratch/$file"
    fi
  done <"$scratch.wants"
}

tests_of() { sed -n 's/^# test: *//p' "$1"; }

# Runs one named test in the copy; answers nextest's exit code.
run_test() {
  local words code=0
  read -ra words <<<"$1"
  (cd "$scratch" && cargo nextest run --locked --no-tests=fail --status-level fail --final-status-level none "${words[@]}") >"$log" 2>&1 || code=$?
  return "$code"
}

# Whether every test of a bite is there and green while nothing is broken: else red would prove nothing.
sound() {
  local patch=$1 line code
  [ -n "$(sed -n 's/^# breaks: *//p' "$patch")" ] || { echo "   no line \`# breaks: …\`"; return 1; }
  [ -n "$(tests_of "$patch")" ] || { echo "   no line \`# test: -p crate test_name\`"; return 1; }
  while IFS= read -r line; do
    code=0; run_test "$line" || code=$?
    [ "$code" = 0 ] || { echo "   the test must be green before the break, and is not (nextest answers $code): $line"; tail -25 "$log"; return 1; }
  done < <(tests_of "$patch")
}

# Judges one bite: 0 bites, 1 does not.
bite() {
  local patch=$1 line code
  copy
  (cd "$scratch" && git apply --whitespace=nowarn "$patch") || { echo "   the patch no longer applies; renew it"; return 1; }
  sleep 1.1 # cargo compares times by the second on some file systems
  (cd "$scratch" && git apply --numstat "$patch" | cut -f3 | xargs -d '\n' touch)
  while IFS= read -r line; do
    code=0; run_test "$line" || code=$?
    case "$code" in
      0) echo "   STAYS GREEN: $line"; return 1 ;;
      "$tests_failed") echo "   red, as it must be: $line" ;;
      *) echo "   the broken code must compile and its test run; nextest answers $code"; tail -25 "$log"; return 1 ;;
    esac
  done < <(tests_of "$patch")
}

mkdir -p "$root/target/bites"
log=$root/target/bites/last.log
[ -f "$root/target/postgres/url" ] || postgres_started=yes
LIAISON_TEST_POSTGRES=$("$root/proof/setup/postgres.sh" start | sed -n 's/^LIAISON_TEST_POSTGRES=//p')
export LIAISON_TEST_POSTGRES

caught=0 missed=() chosen=()
copy # once whole and unbroken: so all green runs share one build
for word in "${@:-}"; do
  for patch in "$root"/proof/bites/*"$word"*.patch; do
    [ -f "$patch" ] || { echo "no bite is named so: \`$word\`"; exit 1; }
    if sound "$patch"; then chosen+=("$patch"); else missed+=("$(basename "$patch" .patch)"); fi
  done
done
for patch in ${chosen[@]+"${chosen[@]}"}; do
  name=$(basename "$patch" .patch)
  echo "== $name: $(sed -n 's/^# breaks: *//p' "$patch" | head -1)"
  if bite "$patch"; then caught=$((caught + 1)); else missed+=("$name"); fi
done
copy
echo "$caught caught, ${#missed[@]} missed${missed[*]:+: ${missed[*]}}"
[ ${#missed[@]} = 0 ]

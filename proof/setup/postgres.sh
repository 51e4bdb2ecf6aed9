#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for the tests, on a free loopback port, in target/postgres.
#
#   postgres.sh start     makes and starts it; prints LIAISON_TEST_POSTGRES=postgres://…  (the one that runs, if one runs)
#   postgres.sh stop      stops and deletes it
#   postgres.sh commits   transactions committed and rows inserted so far in the databases of the tests
#   postgres.sh where     the folder of the server's programs; nothing and failure if there is none
#
# Nothing survives `stop`, so nothing is flushed to disk (fsync off). PostgreSQL refuses to run as root: then it
# runs as the user `postgres`. Databases made by tests are to be left in place: `commits` counts only those that stand.
set -euo pipefail
cd "$(dirname "$0")/../.."
state=$PWD/target/postgres
readonly starts_max=5

# Prints the newest server's program folder.
programs() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v postgres || echo /none/postgres)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return 0; fi
  done
  return 1
}

owner() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }

# Runs a program as someone who is not root.
plain() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u "$(owner)" -- "$@" 9>&-); else "$@" 9>&-; fi
}

# The cluster's folder: below target, or below the system's temporary folder where its owner cannot reach target.
make_folder() {
  local folder=$state/cluster
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then
    chown "$(owner)" "$folder"
    if ! plain test -w "$folder" 2>/dev/null; then
      rm -rf "$folder"
      folder=$(mktemp -d -t liaison-postgres.XXXXXX)
      chown "$(owner)" "$folder"
    fi
  fi
  chmod 700 "$folder"
  echo "$folder"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 30000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return 0; fi
  done
}

running() { [ -f "$state/folder" ] && plain "$(programs)/pg_ctl" -D "$(cat "$state/folder")/data" status >/dev/null 2>&1; }

ask() { PGPASSWORD=$(cat "$state/password") psql -X -q -A -t -h 127.0.0.1 -p "$(cat "$state/port")" -U liaison -d postgres -c "$1"; }

start() {
  if running; then cat "$state/url"; return 0; fi
  stop
  local bin folder port try
  bin=$(programs) || { echo "no PostgreSQL server here; run proof/setup/install.sh" >&2; return 1; }
  mkdir -p "$state"
  folder=$(make_folder)
  echo "$folder" >"$state/folder"
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$state/password"
  chmod 600 "$state/password"
  # The program reads the password as its own user, who may not read ours.
  (umask 077 && cp "$state/password" "$folder/password")
  if [ "$(id -u)" = 0 ]; then chown "$(owner)" "$folder/password"; fi
  plain "$bin/initdb" -D "$folder/data" -U liaison --pwfile="$folder/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$state/initdb.log" 2>&1 || { cat "$state/initdb.log" >&2; return 1; }
  rm -f "$folder/password"
  for try in $(seq "$starts_max"); do
    port=$(free_port)
    if plain "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start -o "-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c fsync=off \
      -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB -c max_locks_per_transaction=256" \
      >"$state/start.log" 2>&1; then
      echo "$port" >"$state/port"
      ask 'create database liaison' >/dev/null
      echo "LIAISON_TEST_POSTGRES=postgres://liaison:$(cat "$state/password")@127.0.0.1:$port/liaison" >"$state/url"
      chmod 600 "$state/url"
      cat "$state/url"
      return 0
    fi
    echo "PostgreSQL did not start on port $port (try $try of $starts_max)" >&2
  done
  cat "$state/start.log" "$folder/server.log" >&2
  return 1
}

stop() {
  local folder
  [ -f "$state/folder" ] || { rm -rf "$state"; return 0; }
  folder=$(cat "$state/folder")
  if running; then plain "$(programs)/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null; fi
  rm -rf "$folder" "$state"
}

# From PostgreSQL's own books, not ours: what the databases other than its own have committed and taken in.
commits() {
  ask "select coalesce(sum(xact_commit), 0), coalesce(sum(tup_inserted), 0) from pg_stat_database
       where datname is not null and datname <> 'postgres' and datname not like 'template%'" | tr '|' ' '
}

case "${1:-}" in
  # One at a time: two runs that start together share the one cluster.
  start | stop) mkdir -p target && exec 9>target/postgres.lock && flock -w 120 9 && "$1" ;;
  commits) commits ;;
  where) programs ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

#!/bin/sh
# A real Postgres 17 with pgvector, and PgBouncer, for the tests of a machine that has no Docker. For root they live in
# a Debian of their own in the cache folder, whatever the machine has; for others they are those of the machine.
#
#   postgres.sh setup                              makes that Debian, unless it is there
#   postgres.sh postgres PORT [SETTING=VALUE ...]  runs an empty server (user postgres, password postgres)
#   postgres.sh pgbouncer                          runs a pooler with $PGBOUNCER_INI and $PGBOUNCER_USERS (./users)
#
# A server obeys the lines of its standard input (start, stop, kill, freeze, thaw), answers each with "done" or
# "failed", and goes with all its data when that input ends: whoever started it may be killed and leaves nothing behind.
# shellcheck disable=SC2317 # what make_postgres and make_pgbouncer define is called
set -eu
PATH=$PATH:/usr/sbin:/sbin
release=trixie
packages=postgresql-17,postgresql-17-pgvector,pgbouncer,locales
programs=/usr/lib/postgresql/17/bin
cache=${DOX_CACHE:-${XDG_CACHE_HOME:-${HOME:?says where the cache is; set it, or DOX_CACHE}/.cache}/pmoves-dox}
if [ "$(id -u)" = 0 ]; then
    root=$cache/postgres-17
    runs=$root/srv/dox
else
    root=
    runs=$cache/runs
fi
lock=$cache/postgres-17.lock

say() {
    echo "$*" >&2
}

fail() {
    say "error: $*"
    exit 1
}

# Makes the Debian, or waits for the process that is making it.
setup() {
    [ -z "$root" ] || ! [ -d "$root" ] || return 0
    for tool in apt-get flock setpriv; do
        command -v $tool >/dev/null 2>&1 || fail "this needs Debian or Ubuntu, with $tool; on other machines, start Docker"
    done
    mkdir -p "$cache"
    if [ -z "$root" ]; then
        mkdir -p "$runs"
        # shellcheck disable=SC2015 # either
        [ -x "$programs/postgres" ] && [ -e /usr/share/postgresql/17/extension/vector.control ] &&
            command -v pgbouncer >/dev/null 2>&1 ||
            fail "this needs root, or Postgres 17, pgvector and PgBouncer (sudo apt-get install postgresql-17 postgresql-17-pgvector pgbouncer), or start Docker"
        return
    fi
    exec 8>"$lock"
    if ! flock -n 8; then
        say "Another process is setting up Postgres; waiting for it ..."
        flock 8
    fi
    [ -d "$root" ] || make_root
    exec 8>&-
}

make_root() {
    say "Setting up Postgres 17 with pgvector in $root: 500 MB, a minute or two, once ..."
    if ! command -v debootstrap >/dev/null 2>&1 || ! [ -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            debootstrap debian-archive-keyring gpgv >/dev/null
    fi
    isolated= # what debootstrap mounts goes when it is killed
    if unshare --mount true 2>/dev/null; then
        isolated="unshare --mount"
    fi
    eval "$(apt-config shell apt_proxy Acquire::http::Proxy)"
    [ -z "${apt_proxy:-}" ] || export http_proxy="$apt_proxy"
    part=$root.part # of a run that was killed
    umount "$part/proc" "$part/sys" 2>/dev/null || true
    rm -rf --one-file-system "$part"
    # The pipe hides debootstrap's exit status, so it is written down.
    {
        $isolated debootstrap --variant=minbase --include="$packages" "$release" "$part" $(mirror) 2>&1 &&
            touch "$part/complete"
    } | tee "$root.log" | awk '/^[EW]:/ { print } /^I: / && (++lines % 20 == 0) { sub(/^I:/, " "); print } { fflush() }' >&2
    [ -f "$part/complete" ] || fail "debootstrap could not make it; all it said is in $root.log"
    rm -rf "$part"/var/cache/apt "$part"/var/lib/apt/lists "$part"/var/lib/postgresql/17
    mkdir "$part/srv/dox"
    mv "$part" "$root"
    say "Postgres is set up."
}

# The Debian mirror that this machine's own packages come from; nothing, for debootstrap's own, if it has none.
mirror() {
    configured=$(configured_mirror)
    if [ -z "$configured" ]; then
        apt-get update -qq >&2 # it knows its mirrors' names only by what they sent
        configured=$(configured_mirror)
    fi
    echo "$configured"
}

configured_mirror() {
    # shellcheck disable=SC2016 # apt fills that in
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' |
        grep '^https*://' | head -n 1
}

# Takes a new folder for one server, and removes those whose servers are gone. Each is locked by all its processes.
take_folder() {
    exec 8>"$lock"
    flock 8
    for left in "$runs"/*.lock; do
        if [ -e "$left" ] && flock -n "$left" true; then
            rm -rf "${left%.lock}" "$left"
        fi
    done
    folder=$(mktemp -d "$runs/XXXXXXXX")
    exec 9>"$folder.lock"
    flock 9
    exec 8>&-
    inside=${folder#"$root"}
    [ -z "$root" ] || chroot "$root" chown postgres:postgres "$inside"
}

# Becomes a program that is killed when this script is; in that Debian, if there is one, as its user postgres.
become() {
    set -- --pdeathsig=KILL env --chdir="$inside" "$@"
    if [ -n "$root" ]; then
        set -- chroot "$root" setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        set -- setpriv "$@"
    fi
    exec env -i PATH="$programs:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C.UTF-8 "$@"
}

# Puts a new cluster into the folder: initdb makes one, which all servers copy, since that is ten times as fast. Passwords
# are hashed once, not 4096 times, since tests log in thousands of times.
copy_cluster() {
    new=$runs/new-cluster-2 # another number for another cluster
    exec 8>"$lock"
    flock 8
    if ! [ -d "$new" ]; then
        echo postgres >"$folder/password"
        (become initdb -D made -U postgres --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
            --no-sync -c scram_iterations=1) >"$folder/log" 2>&1 || {
            tail -n 20 "$folder/log" >&2
            fail "initdb could not make a database"
        }
        mv "$folder/made" "$new"
    fi
    exec 8>&-
    cp -a "$new" "$folder/data"
}

make_postgres() {
    port=$1
    shift
    settings=
    for setting in "$@"; do
        settings="$settings -c $setting"
    done
    copy_cluster
    serve() {
        # shellcheck disable=SC2086 # several words
        become postgres -D data -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c dynamic_shared_memory_type=mmap -c max_connections=200 -c fsync=off -c full_page_writes=off $settings
    }
    # The first line of the file is the server's process, the eighth its state. Without processes of its own, since this
    # is asked many times a second.
    is_ready() {
        [ -e "$folder/data/postmaster.pid" ] || return 1
        owner= state=
        {
            read -r owner
            for _ in 2 3 4 5 6 7; do read -r _; done
            read -r state
        } <"$folder/data/postmaster.pid" || return 1
        [ "$owner" = "$pid" ] && [ "${state%% *}" = ready ]
    }
}

make_pgbouncer() {
    printf %s "$PGBOUNCER_INI" >"$folder/pgbouncer.ini"
    printf %s "$PGBOUNCER_USERS" >"$folder/users"
    serve() {
        become pgbouncer pgbouncer.ini
    }
    is_ready() {
        grep -q 'process up' "$folder/log"
    }
}

start() {
    ! is_running "$pid" || return 0
    : >"$folder/log"
    serve >>"$folder/log" 2>&1 </dev/null &
    pid=$!
    until is_ready; do
        if ! is_running "$pid"; then
            tail -n 20 "$folder/log" >&2
            return 1
        fi
        sleep 0.1
    done
}

# A process that has ended, even if no one has asked for its status yet, has no program any more.
is_running() {
    [ -e "/proc/$1/exe" ]
}

# Freezes the server and prints all its processes: a frozen one has no further children.
freeze() {
    is_running "$pid" || return 0
    kill -STOP "$pid"
    until grep -q '^State:.[tT]' "/proc/$pid/status"; do
        sleep 0.01
    done
    processes="$pid $(children)"
    # shellcheck disable=SC2086 # several words
    kill -STOP $processes 2>/dev/null || true
}

children() {
    grep -l "^PPid:.$pid\$" /proc/[0-9]*/status 2>/dev/null | cut -d / -f 3 | tr '\n' ' '
}

thaw() {
    # shellcheck disable=SC2046 # several words
    kill -CONT "$pid" $(children) 2>/dev/null || true
}

# As a crash does: no process of the server can do anything any more.
crash() {
    processes=
    freeze
    # shellcheck disable=SC2086 # several words
    [ -z "$processes" ] || kill -KILL $processes 2>/dev/null || true
    for process in $processes; do
        while is_running "$process"; do
            sleep 0.01
        done
    done
    wait "$pid" 2>/dev/null || true
}

stop() {
    thaw
    kill -INT "$pid" 2>/dev/null || true
    wait "$pid" || true
}

obey() {
    case $1 in
        start) start ;;
        stop) stop ;;
        kill) crash ;;
        freeze) freeze ;;
        thaw) thaw ;;
        *) return 1 ;;
    esac
}

answer() {
    if obey "$1"; then
        echo "done"
    else
        echo "failed"
    fi
}

run() {
    kind=$1
    shift
    setup
    trap '' INT HUP TERM # it goes when its input ends, and not before
    take_folder
    "make_$kind" "$@"
    pid=none
    answer start
    while read -r order; do
        answer "$order"
    done
    crash
    rm -rf "$folder" "$folder.lock"
}

case ${1:-} in
    setup) setup ;;
    postgres | pgbouncer) run "$@" ;;
    *) fail "usage: postgres.sh setup | postgres PORT [SETTING=VALUE ...] | pgbouncer" ;;
esac

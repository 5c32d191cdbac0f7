# shellcheck shell=bash disable=SC2034
# What the lab's programs share: names, addresses, and how to get into a host. Source it; it does nothing by itself.
# The lab's name prefixes its namespaces, its cgroup and its one interface outside, so that several labs can exist.

LAB_NAME=${LAB_NAME:-lab}
LAB_DIR=${LAB_DIR:-${XDG_STATE_HOME:-/var/tmp}/changeover-$LAB_NAME}
LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(dirname "$LAB_HOME")
export LAB_NAME LAB_DIR LAB_HOME

PG_BIN=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1) # the newest
[ -d "$PG_BIN" ] || PG_BIN=/usr/lib/postgresql/15/bin                    # which lab/up will install
MACHINES="edge witness fra-db fra-app fra-front ams-db ams-app ams-front" # with sshd and systemd
HOSTS="orc client $MACHINES"
CGROUPS=$LAB_DIR/cgroup # where the unified hierarchy is mounted for this lab

# Two addresses join the server in the lab to the machine around it; each lab has its own pair.
pair=$(($(printf %s "$LAB_NAME" | cksum | cut -d ' ' -f 1) % 16384))
OUTSIDE=198.18.$((pair / 64)).$((pair % 64 * 4 + 1))
INSIDE=198.18.$((pair / 64)).$((pair % 64 * 4 + 2))

say() { printf 'lab: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

as_root() {
    [ "$(id -u)" = 0 ] || die "network namespaces need root"
    case $LAB_NAME in
        *[!a-z0-9]* | '') die "LAB_NAME: wanted small letters and digits, found '$LAB_NAME'" ;;
    esac
    [ ${#LAB_NAME} -le 12 ] || die "LAB_NAME: wanted 12 characters at most, found '$LAB_NAME'"
    case $LAB_DIR in
        *[!A-Za-z0-9/._+-]* | [!/]*) die "LAB_DIR: wanted an absolute path of letters, digits and / . _ + -, found '$LAB_DIR'" ;;
    esac
    case $LAB_HOME in
        *[!A-Za-z0-9/._+-]*) die "wanted a clone in a path of letters, digits and / . _ + -, found '$LAB_HOME'" ;;
    esac
}

address() {
    case $1 in
        orc) echo 10.77.0.10 ;;
        client) echo 10.77.0.11 ;;
        witness) echo 10.77.0.12 ;;
        edge) echo 10.77.0.13 ;;
        fra-db) echo 10.77.0.21 ;;
        fra-app) echo 10.77.0.22 ;;
        fra-front) echo 10.77.0.23 ;;
        ams-db) echo 10.77.0.31 ;;
        ams-app) echo 10.77.0.32 ;;
        ams-front) echo 10.77.0.33 ;;
        *) die "wanted a host ($HOSTS), found '$1'" ;;
    esac
}

# The hosts that a word stands for: a host, or a site with all of its hosts.
hosts_of() {
    case $1 in
        fra | ams) echo "$1-db" "$1-app" "$1-front" ;;
        *) address "$1" >/dev/null && echo "$1" ;;
    esac
}

# on HOST COMMAND...: runs it as a process of that host, in all of its namespaces and in its cgroup.
on() {
    local host=$1 pid
    shift
    pid=$(cat "$LAB_DIR/hosts/$host/pid" 2>/dev/null || echo none)
    [ -e "/proc/$pid/ns/pid" ] || die "$host is not running"
    # Two steps: who enters a PID namespace must wait outside, and systemd wants nobody in its cgroup whom it cannot see.
    # shellcheck disable=SC2016
    nsenter -t "$pid" --pid -- sh -c 'echo 0 >"$0" && exec "$@"' "$CGROUPS/$LAB_NAME/$host/cgroup.procs" \
        nsenter -t "$pid" --mount --uts --ipc --net --cgroup --wdns=/ env XDG_RUNTIME_DIR=/run/xdg HOME=/root "$@"
}

on_switch() { nsenter --net="/run/netns/$LAB_NAME-switch" "$@"; }

unit() { # unit HOST VERB UNIT...
    local host=$1
    shift
    on "$host" systemctl --user "$@"
}

# boot HOST: the machine comes up with its disk as it was, and none of its services. Returns when it takes logins.
boot() {
    local host=$1 folder=$LAB_DIR/hosts/$1 tries=0
    mkdir -p "$CGROUPS/$LAB_NAME/$host"
    rm -f "$folder/pid" "$folder/ready"
    # In its own cgroup before systemd starts, which takes over all that it finds there.
    # shellcheck disable=SC2016
    setsid env --default-signal=INT,QUIT nsenter --net="/run/netns/$LAB_NAME-$host" \
        unshare --mount --uts --ipc --pid --fork --propagation slave \
        sh -c 'echo 0 >"$0" && exec "$@"' "$CGROUPS/$LAB_NAME/$host/cgroup.procs" \
        unshare --cgroup bash "$LAB_HOME/host" "$host" </dev/null >>"$folder/console" 2>&1 &
    local outer=$!
    until [ -e "$folder/ready" ]; do
        tries=$((tries + 1))
        [ "$tries" -le 600 ] || die "$host did not come up, see $folder/console"
        sleep 0.05
    done
    ps -o pid= --ppid "$outer" | tr -d ' ' >"$folder/pid"
    ip -n "$LAB_NAME-switch" link set "$host" up
}

# halt CGROUP...: kills all that is in it at once, as a power cut does.
halt() {
    local tries=0
    while [ -d "$1" ]; do
        { echo 1 >"$1/cgroup.kill"; } 2>/dev/null || true
        find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
        tries=$((tries + 1))
        [ "$tries" -le 400 ] || die "processes in $1 do not end: $(find "$1" -name cgroup.procs -exec cat {} + | tr '\n' ' ')"
        [ ! -d "$1" ] || sleep 0.025
    done
}

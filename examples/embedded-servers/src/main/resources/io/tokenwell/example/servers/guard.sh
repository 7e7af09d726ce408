# Keeps one server alive for as long as somebody holds the other end of stdin: $1 what the name of the folder to make
# begins with, $2 signal that stops the server. Orders come line by line, each is answered by a line.
# End of file means the JVM is gone, however it died: the server goes, then the folder.
trap '' INT TERM HUP PIPE # PIPE: an answer nobody waits for any more must not end us
dir=$(mktemp -d "$1-XXXXXXXX") || exit 1
echo "$dir"
signal=$2
server=

running() {
    jobs >/dev/null # reaps: a zombie would still answer kill -0
    kill -0 "$server" 2>/dev/null
}

halt() {
    [ -n "$server" ] || return 0
    kill "-$signal" "$server" 2>/dev/null
    kill -CONT "$server" 2>/dev/null
    left=50
    while running && [ $left -gt 0 ]; do
        sleep 0.1
        left=$((left - 1))
    done
    kill -KILL "$server" 2>/dev/null
    wait "$server" 2>/dev/null
    server=
}

while read -r verb words; do
    case $verb in
    run)
        eval "$words" </dev/null >"$dir/log" 2>&1
        echo $?
        ;;
    start)
        : >"$dir/log" # here, not in the child: nobody may read the last run's "ready" in between
        eval "exec $words" </dev/null >>"$dir/log" 2>&1 &
        server=$!
        echo $server
        ;;
    alive)
        if running; then echo yes; else echo no; fi
        ;;
    signal)
        kill "-$words" "$server"
        echo $?
        ;;
    halt)
        halt
        echo 0
        ;;
    esac
done
halt
rm -rf "$dir"

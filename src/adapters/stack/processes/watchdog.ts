/**
 * A program for /bin/sh that runs a server and sees to its end: `sh -c WATCHDOG name GRACE SIGNAL FOLDER command…`.
 * It stands between `dq` and the server because only a process that outlives the parent can act when the parent is killed:
 * its file 3 is a pipe whose other end the parent holds, and the system closes that end however the parent goes.
 * Then, or on SIGTERM, the server gets SIGNAL, after GRACE seconds SIGKILL; an orphan's FOLDER is removed.
 * A line "release" on the pipe lets the server outlive the parent, until SIGTERM.
 * INT reaches a server that asks for it, as PostgreSQL does: a shell starts its background commands with INT ignored.
 */
export const WATCHDOG = `
grace=$1 signal=$2 folder=$3; shift 3
orphan=
"$@" 3<&- </dev/null &
server=$!
end() {
  kill -"$signal" "$server" 2>/dev/null
  { sleep "$grace"; kill -KILL "$server" 2>/dev/null; } 3<&- &
}
trap end TERM INT HUP
trap 'orphan=1; end' USR1
{
  read -r word <&3
  [ "$word" = release ] || kill -USR1 $$ 2>/dev/null || kill -KILL "$server"
} &
exec 3<&-
while :; do
  wait "$server"; status=$?
  kill -0 "$server" 2>/dev/null || break
done
[ -z "$orphan" ] || rm -rf -- "$folder"
trap '' TERM
kill -TERM 0
exit "$status"
`

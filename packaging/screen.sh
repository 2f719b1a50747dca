# A private X server with a window manager. Sourced by test after setup.sh.
#
#   open_screen   starts both and sets DISPLAY; false, with a line why, if the server does not come up
#   close_screen  ends what was started, by its process number; also done when the script ends

screen_pids=''

close_screen() {
    # shellcheck disable=SC2086 # one word a process
    [ -z "$screen_pids" ] || kill $screen_pids 2>/dev/null || true
    screen_pids=''
    unset DISPLAY
}

open_screen() {
    number=$(mktemp)
    trap close_screen EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    # The server finds a free display number by itself and writes it down once it listens.
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -dpi 96 -nolisten tcp -noreset 3>"$number" >/dev/null 2>&1 &
    server=$!
    screen_pids=$server
    tries=0
    until [ -s "$number" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 150 ] || ! kill -0 "$server" 2>/dev/null; then
            say "The virtual screen (Xvfb) did not start."
            rm -f "$number"
            return 1
        fi
        sleep 0.1
    done
    DISPLAY=:$(cat "$number")
    export DISPLAY LIBGL_ALWAYS_SOFTWARE=1
    rm -f "$number"
    openbox >/dev/null 2>&1 &
    screen_pids="$! $screen_pids"
}

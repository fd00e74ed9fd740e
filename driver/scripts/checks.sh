# Sourced by the check scripts: a folder of their own in $work, and checks that print a line each and are counted in $passed.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0

# check TITLE COMMAND...: ends the script when the command fails. A function fails by its last status: it has to return early.
check() {
    local title=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
        echo "ok - $title"
    else
        echo "not ok - $title"
        head -20 "$work/log"
        exit 1
    fi
}

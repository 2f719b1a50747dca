# Sets a machine up for Annotator. Sourced by run, test and bench; on its own it does nothing.
#
# Sourcing it defines:
#   $root        the checkout
#   $python      the interpreter of the environment in $root/.venv (or $ANNOTATOR_VENV)
#   say TEXT     one line for the person, on standard error
#   set_up KIND  makes or refreshes the environment; KIND is "run", "test" or "peers"
#
# set_up finds a Python of at least 3.11, looks for what the system lacks, installs that with apt-get where
# it may (as root, or where sudo asks for no password) and otherwise prints the command and stops with exit
# code 2. It then installs the locked packages, hashes checked. A stamp in the environment remembers what it
# was made from, so a second run only compares that and starts.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=${ANNOTATOR_VENV:-$root/.venv}
case $(uname -s) in
    MINGW* | MSYS* | CYGWIN*) python=$venv/Scripts/python.exe ;;
    *) python=$venv/bin/python ;;
esac

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 2
}

# --- what the system must have ------------------------------------------------------------------------

# Shared libraries that Qt loads and does not bring along, each with the Debian package that holds it.
qt_libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libdbus-1.so.3 libdbus-1-3
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xinerama.so.0 libxcb-xinerama0
libxcb-xkb.so.1 libxcb-xkb1
'

# Languages (fontconfig's names) whose script must have a face, each with a package that brings one.
font_languages='
en fonts-noto-core
ar fonts-noto-core
he fonts-noto-core
hi fonts-noto-core
ru fonts-noto-core
th fonts-noto-core
zh-cn fonts-noto-cjk
ja fonts-noto-cjk
ko fonts-noto-cjk
und-zsye fonts-noto-color-emoji
'

# Programs that the tests use, each with its package: those on a screen, and those of trust a C compiler.
test_programs='
Xvfb xvfb
openbox openbox
xdotool xdotool
setxkbmap x11-xkb-utils
xkbcomp x11-xkb-utils
cc gcc
'

has() {
    command -v "$1" >/dev/null 2>&1
}

wants=''  # packages without which nothing works
wishes='' # packages without which some text shows as boxes

want() {
    case " $wants " in *" $1 "*) ;; *) wants="$wants $1" ;; esac
}

wish() {
    case " $wants $wishes " in *" $1 "*) ;; *) wishes="$wishes $1" ;; esac
}

look_for_libraries() {
    ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
    [ -x "$ldconfig" ] || return 0
    known=$("$ldconfig" -p)
    while read -r library package; do
        [ -n "$library" ] || continue
        case $known in
            *"	$library "*) ;;
            *) want "$package" ;;
        esac
    done <<END
$qt_libraries
END
}

look_for_fonts() {
    has fc-list || {
        want fontconfig
        wish fonts-noto-core
        wish fonts-noto-cjk
        wish fonts-noto-color-emoji
        return 0
    }
    fc-list ':lang=en' family | grep -qi serif || wish fonts-noto-core
    while read -r language package; do
        [ -n "$language" ] || continue
        [ -n "$(fc-list ":lang=$language" family)" ] || wish "$package"
    done <<END
$font_languages
END
}

look_for_programs() {
    while read -r program package; do
        [ -n "$program" ] || continue
        has "$program" || want "$package"
    done <<END
$test_programs
END
    # The compiler's package does not bring the C library's headers along.
    [ ! -x /usr/bin/cc ] || [ -e /usr/include/stdio.h ] || want libc6-dev
    case " $wants " in *" gcc "*) want libc6-dev ;; esac
}

apt_command() {
    # shellcheck disable=SC2086 # one word a package
    printf '%s' "apt-get install -y --no-install-recommends"
    printf ' %s' $wants $wishes
}

as_a_user() {
    if has sudo; then printf "sudo sh -c '%s'" "$1"; else printf "su -c '%s'" "$1"; fi
}

apt_install() {
    # A stale or empty package list fails the first try; only then is it fetched.
    # shellcheck disable=SC2086 # one word a package
    {
        $1 env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $wants $wishes ||
            {
                $1 env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
                    $1 env DEBIAN_FRONTEND=noninteractive \
                        apt-get -qq install -y --no-install-recommends $wants $wishes
            }
    } </dev/null >"$log" 2>&1
}

see_to_the_system() {
    [ -n "$wants$wishes" ] || return 0
    if ! has apt-get; then
        [ -z "$wants" ] || stop "Annotator needs what these Debian packages hold, and this system lacks it:$wants." \
            "Install the same with its own package manager and start again."
        say "Some scripts have no font here and will show as boxes; install Noto fonts to read them."
        return 0
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif has sudo && sudo -n true 2>/dev/null; then
        as_root=sudo
    elif [ -z "$wants" ]; then
        say "Some scripts have no font here and will show as boxes; as root, this brings them: $(apt_command)"
        return 0
    else
        stop "The system lacks what Annotator needs. Run this, then start again:
    $(as_a_user "apt-get update && $(apt_command)")"
    fi
    say "Installing system packages:$wants$wishes"
    log=$(mktemp)
    apt_install "$as_root" || {
        tail -n 5 "$log" >&2
        rm -f "$log"
        [ -z "$wants" ] || stop "apt-get could not install them. Run this, then start again:
    $(apt_command)"
        say "No fonts could be installed; scripts without one will show as boxes."
    }
    rm -f "$log"
    wants='' wishes=''
}

# --- Python and the locked packages -------------------------------------------------------------------

find_python() {
    for base in ${ANNOTATOR_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && return 0
    done
    base=''
    return 1
}

# Debian splits ensurepip off into a package of its own; without it venv makes no pip.
look_for_venv() {
    "$base" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
    system=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
    found=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$found" = "$system" ]; then want python3-venv; else want "python$found-venv"; fi
}

# Settings that would send packages elsewhere than into the environment are put aside; an index, a proxy,
# a certificate and a time limit of the machine stay in force.
pip_install() {
    (
        unset PIP_TARGET PIP_PREFIX PIP_ROOT PIP_PYTHON PIP_PLATFORM PIP_PYTHON_VERSION PIP_CONSTRAINT \
            PIP_REQUIREMENT PIP_EDITABLE PIP_NO_BINARY PIP_ONLY_BINARY PIP_REQUIRE_HASHES PIP_NO_DEPS \
            PIP_DRY_RUN PIP_PRE PIP_QUIET PIP_VERBOSE PIP_REQUIRE_VIRTUALENV PIP_LOG PYTHONHOME PYTHONPATH
        export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
        if [ -t 2 ]; then quiet=''; else quiet=--quiet; fi # a person sees the progress of a long download
        "$python" -m pip install $quiet "$@" </dev/null
    ) >&2
}

lock_of() {
    case $1 in
        run) printf '%s' "$root/packaging/requirements.lock" ;;
        test) printf '%s' "$root/packaging/requirements-dev.lock" ;;
        *) printf '%s' "$root/packaging/requirements-$1.lock" ;;
    esac
}

# What an environment is made from: where it lies, its Python, the locks and the project's own settings.
recipe() {
    printf '%s %s\n' "$root" "$venv"
    "$python" -c 'import sys; print(sys.version)'
    cat "$root/packaging/requirements.lock" "$root/pyproject.toml" "$root/packaging/setup.sh"
    [ "$1" = run ] || cat "$(lock_of "$1")"
}

is_set_up() {
    [ -x "$python" ] && [ -f "$venv/annotator-$1.stamp" ] &&
        [ "$(recipe "$1" 2>/dev/null | cksum)" = "$(cat "$venv/annotator-$1.stamp")" ]
}

make_environment() {
    "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && return 0
    # An environment whose Python went away, or that was left half made, is made anew.
    say "Making $venv with $("$base" --version)"
    env -u PYTHONHOME -u PYTHONPATH "$base" -m venv --clear "$venv" >&2 ||
        stop "Python could not make the environment $venv; see the line above, and look at the free space there."
}

install_packages() {
    lock=$(lock_of "$1")
    say "Installing the locked packages (about 100 MB the first time)"
    # The lock is complete. A resolver would reach for newer releases of what a package names with an extra.
    pip_install --no-deps --require-hashes --only-binary :all: -r "$lock" ||
        stop "The locked packages could not be installed; see the lines above, look at the network, and start again."
    pip_install --no-deps --no-build-isolation --no-index -e "$root" ||
        stop "Annotator itself could not be installed from $root; see the lines above."
    "$python" -c 'import PySide6.QtWidgets' ||
        stop "Qt is installed and does not load; the line above names the library that the system lacks."
}

set_up() {
    is_set_up "$1" && return 0
    find_python || {
        want python3
        want python3-venv
        see_to_the_system
        find_python || stop "Annotator needs Python 3.11 or newer, and none was found; install it and start again."
    }
    if [ "$(uname -s)" = Linux ]; then
        look_for_venv
        look_for_libraries
        look_for_fonts
        [ "$1" = run ] || look_for_programs
        see_to_the_system
    fi
    make_environment
    install_packages "$1"
    recipe run | cksum >"$venv/annotator-run.stamp" # the tests' environment runs Annotator as well
    [ "$1" = run ] || recipe "$1" | cksum >"$venv/annotator-$1.stamp"
}

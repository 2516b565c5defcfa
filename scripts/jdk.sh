# shellcheck shell=sh
# Finds a Java of at least $MIN_JAVA; sourced by other scripts.

MIN_JAVA=21

# The feature release of the Java in this folder, or 0 if there is none.
java_release() {
    [ -x "$1/bin/java" ] || { echo 0; return; }
    version=
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    else
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
    echo "${version:-0}"
}

# A file's path without symbolic links in its last part.
follow_links() {
    file=$1
    while [ -L "$file" ]; do
        link=$(readlink "$file")
        case $link in
            /*) file=$link ;;
            *) file=$(dirname "$file")/$link ;;
        esac
    done
    echo "$file"
}

# Prints the home of JAVA_HOME's Java if that is new enough, or else of the newest one on this machine, or nothing.
find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && [ "$(java_release "$JAVA_HOME")" -ge "$MIN_JAVA" ]; then
        echo "$JAVA_HOME"
        return
    fi
    on_path=
    if command -v java >/dev/null 2>&1; then
        on_path=$(dirname "$(dirname "$(follow_links "$(command -v java)")")")
    fi
    best=
    best_release=$((MIN_JAVA - 1))
    for home in "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* \
        "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        release=$(java_release "$home")
        if [ "$release" -gt "$best_release" ]; then
            best=$home
            best_release=$release
        fi
    done
    echo "$best"
}

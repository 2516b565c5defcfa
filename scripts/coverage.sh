#!/bin/sh
# Prints which share of each module's lines and branches the tests reached; `./verify --coverage` measures it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd -P)
# shellcheck source=scripts/jdk.sh
. "$root/scripts/jdk.sh"
cli=$root/target/jacoco/jacococli.jar
[ -f "$cli" ] || (cd "$root" && mvn -q -B -ntp -N dependency:copy -Dmdep.stripVersion=true \
    -Dartifact=org.jacoco:org.jacoco.cli:0.8.14:jar:nodeps -DoutputDirectory="$root/target/jacoco" &&
    mv "$root/target/jacoco/org.jacoco.cli-nodeps.jar" "$cli")
java=$(find_jdk)/bin/java

echo "| module | lines | reached | branches | reached |"
echo "|---|---|---|---|---|"
for module in "$root"/*/target/classes; do
    [ -d "$(dirname "$module")/../src/main/java" ] || continue
    name=$(basename "$(dirname "$(dirname "$module")")")
    csv=$root/target/jacoco/$name.csv
    "$java" -jar "$cli" report "$root/target/jacoco.exec" --classfiles "$module" --csv "$csv" --quiet
    # Generated tables have no tests of their own.
    awk -F, -v name="$name" 'NR > 1 && $2 !~ /\.tables|\.generated/ {
            branches += $6 + $7; reached_branches += $7; lines += $8 + $9; reached += $9
        }
        END {
            if (lines > 0) printf "| %s | %d | %d %% | %d | %d %% |\n", name, lines, 100 * reached / lines,
                branches, (branches > 0 ? 100 * reached_branches / branches : 100)
        }' "$csv"
done
echo "Classes that nothing reached, with more than five lines:"
awk -F, '$8 > 5 && $9 == 0 && $2 !~ /\.tables|\.generated/ && $2 ~ /^ai/ { print "  " $2 "." $3 }' "$root"/target/jacoco/*.csv

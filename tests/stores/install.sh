#!/usr/bin/env bash
# Fetches the triple stores that tests/stores runs: Apache Jena Fuseki (Maven; kept in ~/.cache/kg-tests) and Virtuoso
# (apt-get as root; only its programs, no service). Oxigraph comes with pip install '.[test]'. What is there already is
# left alone; what cannot be had is named, the tests that need it skip, and the exit code is 0 all the same.
set -uo pipefail
cache=$HOME/.cache/kg-tests
version=$(sed -n 's/^FUSEKI_JAR = "jena-fuseki-server-\(.*\)\.jar".*/\1/p' "$(dirname "$0")/servers.py")
jar=$cache/jena-fuseki-server-$version.jar

has() { command -v "$1" > /dev/null; }
lacks() { echo "tests/stores: no $1: $2; its tests will skip" >&2; }

wanted=()
has java || wanted+=(default-jre-headless)
has mvn || [ -e "$jar" ] || wanted+=(maven)
has virtuoso-t && has isql-vt || wanted+=(virtuoso-opensource-7-bin)
if [ "${#wanted[@]}" -gt 0 ] && has apt-get && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    for package in "${wanted[@]}"; do   # one by one: a distribution may have only some of them
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" > /dev/null
    done
fi
has virtuoso-t && has isql-vt || lacks Virtuoso "needs apt-get as root and the package virtuoso-opensource-7-bin"

if ! [ -e "$jar" ] && has mvn; then
    mkdir -p "$cache"
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact="org.apache.jena:jena-fuseki-server:$version" -DoutputDirectory="$cache"
fi
[ -e "$jar" ] && has java || lacks Fuseki "needs java (17 or later), and mvn with the network for $jar"
exit 0

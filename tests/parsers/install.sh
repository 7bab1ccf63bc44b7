#!/usr/bin/env bash
# Fetches the RDF parsers that tests/test_parsers.py compares: serdi and rapper (apt-get as root) and N3.js (npm; kept in
# ~/.cache/kg-tests). What is there already is left alone; what cannot be had is named, its tests skip, and the exit code
# is 0 all the same.
set -uo pipefail
folder=$HOME/.cache/kg-tests/n3
version=2.13.12

has() { command -v "$1" > /dev/null; }
lacks() { echo "tests/parsers: no $1: $2; its tests will skip" >&2; }

if ! { has serdi && has rapper; } && has apt-get && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends serdi raptor2-utils > /dev/null
fi
has serdi || lacks serdi "needs apt-get as root and the package serdi"
has rapper || lacks rapper "needs apt-get as root and the package raptor2-utils"

if ! [ -d "$folder/node_modules/n3" ] && has npm; then
    mkdir -p "$folder"
    npm install --prefix "$folder" --silent --no-audit --no-fund --ignore-scripts "n3@$version" > /dev/null
fi
[ -d "$folder/node_modules/n3" ] && has node || lacks N3.js "needs node 18 or later, and npm with the network"
exit 0

#!/bin/sh
# From the root of the tree. `expected` is what it prints.
set -eu
JHR=${JHR:-build/jhr}
export JHR LC_ALL=C
examples/ndjson/samenvatting.sh rules/noord-limburg/noord-limburg.jhr \
    <rules/noord-limburg/voorstellen/voorstellen.ndjson

#!/bin/sh
# Every program of this folder; each fails allocations in turn and prints what it found.
set -u
passed=0 failed=0
for source in tests/oom/oom_*.c; do
    name=${source%.c}
    if "$BUILD/$name"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]

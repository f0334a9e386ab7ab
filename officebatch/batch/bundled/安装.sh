#!/bin/sh
# Everything stays in the user's own folder; no administrator is needed, nothing is fetched.
cd "$(dirname "$0")" || exit
for python in {commands} python3 python; do
    if "$python" setup/fits.py 2>/dev/null; then exec "$python" setup/install.py "$@"; fi
done
cat setup/no-python.txt
command -v python3 >/dev/null 2>&1 && python3 --version
exit 2

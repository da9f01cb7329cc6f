#!/bin/sh
# Import everything in a folder, and try once more what failed: pages of sites that were down come a second time.
#
#   examples/import-folder.sh ~/old-blog/_posts ~/newsclip
set -u
source_folder=${1:?usage: import-folder.sh FOLDER [ARCHIVE]}
archive=${2:-$HOME/newsclip}
failures=$(mktemp -t newsclip-failures.XXXXXX)
trap 'rm -f "$failures"' EXIT

newsclip --archive "$archive" import --report "$failures" "$source_folder" && exit
newsclip --archive "$archive" import "$failures"

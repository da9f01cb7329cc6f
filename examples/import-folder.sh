#!/bin/sh
# Bulk import of everything in a folder, with what failed kept for another try.
#
#   examples/import-folder.sh ~/old-blog/_posts ~/newsclip
set -u
source_folder=${1:?usage: import-folder.sh FOLDER [ARCHIVE]}
archive=${2:-$HOME/newsclip}

newsclip --archive "$archive" save "$source_folder" >saved.txt 2>failed.txt
status=$?
printf '%s articles saved, %s messages (see failed.txt)\n' "$(wc -l <saved.txt)" "$(wc -l <failed.txt)"
exit $status

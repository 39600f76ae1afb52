# cmake -DROOT=folder -P check_map.cmake
#
# Fails unless the map in ROOT/HACKING.md has the rows of ROOT/src/folders.txt, in their order.
cmake_minimum_required(VERSION 3.22)

include(${ROOT}/src/folders.cmake)
convlens_read_folders(${ROOT}/src/folders.txt)

set(rows "")
foreach(folder IN LISTS convlens_folders)
  list(JOIN may_include_${folder} ", " includes)
  if(includes)
    string(APPEND includes " ")
  endif()
  string(APPEND rows "| `${folder}` | ${contents_${folder}} | ${includes}|\n")
endforeach()
set(map "| folder | contents | may include |\n| --- | --- | --- |\n${rows}\n")

file(READ ${ROOT}/HACKING.md text)
string(FIND "${text}" "${map}" place)
if(place EQUAL -1)
  message(FATAL_ERROR "HACKING.md does not have the map that src/folders.txt gives:\n${map}")
endif()

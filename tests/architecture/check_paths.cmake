# cmake -DROOT=folder [-DEXPECTED=file] -P check_paths.cmake
#
# Fails when a file under ROOT/src makes a text of a path, or a path of a text, by other means than
# TextOf and PathOf (core/grid/path_text.h): on Windows the standard library's would lose what the
# code page cannot hold. What converts without saying so is refused by the compiler, in the Windows
# build (third_party/windows/strict_paths.h). With EXPECTED, fails unless exactly the lines of that file are found.
cmake_minimum_required(VERSION 3.22)

set(pattern "(\\.|->)(generic_)?(u8)?string\\(\\)|u8path|(fs|filesystem)::path\\([a-z_]*(name|text)[a-z_]*\\)")
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/src/*.h ${ROOT}/src/*.cpp)
list(SORT files)
set(found "")
foreach(file IN LISTS files)
  file(STRINGS ${ROOT}/${file} lines REGEX "${pattern}" ENCODING UTF-8)
  foreach(line IN LISTS lines)
    string(STRIP "${line}" line)
    string(REPLACE ";" "" line "${line}")
    list(APPEND found "${file}: ${line}")
  endforeach()
endforeach()

if(DEFINED EXPECTED)
  file(STRINGS ${EXPECTED} expected)
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "Expected:\n${expected}\nFound:\n${found}")
  endif()
elseif(found)
  list(JOIN found "\n" text)
  message(FATAL_ERROR "Use TextOf and PathOf of core/grid/path_text.h:\n${text}")
endif()

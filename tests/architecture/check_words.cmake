# cmake -DROOT=folder -P check_words.cmake
#
# Fails when a comment or text of the program says, in words that puzzle a stranger, what has a plain name: a message, at most,
# must.
cmake_minimum_required(VERSION 3.22)

set(pattern "([Ss]entence|[Ss]o many|(is|are) to be )")
set(found "")
foreach(folder src shaders tests/e2e tests/fuzz tests/bench)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*)
  foreach(file IN LISTS files)
    if(NOT file MATCHES "\\.(h|cpp|frag|vert|glsl|js|txt|cmake)$")
      continue()
    endif()
    file(STRINGS ${ROOT}/${file} lines REGEX "${pattern}" ENCODING UTF-8)
    foreach(line IN LISTS lines)
      string(APPEND found "\n${file}: ${line}")
    endforeach()
  endforeach()
endforeach()
if(found)
  message(FATAL_ERROR "Say message, at most, must:${found}")
endif()

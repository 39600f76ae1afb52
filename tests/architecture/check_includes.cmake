# cmake -DROOT=folder [-DEXPECTED=file] -P check_includes.cmake
#
# Fails when a file under ROOT/src includes what it may not. With EXPECTED, fails unless exactly the
# violations written in that file are found: the test of this test.
cmake_minimum_required(VERSION 3.22)

# The arrows between the folders of src/, without what follows from them. A new folder is added
# here, in its order, and in src/CMakeLists.txt.
set(folders embed core layer train model work scene io render ui cli app)
set(may_include_embed "")
set(may_include_core "")
set(may_include_layer core)
set(may_include_train core layer)
set(may_include_model core layer train)
set(may_include_work model)
set(may_include_scene model)
set(may_include_io model scene embed)
set(may_include_render scene embed)
set(may_include_ui work io scene render embed)
set(may_include_cli embed core layer train model work scene io render ui)
set(may_include_app embed core layer train model work scene io render ui cli)

# Everything that a folder reaches by the arrows, itself included.
foreach(folder IN LISTS folders)
  set(reach_${folder} ${folder})
  foreach(other IN LISTS may_include_${folder})
    list(APPEND reach_${folder} ${reach_${other}})
  endforeach()
  list(REMOVE_DUPLICATES reach_${folder})
endforeach()

# Libraries that belong to one place: pattern of the include, pattern of the files that may.
set(libraries Highway stb "Dear ImGui")
set(header_Highway "^hwy/")
set(home_Highway "^src/(core|layer)/[^/]*(\\.cpp|-inl\\.h)$")  # -inl.h: a part of kernel files
set(header_stb "(^|/)stb_[a-z_]*\\.h$")
set(home_stb "^src/io/image/(stb|encode)\\.cpp$")
set("header_Dear ImGui" "(^|/)imgui[a-z0-9_]*\\.h$")
set("home_Dear ImGui" "^src/(ui|app)/")

function(check_folder file folder header)
  string(REGEX MATCH "^[^/]*" other "${header}")
  if(NOT other IN_LIST folders OR other IN_LIST reach_${folder})
    return()
  endif()
  set(violations ${violations} "${file} includes ${header}: ${folder} may not include ${other}"
    PARENT_SCOPE)
endfunction()

function(check_libraries file header)
  foreach(library IN LISTS libraries)
    if(header MATCHES "${header_${library}}" AND NOT file MATCHES "${home_${library}}")
      set(violations ${violations} "${file} includes ${header}: ${library} is not for this file"
        PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/src/*.h ${ROOT}/src/*.cpp)
list(SORT files)
if(files STREQUAL "")
  message(FATAL_ERROR "No source files under ${ROOT}/src.")
endif()
set(violations "")
foreach(file IN LISTS files)
  string(REGEX REPLACE "^src/([^/]*)/.*" "\\1" folder ${file})
  if(NOT folder IN_LIST folders)
    list(APPEND violations "${file}: the folder ${folder} is not known to this check")
    continue()
  endif()
  file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[\"<]")
  foreach(line IN LISTS lines)
    if(line MATCHES "include[ \t]*[\"<]([^\">]+)[\">]")
      set(header ${CMAKE_MATCH_1})
      check_folder(${file} ${folder} ${header})
      check_libraries(${file} ${header})
    endif()
  endforeach()
endforeach()

if(DEFINED EXPECTED)
  file(STRINGS ${EXPECTED} expected)
  list(SORT expected)
  list(SORT violations)
  if(NOT violations STREQUAL expected)
    message(FATAL_ERROR "Expected:\n${expected}\nFound:\n${violations}")
  endif()
elseif(violations)
  list(JOIN violations "\n" text)
  message(FATAL_ERROR "Forbidden includes:\n${text}")
endif()

# convlens_library(NAME [SOURCES file...] [LINKS library...] [PRIVATE_LINKS library...])
#
# One folder of src/, one static library: NAME is its path ("core", "ui/figure"), its target
# convlens_core, convlens_ui_figure. Its headers are included by "NAME/header.h" through an include
# folder that holds nothing else, and src/folders.txt says which others it links, so it can include
# no other: that table is the architecture. LINKS and PRIVATE_LINKS are libraries from outside.

include(${CMAKE_CURRENT_LIST_DIR}/folders.cmake)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/folders.txt)
convlens_read_folders(${CMAKE_CURRENT_LIST_DIR}/folders.txt)

# What a page has no use for.
if(EMSCRIPTEN)
  list(REMOVE_ITEM convlens_folders cli)
  list(REMOVE_ITEM includes_app cli)
endif()

add_library(convlens_options INTERFACE)
if(CONVLENS_STRICT)
  target_compile_options(convlens_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
endif()
# Sizes of files are 64 bits, those of memory 32 there: each is compared with a limit before.
if(EMSCRIPTEN)
  target_compile_options(convlens_options INTERFACE -Wno-shorten-64-to-32)
endif()
if(CONVLENS_SANITIZE)
  target_compile_options(convlens_options INTERFACE
    -fsanitize=${CONVLENS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(convlens_options INTERFACE -fsanitize=${CONVLENS_SANITIZE})
endif()

# What the files of src/ are compiled with beside.
set(source_options "")
if(MINGW)
  set(source_options -include ${CMAKE_SOURCE_DIR}/third_party/windows/strict_paths.h)
endif()

find_program(CONVLENS_CCACHE ccache)
if(CONVLENS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=1 ${CONVLENS_CCACHE})
endif()

# "ui/figure" -> "convlens_ui_figure", for each name of a list.
function(convlens_targets names out)
  string(REPLACE "/" "_" targets "${names}")
  list(TRANSFORM targets PREPEND convlens_)
  set(${out} ${targets} PARENT_SCOPE)
endfunction()

# Gives `target` the include root of the folder `name` of src/, and what that may include.
function(convlens_open_folder target scope name)
  string(REPLACE "/" "_" root ${name})
  set(root ${CMAKE_BINARY_DIR}/include/${root})
  get_filename_component(parent ${root}/${name} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${root}/${name} SYMBOLIC)
  convlens_targets("${includes_${name}}" links)
  target_include_directories(${target} ${scope} ${root})
  target_link_libraries(${target} ${scope} ${links})
endfunction()

function(convlens_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  convlens_targets(${name} target)
  add_library(${target} STATIC ${ARG_SOURCES})
  convlens_open_folder(${target} PUBLIC ${name})
  target_link_libraries(${target} PUBLIC ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS} convlens_options)
  target_compile_options(${target} PRIVATE ${source_options})
endfunction()

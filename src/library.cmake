# convlens_library(NAME [SOURCES file...] [LINKS library...] [PRIVATE_LINKS library...])
#
# One folder of src/, one static library. Its headers are included by "NAME/header.h" through an
# include folder that holds nothing else, so a folder that does not link another cannot
# include it: the link lines are the architecture.

add_library(convlens_options INTERFACE)
if(CONVLENS_STRICT)
  target_compile_options(convlens_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
endif()
if(CONVLENS_SANITIZE)
  target_compile_options(convlens_options INTERFACE
    -fsanitize=${CONVLENS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(convlens_options INTERFACE -fsanitize=${CONVLENS_SANITIZE})
endif()

find_program(CONVLENS_CCACHE ccache)
if(CONVLENS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=1 ${CONVLENS_CCACHE})
endif()

function(convlens_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} SYMBOLIC)
  set(links ${ARG_LINKS})
  list(TRANSFORM links REPLACE "^(core|layer|train|chart|model|work|io|scene|render|ui|embed)$" "convlens_\\1")
  set(private_links ${ARG_PRIVATE_LINKS})
  list(TRANSFORM private_links REPLACE "^(core|layer|train|chart|model|work|io|scene|render|ui|embed)$"
    "convlens_\\1")
  if(ARG_SOURCES)
    add_library(convlens_${name} STATIC ${ARG_SOURCES})
    target_include_directories(convlens_${name} PUBLIC ${root})
    target_link_libraries(convlens_${name} PUBLIC ${links} PRIVATE ${private_links}
      convlens_options)
  else()
    add_library(convlens_${name} INTERFACE)
    target_include_directories(convlens_${name} INTERFACE ${root})
    target_link_libraries(convlens_${name} INTERFACE ${links})
  endif()
endfunction()

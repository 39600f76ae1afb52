# convlens_read_folders(FILE): the table of folders (see src/folders.txt) as variables.
#
#   convlens_folders        their names, from the lowest to the highest
#   may_include_NAME        what NAME may include directly, as the table has it
#   includes_NAME           the same, folders with rooms replaced by their rooms
#   contents_NAME           what it holds, in words
#   rooms_NAME              the rooms "NAME/..." of a folder that consists of rooms
function(convlens_read_folders file)
  set(folders "")
  file(STRINGS ${file} lines ENCODING UTF-8)
  foreach(line IN LISTS lines)
    if(line MATCHES "^#")
      continue()
    elseif(NOT line MATCHES "^([a-z_/]+) \\|([a-z_/ ]*)\\| (.+)$")
      message(FATAL_ERROR "${file}: not a row of the table: ${line}")
    endif()
    set(name ${CMAKE_MATCH_1})
    set(contents_${name} "${CMAKE_MATCH_3}" PARENT_SCOPE)
    string(STRIP "${CMAKE_MATCH_2}" links)
    string(REPLACE " " ";" links "${links}")
    set(may_include_${name} "${links}" PARENT_SCOPE)

    set(includes "")
    foreach(link IN LISTS links)
      if(DEFINED rooms_${link})
        list(APPEND includes ${rooms_${link}})
      elseif(link IN_LIST folders)
        list(APPEND includes ${link})
      else()
        message(FATAL_ERROR "${file}: ${name} may include ${link}, which is no folder above it")
      endif()
    endforeach()
    set(includes_${name} "${includes}" PARENT_SCOPE)

    list(APPEND folders ${name})
    if(name MATCHES "^(.*)/[^/]*$")
      set(parent ${CMAKE_MATCH_1})
      list(APPEND rooms_${parent} ${name})
      set(rooms_${parent} ${rooms_${parent}} PARENT_SCOPE)
    endif()
  endforeach()
  set(convlens_folders ${folders} PARENT_SCOPE)
endfunction()

# convlens_folder_of(PATH OUT): the folder of the table that holds PATH ("io/text/rows.h"); "" if
# there is none.
function(convlens_folder_of path out)
  set(folder ${path})
  while(folder MATCHES "^(.*)/[^/]*$")
    set(folder ${CMAKE_MATCH_1})
    if(folder IN_LIST convlens_folders)
      set(${out} ${folder} PARENT_SCOPE)
      return()
    endif()
  endwhile()
  set(${out} "" PARENT_SCOPE)
endfunction()

# Installs into an empty folder, and runs from there what needs the embedded files.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${PREFIX}/bin/convlens --version
  OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT version STREQUAL "convlens ${VERSION}")
  message(FATAL_ERROR "The installed program calls itself “${version}”.")
endif()
execute_process(COMMAND ${PREFIX}/bin/convlens render figure-6-2-1 -o ${PREFIX}/figure.png
  COMMAND_ERROR_IS_FATAL ANY)

foreach(name figure.png share/applications/convlens.desktop
    share/mime/packages/convlens-session.xml share/icons/hicolor/scalable/apps/convlens.svg
    share/icons/hicolor/48x48/apps/convlens.png share/icons/hicolor/256x256/apps/convlens.png
    share/doc/convlens/copyright)
  if(NOT EXISTS ${PREFIX}/${name})
    message(FATAL_ERROR "Not installed: ${name}")
  endif()
endforeach()

# The program as a web page: build/web/site/ is what a web server needs.
add_executable(convlens
  application.cpp
  file_actions.cpp
  files.cpp
  input_feed.cpp
  input_queue.cpp
  plot_export.cpp
  recovery.cpp
  session_files.cpp
  target_files.cpp
  web/bridge.cpp
  web/end_signals.cpp
  web/file_chooser.cpp
  web/main.cpp
  web/page.cpp
  web/window.cpp)
convlens_open_folder(convlens PRIVATE app)
target_link_libraries(convlens PRIVATE third_party::glfw convlens_options)

set(scripts ${CMAKE_CURRENT_SOURCE_DIR}/web/page.js ${CMAKE_CURRENT_SOURCE_DIR}/web/start.js)
set(library ${CMAKE_CURRENT_SOURCE_DIR}/web/library.js)
list(TRANSFORM scripts PREPEND --pre-js= OUTPUT_VARIABLE pre_scripts)
target_link_options(convlens PRIVATE -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
  -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=2GB -sTOTAL_STACK=1MB
  -sENVIRONMENT=web -sEXPORTED_RUNTIME_METHODS=FS,ENV -sEXPORTED_FUNCTIONS=_main,_malloc,_free
  -sFILESYSTEM=1 -lidbfs.js --js-library=${library} ${pre_scripts})
set_target_properties(convlens PROPERTIES SUFFIX .js LINK_DEPENDS "${scripts};${library}"
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/site)
configure_file(web/index.html ${CMAKE_BINARY_DIR}/site/index.html COPYONLY)

# What is fetched when Chinese is first needed. The bold face sets our own texts only.
set(fonts ${CMAKE_SOURCE_DIR}/assets/fonts)
file(COPY ${fonts}/DroidSansFallback.ttf ${fonts}/NotoSansSC-Punctuation.otf
  ${fonts}/Apache-2.0.txt ${fonts}/OFL.txt ${fonts}/BitstreamVera.txt
  DESTINATION ${CMAKE_BINARY_DIR}/site/fonts)
set(bold ${CMAKE_BINARY_DIR}/site/fonts/NotoSansSC-Bold.otf)
file(GLOB_RECURSE texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/*.json)
list(TRANSFORM texts PREPEND --text-file= OUTPUT_VARIABLE text_options)
add_custom_command(OUTPUT ${bold}
  COMMAND /usr/bin/python3 -m fontTools.subset ${fonts}/NotoSansSC-Bold.otf ${text_options}
    --layout-features= --no-hinting --output-file=${bold}
  DEPENDS ${texts} ${fonts}/NotoSansSC-Bold.otf VERBATIM)
add_custom_target(convlens_page_fonts ALL DEPENDS ${bold})
add_dependencies(convlens convlens_page_fonts)
configure_file(${CMAKE_SOURCE_DIR}/assets/desktop/convlens.svg ${CMAKE_BINARY_DIR}/site/icon.svg COPYONLY)
configure_file(${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_BINARY_DIR}/site/LICENSE.txt COPYONLY)

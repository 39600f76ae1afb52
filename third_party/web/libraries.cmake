# The libraries of the web page: what third_party/build_libraries.sh has made of Debian's sources.
set(CONVLENS_WEB_LIBRARIES ${CMAKE_SOURCE_DIR}/build/web-libraries)
if(NOT EXISTS ${CONVLENS_WEB_LIBRARIES}/.headers)
  message(FATAL_ERROR "The web page's libraries are not there: use ./dev web")
endif()

# Exceptions of WebAssembly, also for the longjmp of libpng and libjpeg; four floats a vector.
add_compile_options(-msimd128 -fwasm-exceptions -sSUPPORT_LONGJMP=wasm)
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/standard_library.h>")
add_link_options(-fwasm-exceptions -sSUPPORT_LONGJMP=wasm)

# web_library(NAME [file...]): third_party::NAME, of these files in lib/.
function(web_library name)
  add_library(third_party_${name} INTERFACE)
  add_library(third_party::${name} ALIAS third_party_${name})
  list(TRANSFORM ARGN PREPEND ${CONVLENS_WEB_LIBRARIES}/lib/)
  target_link_libraries(third_party_${name} INTERFACE ${ARGN})
  target_include_directories(third_party_${name} SYSTEM INTERFACE ${CONVLENS_WEB_LIBRARIES}/include)
endfunction()

web_library(zlib libz.a)
web_library(jpeg libjpeg.a)
web_library(png libpng16.a libz.a)
web_library(webp libwebpdemux.a libwebp.a)
web_library(highway libhwy.a)
web_library(json)
web_library(doctest)
web_library(threads)
web_library(gl)
web_library(glfw)   # only its numbers of keys; the page's window is ours
web_library(eigen)
target_include_directories(third_party_eigen SYSTEM INTERFACE ${CONVLENS_WEB_LIBRARIES}/include/eigen3)
web_library(stb)
target_include_directories(third_party_stb SYSTEM INTERFACE ${CONVLENS_WEB_LIBRARIES}/include/stb)

# With 32-bit indices, since WebGL 2 cannot start a draw call at a vertex of its own.
set(imgui ${CONVLENS_WEB_LIBRARIES}/imgui)
add_library(web_imgui STATIC ${imgui}/imgui.cpp ${imgui}/imgui_draw.cpp ${imgui}/imgui_tables.cpp
  ${imgui}/imgui_widgets.cpp ${imgui}/misc/cpp/imgui_stdlib.cpp
  ${imgui}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(web_imgui PUBLIC third_party_stb)
target_include_directories(web_imgui SYSTEM PUBLIC ${imgui} ${imgui}/misc/cpp)
target_compile_definitions(web_imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_IMPL_OPENGL_ES3
  "ImDrawIdx=unsigned int")
set_source_files_properties(${imgui}/backends/imgui_impl_opengl3.cpp PROPERTIES COMPILE_OPTIONS
  "-include;${CMAKE_CURRENT_LIST_DIR}/gl_state.h")
web_library(imgui)
target_link_libraries(third_party_imgui INTERFACE web_imgui)

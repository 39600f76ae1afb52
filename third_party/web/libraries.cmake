# The libraries of the web page.
set(CONVLENS_LIBRARIES ${CMAKE_SOURCE_DIR}/build/web-libraries)
if(NOT EXISTS ${CONVLENS_LIBRARIES}/.headers)
  message(FATAL_ERROR "The web page's libraries are not there: use ./dev web")
endif()

# Exceptions of WebAssembly, also for the longjmp of libpng and libjpeg; four floats a vector.
add_compile_options(-msimd128 -fwasm-exceptions -sSUPPORT_LONGJMP=wasm)
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/standard_library.h>")
add_link_options(-fwasm-exceptions -sSUPPORT_LONGJMP=wasm)

include(${CMAKE_CURRENT_LIST_DIR}/../built_libraries.cmake)
built_library(gl)
built_library(glfw)   # only its numbers of keys; the page's window is ours

# With 32-bit indices, since WebGL 2 cannot start a draw call at a vertex of its own.
target_compile_definitions(built_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3 "ImDrawIdx=unsigned int")
set_source_files_properties(${imgui}/backends/imgui_impl_opengl3.cpp PROPERTIES COMPILE_OPTIONS
  "-include;${CMAKE_CURRENT_LIST_DIR}/gl_state.h")

# Libraries that third_party/build_libraries.sh has made of Debian's source packages, in
# ${CONVLENS_LIBRARIES}, as third_party::NAME: for targets that have no packages of their own.

# built_library(NAME [file...]): third_party::NAME, of these files in lib/.
function(built_library name)
  add_library(third_party_${name} INTERFACE)
  add_library(third_party::${name} ALIAS third_party_${name})
  list(TRANSFORM ARGN PREPEND ${CONVLENS_LIBRARIES}/lib/)
  target_link_libraries(third_party_${name} INTERFACE ${ARGN})
  target_include_directories(third_party_${name} SYSTEM INTERFACE ${CONVLENS_LIBRARIES}/include)
endfunction()

built_library(zlib libz.a)
built_library(jpeg libjpeg.a)
built_library(png libpng16.a libz.a)
built_library(webp libwebpmux.a libwebpdemux.a libwebp.a)
built_library(highway libhwy.a)
built_library(json)
built_library(doctest)
built_library(threads)
built_library(eigen)
target_include_directories(third_party_eigen SYSTEM INTERFACE ${CONVLENS_LIBRARIES}/include/eigen3)
built_library(stb)
target_include_directories(third_party_stb SYSTEM INTERFACE ${CONVLENS_LIBRARIES}/include/stb)

set(imgui ${CONVLENS_LIBRARIES}/imgui)
add_library(built_imgui STATIC ${imgui}/imgui.cpp ${imgui}/imgui_draw.cpp ${imgui}/imgui_tables.cpp
  ${imgui}/imgui_widgets.cpp ${imgui}/misc/cpp/imgui_stdlib.cpp
  ${imgui}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(built_imgui PUBLIC third_party_stb)
target_include_directories(built_imgui SYSTEM PUBLIC ${imgui} ${imgui}/misc/cpp)
target_compile_definitions(built_imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS)
built_library(imgui)
target_link_libraries(third_party_imgui INTERFACE built_imgui)

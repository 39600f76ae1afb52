#!/usr/bin/env bash
# Builds libraries from Debian's source packages, for targets that have no packages of their own:
#   build_libraries.sh fuzz FOLDER   what decodes people's files, with the fuzzer's coverage and the
#                                    sanitizers in it, so that a fault inside a library is found, too
#   build_libraries.sh web FOLDER    what the web page needs, as WebAssembly, by Emscripten
#   build_libraries.sh linux FOLDER  what the program for any Linux has inside: newer versions of these
#                                    libraries may be loaded beside, by the drivers of OpenGL
#   build_libraries.sh windows FOLDER   what the Windows program needs, by MinGW-w64
# Headers and static libraries come into FOLDER/{include,lib}; for web and Windows, Dear ImGui's
# sources into FOLDER/imgui, too. A library that is there already is kept. apt checks each package's signature.
set -euo pipefail
target=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
sources=$folder/sources

for_fuzz() {
  libraries=(zlib jpeg png webp tiff)
  wrap=() options=() sizes=() plain_webp=() simd=OFF
  export CC=clang CXX=clang++
  export CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link"
  # What C libraries do by habit and no user sees: shifts and additions that wrap by design.
  CFLAGS+=" -fno-sanitize=shift,signed-integer-overflow,pointer-overflow,alignment,nonnull-attribute"
  CFLAGS+=" -fno-sanitize-recover=all"
  export CXXFLAGS=$CFLAGS
}

# Exceptions and longjmp as the program's own files have them (third_party/web/libraries.cmake).
for_web() {
  libraries=(zlib jpeg png webp highway imgui headers)
  wrap=(emcmake) options=() simd=OFF
  plain_webp=(-DWEBP_ENABLE_SIMD=OFF) # what it finds is the machine's that builds, not the page's
  sizes=(-DHAVE_SIZE_T=1 -DSIZE_T=4 -DHAVE_UNSIGNED_LONG=1 -DUNSIGNED_LONG=4) # CMake cannot see them
  export NODE_PATH=/usr/share/nodejs # where Debian's Emscripten finds its JavaScript modules
  export CFLAGS="-O2 -msimd128 -fwasm-exceptions -sSUPPORT_LONGJMP=wasm"
  export CXXFLAGS=$CFLAGS
}

for_linux() {
  libraries=(zlib jpeg png webp tiff)
  wrap=() options=() sizes=() plain_webp=() simd=ON
  export CFLAGS="-O2 -DNDEBUG -fPIC"
  export CXXFLAGS=$CFLAGS
}

for_windows() {
  triple=x86_64-w64-mingw32
  libraries=(zlib jpeg png webp tiff highway imgui glfw headers)
  wrap=() sizes=() plain_webp=() simd=ON
  options=(-DCMAKE_TOOLCHAIN_FILE="$(dirname "$(realpath "$0")")/windows/toolchain.cmake")
  export CFLAGS="-O2 -DNDEBUG"
  export CXXFLAGS=$CFLAGS
}

"for_$target"

# A list of Debian's sources of one's own, since most machines list binary packages only.
source_packages() {
  mkdir -p "$sources/lists/partial"
  local suite
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "http://deb.debian.org/debian $suite main" >"$sources/sources.list"
  local options=(-o "Dir::Etc::sourcelist=$sources/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$sources/lists" -o APT::Sandbox::User=root -qq)
  compgen -G "$sources/lists/*_Sources*" >/dev/null || apt-get "${options[@]}" update
  (cd "$sources" && apt-get "${options[@]}" source "$@")
}

# by_cmake SOURCES OPTION...
by_cmake() {
  local source
  source=$(echo "$sources"/$1)
  "${wrap[@]}" cmake -S "$source" -B "$source/build" -G Ninja -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_INSTALL_PREFIX="$folder" -DCMAKE_INSTALL_LIBDIR="$folder/lib" -DCMAKE_PREFIX_PATH="$folder" \
    -DCMAKE_FIND_ROOT_PATH="$folder" -DCMAKE_FIND_LIBRARY_SUFFIXES=.a -DBUILD_SHARED_LIBS=OFF \
    "${options[@]}" "${@:2}"
  cmake --build "$source/build"
  cmake --install "$source/build"
}

zlib() {
  local configure=./configure
  [[ $target == web ]] && configure="emconfigure $configure"
  # As for Linux: what zlib has for Windows is not in Debian's sources, and only for its DLL.
  [[ $target == windows ]] && configure="env CHOST=$triple CC=$triple-gcc-posix $configure --uname=Linux"
  (cd "$sources"/zlib-* && $configure --static --prefix="$folder" && make libz.a && make install)
}
jpeg() {
  by_cmake 'libjpeg-turbo-*' -DENABLE_SHARED=OFF -DWITH_SIMD=$simd -DWITH_TURBOJPEG=OFF "${sizes[@]}"
}
png() { by_cmake 'libpng1.6-*' -DPNG_SHARED=OFF -DPNG_TESTS=OFF -DPNG_HARDWARE_OPTIMIZATIONS=$simd; }
webp() {
  by_cmake 'libwebp-*' -DWEBP_BUILD_ANIM_UTILS=OFF -DWEBP_BUILD_CWEBP=OFF \
    -DWEBP_BUILD_DWEBP=OFF -DWEBP_BUILD_GIF2WEBP=OFF -DWEBP_BUILD_IMG2WEBP=OFF \
    -DWEBP_BUILD_VWEBP=OFF -DWEBP_BUILD_WEBPINFO=OFF -DWEBP_BUILD_EXTRAS=OFF -DWEBP_USE_THREAD=OFF \
    -DCMAKE_DISABLE_FIND_PACKAGE_JPEG=ON -DCMAKE_DISABLE_FIND_PACKAGE_PNG=ON \
    -DCMAKE_DISABLE_FIND_PACKAGE_TIFF=ON "${plain_webp[@]}"
}
tiff() {
  by_cmake 'tiff-*' -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF \
    -Djbig=OFF -Dlerc=OFF -Dlzma=OFF -Dzstd=OFF -Dlibdeflate=OFF -Dwebp=OFF -Dcxx=OFF
}
highway() {
  by_cmake 'highway-*' -DBUILD_TESTING=OFF -DHWY_ENABLE_EXAMPLES=OFF -DHWY_ENABLE_CONTRIB=OFF
  cp -r "$sources"/highway-*/hwy/contrib "$folder/include/hwy/" # headers; the library is not needed
}
imgui() { rm -rf "$folder/imgui" && cp -r "$sources"/imgui-* "$folder/imgui" && ln -sfn ../imgui "$folder/include/imgui"; }
glfw() { by_cmake 'glfw3-*' -DGLFW_BUILD_EXAMPLES=OFF -DGLFW_BUILD_TESTS=OFF -DGLFW_BUILD_DOCS=OFF; }
# Of libraries that are headers only, the packages of this machine serve every target.
headers() {
  ln -sfn /usr/include/eigen3 "$folder/include/eigen3"
  ln -sfn /usr/include/nlohmann "$folder/include/nlohmann"
  ln -sfn /usr/include/doctest "$folder/include/doctest"
  ln -sfn /usr/include/stb "$folder/include/stb"
  ln -sfn /usr/include/CLI "$folder/include/CLI"
}

declare -A debian_names=([zlib]=zlib [jpeg]=libjpeg-turbo [png]=libpng1.6 [webp]=libwebp
  [tiff]=tiff [highway]=highway [imgui]=imgui [glfw]=glfw3)

# A process for each library, since bash ignores `set -e` in what an `if` tests.
if [[ -n ${3:-} ]]; then
  name=${debian_names[$3]:-}
  if [[ -n $name ]]; then
    rm -rf "$sources/$name"*
    source_packages "$name"
  fi
  "$3"
  exit
fi
for library in "${libraries[@]}"; do
  [[ -f $folder/.$library ]] && continue
  echo "Building $library for the target $target" >&2
  if ! bash "$0" "$target" "$folder" "$library" >"$folder/$library.log" 2>&1; then
    tail -n 20 "$folder/$library.log" >&2
    echo "$library could not be built: see $folder/$library.log" >&2
    exit 1
  fi
  touch "$folder/.$library"
done

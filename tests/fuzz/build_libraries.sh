#!/usr/bin/env bash
# Builds the libraries that decode people's files from Debian's source packages, with the
# fuzzer's coverage and the sanitizers in them, so that a fault inside a library is found, too.
#   build_libraries.sh FOLDER   puts headers and static libraries into FOLDER/{include,lib}
# A library that is there already is kept. apt checks each source package's signature.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
sources=$folder/sources
export CC=clang CXX=clang++
export CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link"
# What C libraries do by habit and no user sees: shifts and additions that wrap by design.
CFLAGS+=" -fno-sanitize=shift,signed-integer-overflow,pointer-overflow,alignment,nonnull-attribute"
CFLAGS+=" -fno-sanitize-recover=all"
export CXXFLAGS=$CFLAGS

# A list of Debian's sources of one's own, since most machines list binary packages only.
source_packages() {
  mkdir -p "$sources/lists/partial"
  local suite
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "http://deb.debian.org/debian $suite main" >"$sources/sources.list"
  local options=(-o "Dir::Etc::sourcelist=$sources/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$sources/lists" -o APT::Sandbox::User=root -qq)
  apt-get "${options[@]}" update
  (cd "$sources" && apt-get "${options[@]}" source "$@")
}

# by_cmake SOURCES OPTION...
by_cmake() {
  local source
  source=$(echo "$sources"/$1)
  cmake -S "$source" -B "$source/build" -G Ninja -DCMAKE_BUILD_TYPE=None \
    -DCMAKE_INSTALL_PREFIX="$folder" -DCMAKE_INSTALL_LIBDIR="$folder/lib" -DCMAKE_PREFIX_PATH="$folder" \
    -DCMAKE_FIND_LIBRARY_SUFFIXES=.a -DBUILD_SHARED_LIBS=OFF "${@:2}"
  cmake --build "$source/build"
  cmake --install "$source/build"
}

zlib() {
  (cd "$sources"/zlib-* && ./configure --static --prefix="$folder" && make libz.a && make install)
}
jpeg() { by_cmake 'libjpeg-turbo-*' -DENABLE_SHARED=OFF -DWITH_SIMD=OFF -DWITH_TURBOJPEG=OFF; }
png() { by_cmake 'libpng1.6-*' -DPNG_SHARED=OFF -DPNG_TESTS=OFF -DPNG_HARDWARE_OPTIMIZATIONS=OFF; }
webp() {
  by_cmake 'libwebp-*' -DWEBP_BUILD_ANIM_UTILS=OFF -DWEBP_BUILD_CWEBP=OFF \
    -DWEBP_BUILD_DWEBP=OFF -DWEBP_BUILD_GIF2WEBP=OFF -DWEBP_BUILD_IMG2WEBP=OFF \
    -DWEBP_BUILD_VWEBP=OFF -DWEBP_BUILD_WEBPINFO=OFF -DWEBP_BUILD_EXTRAS=OFF
}
tiff() {
  by_cmake 'tiff-*' -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF \
    -Djbig=OFF -Dlerc=OFF -Dlzma=OFF -Dzstd=OFF -Dlibdeflate=OFF -Dwebp=OFF -Dcxx=OFF
}

declare -A debian_names=([zlib]=zlib [jpeg]=libjpeg-turbo [png]=libpng1.6 [webp]=libwebp
  [tiff]=tiff)

# A process for each library, since bash ignores `set -e` in what an `if` tests.
if [[ -n ${2:-} ]]; then
  rm -rf "$sources/${debian_names[$2]}"*
  source_packages "${debian_names[$2]}"
  "$2"
  exit
fi
for library in zlib jpeg png webp tiff; do
  [[ -f $folder/.$library ]] && continue
  echo "Building $library for the fuzzer" >&2
  if ! bash "$0" "$folder" "$library" >"$folder/$library.log" 2>&1; then
    tail -n 20 "$folder/$library.log" >&2
    echo "$library could not be built: see $folder/$library.log" >&2
    exit 1
  fi
  touch "$folder/.$library"
done

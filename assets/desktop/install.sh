#!/bin/sh
# install.sh            installs ConvLens for you alone, with its menu entry: into ~/.local
# install.sh --remove   takes it away again
# The program also runs where it was unpacked: bin/convlens.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/convlens
command=$HOME/.local/bin/convlens

# What the desktop knows of programs and of kinds of files, where it has the tools for it.
refresh() {
  command -v update-desktop-database >/dev/null && update-desktop-database -q "$data/applications" || true
  command -v update-mime-database >/dev/null && update-mime-database "$data/mime" || true
  command -v gtk-update-icon-cache >/dev/null && gtk-update-icon-cache -qtf "$data/icons/hicolor" || true
}

remove() {
  rm -rf "$program"
  rm -f "$command" "$data/applications/convlens.desktop" "$data/mime/packages/convlens-session.xml" \
    "$data"/icons/hicolor/*/apps/convlens.png "$data/icons/hicolor/scalable/apps/convlens.svg"
}

if [ "${1:-}" = --remove ]; then
  remove
  refresh
  echo "ConvLens is removed."
  exit
fi

remove
mkdir -p "$program" "$(dirname "$command")" "$data/applications" "$data/mime/packages" "$data/icons"
cp -R "$here/bin" "$here/lib" "$here/share/doc/convlens" "$program/"
ln -s "$program/bin/convlens" "$command"
cp -R "$here/share/icons/hicolor" "$data/icons/"
cp "$here/share/mime/packages/convlens-session.xml" "$data/mime/packages/"
sed "s|^Exec=convlens|Exec=\"$program/bin/convlens\"|" "$here/share/applications/convlens.desktop" \
  >"$data/applications/convlens.desktop"
refresh
echo "ConvLens is in your menu, and at $command."

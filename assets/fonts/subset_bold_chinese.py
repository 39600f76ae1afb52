#!/usr/bin/python3
"""Makes NotoSansSC-Bold.otf, the bold face of Chinese headings, out of Debian's fonts-noto-cjk.

Needs python3-fonttools. It has the characters of our own texts and, so that new texts rarely need
a new font, the 3755 of GB 2312's first level; the program takes others from the system's face.
Run it from anywhere: assets/fonts/subset_bold_chinese.py
"""

import pathlib

from fontTools import subset

ASSETS = pathlib.Path(__file__).resolve().parent.parent
SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
SIMPLIFIED = 2  # of the faces in the collection: JP, KR, SC, TC, HK


def is_chinese(character):
    return ord(character) >= 0x2E80


def characters():
    texts = "".join(file.read_text(encoding="utf-8") for file in ASSETS.glob("**/*.json"))
    first_level = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    common = "".join(code.decode("gb2312", errors="ignore") for code in first_level)
    return {character for character in texts + common if is_chinese(character)}


def main():
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    options.font_number = SIMPLIFIED
    font = subset.load_font(SOURCE, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters()])
    subsetter.subset(font)
    subset.save_font(font, ASSETS / "fonts" / "NotoSansSC-Bold.otf", options)


if __name__ == "__main__":
    main()

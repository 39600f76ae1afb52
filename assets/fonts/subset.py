#!/usr/bin/python3
"""Makes the fonts of this folder, parts of the faces in Debian's packages ([fonts] in packages.txt).

Run it from anywhere, on Debian 12, when a text needs a character that they do not have:
assets/fonts/subset.py. The same packages give the same bytes.

Latin faces have the letters of European languages, Greek, arrows and mathematical signs. Chinese
ones have the characters of our own texts and, so that file names and pasted texts show, the 3755
of GB 2312's first level; the regular one has kana and full-width forms, too.
"""

import pathlib

from fontTools import subset

FONTS = pathlib.Path(__file__).resolve().parent
ROOT = FONTS.parent.parent
SYSTEM = pathlib.Path("/usr/share/fonts")
BEYOND_FIRST_LEVEL = "叨橘筝蜓蜻"  # of the 2500 characters that Dear ImGui counts as common
CHINESE_FROM = 0x2E80  # the first code of CJK radicals; all of Latin and of the signs is below

INTER = SYSTEM / "opentype" / "inter"
DEJAVU = SYSTEM / "truetype" / "dejavu"
DROID = SYSTEM / "truetype" / "droid" / "DroidSansFallbackFull.ttf"
NOTO_REGULAR = SYSTEM / "opentype" / "noto" / "NotoSansCJK-Regular.ttc"
NOTO_BOLD = SYSTEM / "opentype" / "noto" / "NotoSansCJK-Bold.ttc"
NOTO_SIMPLIFIED = 2  # of the faces in the collection: JP, KR, SC, TC, HK


def codes_of_texts():
    files = [*ROOT.glob("assets/**/*.json"), *ROOT.glob("src/**/*.cpp"), *ROOT.glob("src/**/*.h")]
    return {ord(character) for file in files for character in file.read_text(encoding="utf-8")}


def common_chinese():
    rows = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    first_level = "".join(code.decode("gb2312", "ignore") for code in rows)
    return {ord(character) for character in first_level + BEYOND_FIRST_LEVEL}


def codes(*ranges):
    """Of ranges written as (first, last)."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def make(source, name, wanted, number=0):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]  # with its copyright and licence
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    options.font_number = number
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    subset.save_font(font, FONTS / name, options)
    print(f"{name}: {len(font.getBestCmap())} characters, {(FONTS / name).stat().st_size} bytes")


def main():
    texts = codes_of_texts()
    latin = {code for code in texts if code < CHINESE_FROM} | codes(
        (0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2000, 0x206F), (0x2190, 0x22FF)
    )
    chinese = {code for code in texts if code >= CHINESE_FROM} | common_chinese()
    for weight in ("Regular", "SemiBold", "Bold"):
        make(INTER / f"Inter-{weight}.otf", f"Inter-{weight}.otf", latin)
    for face in ("DejaVuSansMono", "DejaVuSans"):
        make(DEJAVU / f"{face}.ttf", f"{face}.ttf", latin)
    kana_and_full_width = codes((0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF00, 0xFFEF))
    make(DROID, "DroidSansFallback.ttf", chinese | kana_and_full_width)
    make(NOTO_BOLD, "NotoSansSC-Bold.otf", chinese, NOTO_SIMPLIFIED)
    # Droid's stand in the middle of their squares, as in Taiwan; these where the bold ones do.
    punctuation = codes((0x3001, 0x3002), (0x3008, 0x3011), (0xFF01, 0xFF01), (0xFF08, 0xFF09),
                        (0xFF0C, 0xFF0C), (0xFF1A, 0xFF1B), (0xFF1F, 0xFF1F))
    make(NOTO_REGULAR, "NotoSansSC-Punctuation.otf", punctuation, NOTO_SIMPLIFIED)


if __name__ == "__main__":
    main()

"""Bytes to text: by their byte-order mark, as UTF-8 where they are, as they or their server say, by their look."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from charset_normalizer import from_bytes

# what browsers read for these names (the Encoding Standard)
_READ_AS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **{"iso-8859-9": "cp1254", "iso-8859-11": "cp874", "big5": "big5hkscs", "unicode": "utf-16"},
}
_WIDE = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_SAMPLE_BYTES = 16_384
# a UTF-8 text with a broken byte here and there is still UTF-8
_MOST_BROKEN = 0.05


def decode(raw: bytes, said: Iterable[str] = ()) -> tuple[str, str]:
    """The text of ``raw`` and the encoding it was read in; ``said`` are the names that the document or its server gave.

    ``decode(b"caf\\xe9", ["iso-8859-1"])`` gives "café", "cp1252". Never raises: what cannot be read becomes U+FFFD.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    wide = _WIDE.get(raw[:2])
    names = [*([wide] if wide else ["utf-8-sig"]), *(known for name in said if (known := _known(name)))]
    for name in names:
        try:
            return raw.decode(name), name.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    name = names[1] if len(names) > 1 else _likely(raw)
    return raw.decode(name, errors="replace"), name


def _known(name: str) -> str:
    """The codec for an encoding's name, empty for an unknown one or one that is no encoding of text."""
    name = _READ_AS.get(name.strip().lower(), name.strip())
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text: bool = getattr(codec, "_is_text_encoding", True)
    return (
        codec.name if is_text and codec.name not in ("idna", "punycode", "unicode_escape", "raw_unicode_escape") else ""
    )


def _likely(raw: bytes) -> str:
    high = sum(byte > 127 for byte in raw[:_SAMPLE_BYTES])
    broken = raw[:_SAMPLE_BYTES].decode("utf-8", errors="replace").count("\ufffd")
    if broken <= _MOST_BROKEN * high:
        return "utf-8"
    best = from_bytes(raw[:_SAMPLE_BYTES]).best()
    return (best and _known(best.encoding)) or "cp1252"

"""QR codes: printed on papers, and read from photos and scans of them."""

import io
import zlib
from collections.abc import Iterator
from typing import IO

import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

from congress.files import pdfs

MOST_PIXELS = 40_000_000
MOST_PICTURES = 12  # of one PDF that are looked at
LONGEST_SIDE = 3500


def picture_of(text: str) -> bytes:
    """A PNG of the code that says so, with its quiet border."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=6, border=4)
    code.add_data(text)
    code.make(fit=True)
    output = io.BytesIO()
    code.make_image().save(output, "PNG")
    return output.getvalue()


def texts_in(content: IO[bytes]) -> list[str]:
    """What the QR codes on a photo, or on the pages of a scan, say, each once; nothing where none can be read.

    Args:
        content: a picture or PDF that was found harmless before (congress.files).
    """
    content.seek(0)
    raw = content.read()
    content.seek(0)
    found: dict[str, None] = {}
    for picture in _pictures(raw):
        found |= dict.fromkeys(code.text for code in _read(picture))
    return list(found)


def _read(picture: Image.Image) -> list[zxingcpp.Barcode]:
    picture = picture.convert("L")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)))


def _pictures(raw: bytes) -> Iterator[Image.Image]:
    """The picture itself, or those that the pages of a PDF consist of where a scanner wrote them plainly."""
    if not raw.startswith(b"%PDF-"):
        yield from _opened(raw)
        return
    for number, (dictionary, stream) in enumerate(pdfs.pictures(raw)):
        if number == MOST_PICTURES:
            return
        if b"/DCTDecode" in dictionary:
            yield from _opened(stream)
        elif b"/FlateDecode" in dictionary:
            yield from _unpacked(dictionary, stream)


def _opened(raw: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(raw), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height <= MOST_PIXELS:
                picture.load()
                yield picture
    except Exception:  # whatever a broken picture makes a decoder raise: then there is no code on it
        return


def _unpacked(dictionary: bytes, stream: bytes) -> Iterator[Image.Image]:
    """Grey, coloured or black and white pixels, packed without a predictor."""
    wide, high = pdfs.number_in(dictionary, b"Width"), pdfs.number_in(dictionary, b"Height")
    bits, predictor = pdfs.number_in(dictionary, b"BitsPerComponent"), b"/Predictor" in dictionary
    if predictor or not wide or not high or wide * high > MOST_PIXELS:
        return
    mode, size = {
        (1, False): ("1", (wide + 7) // 8 * high),
        (8, False): ("L", wide * high),
        (8, True): ("RGB", wide * high * 3),
    }.get((bits, b"/DeviceRGB" in dictionary), ("", 0))
    try:
        pixels = zlib.decompressobj().decompress(stream, size) if mode else b""
    except zlib.error:
        return
    if mode and len(pixels) == size:
        yield Image.frombytes(mode, (wide, high), pixels)

"""Photos written anew: upright, of a sensible size, without place, camera or anything hidden behind the picture."""

import io
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # an A4 sheet at 220 dots an inch
SMALL = (320, 240)  # in a list: half a telephone's width, sharp
FORMATS = ["JPEG", "PNG", "WEBP"]
DAMAGED = "照片已损坏，请重新拍摄或另存为 JPG 后再传"
TOO_LARGE = "照片超过4000万像素，请在手机相机里改用普通分辨率，或缩小后再传"


def rewritten(upload: IO[bytes]) -> tuple[IO[bytes], str]:
    """The first picture of the file, encoded afresh, and its format: "PNG" for a PNG, otherwise "JPEG".

    The size is asked of the header before a single pixel is unpacked.

    Raises:
        ValidationError: too many pixels, or not a whole picture.
    """
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(TOO_LARGE)
            form = "PNG" if image.format == "PNG" else "JPEG"
            return _encoded(_upright(image), form), form
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_LARGE) from error
    except Exception as error:  # whatever a broken or lying picture makes a decoder raise
        raise ValidationError(DAMAGED) from error


def small(content: IO[bytes]) -> IO[bytes]:
    """A JPEG of `SMALL` pixels, cut to shape from the middle of a photo that was written anew before.

    Raises:
        OSError: and what else a picture that is none makes its reader raise.
    """
    with Image.open(content, formats=FORMATS) as image:
        image.draft("RGB", (SMALL[0] * 2, SMALL[1] * 2))
        output = io.BytesIO()
        ImageOps.fit(_on_white(image), SMALL).save(output, "JPEG", quality=70)
        return output


def _upright(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked at no more than needed
    image.load()
    if image.mode == "P":
        image = image.convert("RGBA")
    elif image.mode.startswith("I"):
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return image


def _encoded(image: Image.Image, form: str) -> IO[bytes]:
    """The pixels alone are copied: no EXIF, comments, profiles or text chunks go along."""
    if form == "JPEG":
        image = _on_white(image)
    elif image.mode not in ("1", "L", "LA", "RGB", "RGBA"):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    output = io.BytesIO()
    bare.save(output, form, **({"quality": 85} if form == "JPEG" else {}))
    return output


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.mode:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")

"""Prints the words of the PDF on its standard input, page after page: run as a script, because a hostile file may take
all the time and memory that it gets.

words_of_pdf.py MOST: so many characters at most. The portal is not imported; who started it reads what came, even
when it was stopped.
"""

import io
import logging
import resource
import sys

MEGABYTE = 1024 * 1024
MEMORY, SECONDS = 768 * MEGABYTE, 20
MOST_PAGES = 200


def main(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)  # what is odd about the file is of no use to anybody here
    from pypdf import PdfReader

    left = most
    for page in PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages[:MOST_PAGES]:
        text = page.extract_text()[:left]
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "ignore"))
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""承诺: from the lines of a reply to a promise that is kept, failed or carried into the next term."""

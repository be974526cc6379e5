"""签发前检查: what is wrong with a reply, found before it is signed, each fault named once."""

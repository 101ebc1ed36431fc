"""Words of one syllable, without Django: errors, ids, paths, geodesy."""

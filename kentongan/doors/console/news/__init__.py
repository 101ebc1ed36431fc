"""Where the press office works: releases on their way, and the house style."""

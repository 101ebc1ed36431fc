"""The shell: the app's one page, its service worker and its manifest, without data."""

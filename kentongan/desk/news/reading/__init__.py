"""Reads reports and releases written as free text into `kentongan.visit/1`."""

from kentongan.desk.news.reading.reader import Reading, read

__all__ = ["Reading", "read"]

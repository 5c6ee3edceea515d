"""Reads all cells of a workbook, or writes them again, with openpyxl: in memory, or as a stream."""
import sys

import openpyxl

what, how, source, target = sys.argv[1:5]
is_stream = how == "stream"
book = openpyxl.load_workbook(source, read_only=is_stream)
cells = {sheet.title: [row for row in sheet.iter_rows(values_only=True)] for sheet in book}
if what == "write":
    # Reading is taken off by whoever measures.
    book = openpyxl.Workbook(write_only=is_stream)
    for name, rows in cells.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(target)

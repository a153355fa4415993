"""The Parquet files beside this one: one recording of two hosts, with the types and encodings of other programs.

Made with pyarrow 21 or later: python make.py
"""

import datetime as dt
import decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

HOST = ["a", "a", "b", "b"]
START, END = [0.0, 100, 0, 50], [60.0, 160, 40, 90]


def write(name, columns, **options):
    pq.write_table(pa.table(columns), name + ".parquet", **options)


def recording(name, host=None, start=None, end=None, **options):
    host = pa.array(HOST) if host is None else host
    start = pa.array(START) if start is None else start
    end = pa.array(END) if end is None else end
    write(name, dict(host=host, start=start, end=end), **options)


def whole(kind, numbers):
    return pa.array([int(x) for x in numbers], kind)


def moments(numbers, zone=None, unit="us"):
    first = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc if zone else None)
    return pa.array([first + dt.timedelta(seconds=x) for x in numbers], pa.timestamp(unit, zone))


decimals = lambda numbers, kind: pa.array([decimal.Decimal(str(int(x))) for x in numbers], kind)

# Numbers of every width, and names of every kind.
recording("int8", start=whole(pa.int8(), START), end=whole(pa.uint8(), END))
recording("int16", whole(pa.int16(), [1, 1, 2, 2]), whole(pa.int16(), START), whole(pa.uint16(), END))
recording("int32", whole(pa.uint64(), [2**63 + 1] * 2 + [2**63] * 2), whole(pa.int32(), START), whole(pa.uint32(), END))
recording("int64", pa.array(HOST, pa.large_string()), whole(pa.int64(), START), whole(pa.uint64(), END))
recording("half", start=pa.array(np.array(START, np.float16)), end=pa.array(np.array(END, np.float32)))
recording("decimal", start=decimals(START, pa.decimal128(9, 3)), end=decimals(END, pa.decimal256(50, 2)))
recording("short_decimal", pa.array([1.5, 1.5, 2.0, 2.0]), decimals(START, pa.decimal128(9, 3)), decimals(END, pa.decimal128(18, 2)), store_decimal_as_integer=True)
recording("dictionary", pa.array(HOST).dictionary_encode(), pa.array(START).dictionary_encode())
recording("missing", pa.array(["a", "a", None, "b"]), pa.array([0.0, float("nan"), 0, None]))

# Times of every kind.
recording("moments", start=moments(START), end=moments(END, unit="ns"))
recording("zoned", start=moments(START, "Europe/Sofia", "ms"), end=moments(END, "UTC", "s"))
recording("mixed", start=moments(START), end=moments(END, "UTC"))
recording("old", start=moments(START, unit="ns"), end=moments(END, unit="ns"), use_deprecated_int96_timestamps=True)
recording("clock", start=pa.array([int(x) * 1000 for x in START], pa.time32("ms")), end=pa.array([int(x) * 10**9 for x in END], pa.time64("ns")))
recording("since", start=pa.array([dt.timedelta(seconds=x) for x in START]), end=pa.array([dt.timedelta(seconds=x) for x in END]))
days = [dt.date(2026, 1, d) for d in (1, 3, 1, 5)], [dt.date(2026, 1, d) for d in (2, 4, 3, 9)]
recording("days", start=pa.array(days[0]), end=pa.array(days[1], pa.date64()))
write("lengths", dict(length=pa.array([dt.timedelta(hours=h) for h in (2.5, 3, 0.5)], pa.duration("ns")), ended=pa.array([True, True, False])))

# Encodings and codecs.
text = dict(use_dictionary=False, column_encoding=dict(host="DELTA_BYTE_ARRAY", start="DELTA_BINARY_PACKED", end="BYTE_STREAM_SPLIT"))
recording("delta", pa.array(["one host", "one host", "one house", "one house"]), whole(pa.int64(), START), **text)
text = dict(use_dictionary=False, column_encoding=dict(host="DELTA_LENGTH_BYTE_ARRAY"), data_page_version="2.0")
recording("second_page", **text, compression="gzip", write_page_checksum=True)
recording("brotli", compression="brotli", write_page_checksum=True)
recording("zstd", compression="zstd")
recording("lz4", compression="lz4")
recording("bare", compression="none", row_group_size=3)

# What cannot be read as numbers.
write("nested", dict(host=pa.array(HOST), start=pa.array([dict(a=1)] * 4), end=pa.array([[1.0]] * 4)))

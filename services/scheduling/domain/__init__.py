"""The rules of meetings, reserve dates, series and attendance: plain values in, plain values out."""

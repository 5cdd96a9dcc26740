"""What can a handful of answers carry? Arrays in, a frozen result out, nothing rounded.

A sample that is too small for a statistic raises an error of `balint.errors`. A sample that is
large enough but does not determine the statistic (no variance, everything tied) gives an
`Undefined` with its reason, so that a figure can say what cannot be said. No result holds a NaN.
"""

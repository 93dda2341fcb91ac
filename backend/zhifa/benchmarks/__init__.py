"""Discretion benchmarks 裁量基准: the model as data, the calculator, the library and its linter."""

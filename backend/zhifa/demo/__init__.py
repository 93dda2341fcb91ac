"""The demo city: invented people and shops in Yuncheng's real divisions, the same on every machine.

Everything in it is marked ``demo`` and the screens say 演示数据,不作执法依据. ``world`` makes the rows from a
seed, ``load`` writes them, ``accounts`` tells who may log in.
"""

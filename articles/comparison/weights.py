"""How much each piece of evidence (evidence.py) counts, on the log-odds scale.

Fitted by penalised logistic regression on pairs of hand-grouped numbers of 35 news events, on pairs of parts of figures,
and on look-alike pairs of different events; every event weighs alike, checked by leaving whole events out. A piece whose
fitted sign contradicted its meaning was left out. Refit when evidence.py changes.
"""

from collections.abc import Mapping

BIAS = -4.43
WEIGHTS: Mapping[str, float] = {
    "same value": 3.98,
    "distance of values": -3.93,
    "digits of the same value": 2.85,
    "same topic": 2.47,
    "agreeing value": 2.39,
    "near words": 1.86,
    "other action": -1.71,
    "same sentence": -1.37,
    "other kind": -1.28,
    "same owner": 1.21,
    "of percent": -1.19,
    "other owner": -1.02,
    "both part": 0.99,
    "of unlike things": 0.88,
    "other place": -0.87,
    "same article": -0.83,
    "one kind": -0.81,
    "same counted": 0.77,
    "same action": 0.76,
    "same names": 0.72,
    "of things": 0.65,
    "other head": -0.57,
    "nothing said alike": -0.56,
    "both trend": 0.55,
    "one action": -0.54,
    "one per": -0.50,
    "same period": 0.47,
    "of measured": -0.39,
    "of money": 0.39,
    "one trend": -0.38,
    "sentence words": 0.36,
    "one part": -0.35,
    "of people": -0.33,
    "one more": -0.30,
    "both more": 0.25,
    "one planned": -0.15,
    "one past": -0.13,
    "same numbers": 0.13,
    "same first counted": 0.13,
    "no common name": -0.11,
    "both change": 0.10,
}

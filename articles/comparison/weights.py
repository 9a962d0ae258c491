"""How much each piece of evidence (evidence.py) counts, on the log-odds scale.

Fitted by penalised logistic regression on pairs of hand-grouped numbers of 35 news events, on pairs of parts of figures,
and on look-alike pairs of different events; every event weighs alike, checked by leaving whole events out. A piece whose
fitted sign contradicted its meaning was left out. Refit when evidence.py changes.
"""

from collections.abc import Mapping

BIAS = -2.70
WEIGHTS: Mapping[str, float] = {
    "distance of values": -4.05,
    "digits of the same value": 2.91,
    "same topic": 2.72,
    "near words": 2.62,
    "other value": -2.44,
    "same value": 2.24,
    "other owner": -2.04,
    "other kind": -1.57,
    "of percent": -1.48,
    "both part": 1.38,
    "same numbers": 1.37,
    "other head of things": -1.30,
    "one kind": -1.28,
    "same owner": 1.24,
    "other head of people": -1.11,
    "one part": -0.97,
    "other head of money": -0.94,
    "of things": 0.89,
    "other place": -0.88,
    "same article": -0.81,
    "same toll": 0.68,
    "no common name": -0.54,
    "same action": 0.49,
    "one per": -0.46,
    "distance of tolls": -0.44,
    "person and thing": -0.41,
    "sentence words": 0.40,
    "same names": 0.39,
    "same counted": 0.38,
    "other action": -0.37,
    "both trend": 0.37,
    "one trend": -0.35,
    "of money": 0.35,
    "said words": 0.33,
    "of unlike things": 0.32,
    "both change": 0.32,
    "other head, named by the other": -0.27,
    "other value of a toll": 0.25,
    "same period": 0.22,
    "agreeing value": 0.19,
    "both more": 0.14,
    "one past": -0.14,
    "of measured": -0.11,
    "other head of percent": -0.09,
    "one action": -0.08,
}

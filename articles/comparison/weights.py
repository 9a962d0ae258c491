"""How much each piece of evidence (evidence.py) counts, on the log-odds scale.

Fitted by penalised logistic regression on pairs of hand-grouped numbers of 35 news events, on pairs of parts of figures,
and on look-alike pairs of different events; every event weighs alike, checked by leaving whole events out. A piece whose
fitted sign contradicted its meaning was left out. Refit when evidence.py changes.
"""

from collections.abc import Mapping

BIAS = -4.48
WEIGHTS: Mapping[str, float] = {
    "same topic": 4.11,
    "distance of values": -3.27,
    "digits of the same value": 2.67,
    "other value": -2.47,
    "same value": 2.36,
    "other owner": -2.09,
    "same numbers": 1.75,
    "both part": 1.48,
    "other head of people": -1.38,
    "of percent": -1.38,
    "other kind": -1.30,
    "near words": 1.29,
    "same toll": 1.25,
    "same owner": 1.17,
    "other head of things": -1.07,
    "other place": -0.99,
    "one part": -0.93,
    "both trend": 0.93,
    "of things": 0.92,
    "weeks apart": -0.90,
    "same counted": 0.90,
    "one kind": -0.82,
    "sentence words": 0.80,
    "person and thing": -0.80,
    "same article": -0.79,
    "said words": 0.73,
    "other head of money": -0.65,
    "distance of tolls": -0.59,
    "same period": 0.55,
    "other action": -0.53,
    "other toll": -0.49,
    "same names": 0.46,
    "of money": 0.44,
    "one trend": -0.41,
    "no common name": -0.31,
    "one head": -0.27,
    "one per": -0.26,
    "other head of percent": -0.26,
    "other head, named by the other": -0.22,
    "one past": -0.19,
    "of measured": 0.12,
    "same action": 0.11,
    "agreeing value": 0.11,
    "other value of a toll": -0.07,
    "of unlike things": -0.05,
}

"""How much each piece of evidence (evidence.py) counts, on the log-odds scale.

Most were fitted by penalised logistic regression on pairs of hand-grouped numbers of 35 news events; pieces whose fitted
sign contradicted their meaning were left out. The later ones, from "tolls far apart" on, are set by hand in half steps and kept
only where the scores of whole figures rose however any one event was left out. REFUSED is what a pair that cannot be compared
counts in the mean of two clusters: one odd sentence does not keep a figure apart.
"""

from collections.abc import Mapping

BIAS = -4.24
REFUSED = -3.0
WEIGHTS: Mapping[str, float] = {
    "distance of values": -3.03,
    "same value": 2.99,
    "same topic": 2.82,
    "digits of the same value": 2.21,
    "other owner": -2.16,
    "other value": -1.94,
    "same numbers": 1.79,
    "both part": 1.56,
    "other head of people": -1.44,
    "of percent": -1.43,
    "other kind": -1.33,
    "same owner": 1.22,
    "near words": 1.19,
    "sentence words": 1.17,
    "same toll": 1.47,
    "weeks apart": -1.07,
    "same counted": 1.01,
    "other head of things": -0.92,
    "of things": 0.90,
    "one part": -0.85,
    "person and thing": -0.80,
    "both trend": 0.76,
    "same names": 0.74,
    "same article": -0.72,
    "agreeing value": 0.65,
    "other head of money": -0.64,
    "same qualifiers": 0.57,
    "other action": -0.56,
    "said words": 0.55,
    "of money": 0.55,
    "one kind": -0.49,
    "same period": 0.44,
    "both additional": 0.38,
    "one per": -0.36,
    "other toll": -0.32,
    "moving toll": -0.30,
    "tolls far apart": -3.00,
    "same digits": 1.00,
    "other number of one thing": 1.00,
    "same small number": -1.00,
    "small number of unlike things": -2.00,
    "small number of other things": -1.50,
    "same share of other things": -1.00,
    "other direction": -1.50,
    "no noun": -0.50,
    "one doer": -3.00,
    "two numbers of one article": -1.00,
    "other qualifiers": -0.29,
    "one past": -0.20,
    "other head of percent": -0.17,
    "no common name": -0.16,
    "same action": 0.16,
    "one head": -0.15,
    "other head, named by the other": -0.09,
}

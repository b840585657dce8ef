"""What every feature has: a kind of the vocabulary, and parameters of its own or none."""

from govrules.rulebook import vocabulary as words
from govrules.rulebook.fields import FeatureKind
from govrules.rulebook.schema import Element, Frozen


class Nothing(Frozen):
    """A feature without parameters."""


class Feature(Element):
    """A behaviour that is none of the five."""

    lexicon = words.FEATURES
    kind: FeatureKind | None = None
    params: Nothing = Nothing()

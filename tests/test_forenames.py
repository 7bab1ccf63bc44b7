"""Stand-ins for names that the tagger takes for other words."""

from kg.forenames import misread


def test_surname_tagged_as_verb_has_a_stand_in_behind_its_forename() -> None:
    words = "Otieno Were wrote . They were late . Were they ?".split()
    tags = "NNP VBD VBD . PRP VBD JJ . VBD PRP .".split()
    assert misread(words, tags)[:3] == ["Otieno", "Smith", "wrote"]
    assert misread(words, tags)[8] == "Were"


def test_forename_tagged_as_adjective_has_one_everywhere() -> None:
    words = "Leyla left . Leyla Berg wrote .".split()
    read = misread(words, "JJ VBD . NNP NNP VBD .".split())
    assert read == ["Anna", "left", ".", "Anna", "Berg", "wrote", "."]


def test_names_that_are_read_as_names_stay() -> None:
    words = "Leyla Berg wrote .".split()
    assert misread(words, "NNP NNP VBD .".split()) == words


def test_verb_of_a_headline_is_no_surname() -> None:
    words = "Anna Meets Karl Lind".split()
    assert misread(words, "NNP VBZ NNP NNP".split()) == words

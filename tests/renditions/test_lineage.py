from briefs.renditions.lineage import Line, Link, Step, earlier_words, later_words, trace

LINKS = [
    Link("b", "narrows", "a"),
    Link("c", "reiterates", "b"),
    Link("d", "narrows", "a"),
    Link("a2", "reiterates", "a"),
    Link("e", "replaces", "b"),
]


def test_line_leads_back_and_on_the_nearest_first() -> None:
    line = trace("b", LINKS)

    assert line.earlier == (Step("a", "narrows", "b"),)
    assert line.later == (Step("c", "reiterates", "b"), Step("e", "replaces", "b"))
    assert trace("c", LINKS).earlier == (Step("b", "reiterates", "c"), Step("a", "narrows", "b"))


def test_same_demand_is_asked_by_what_reiterates_it_and_by_what_it_goes_back_to() -> None:
    assert trace("b", LINKS).asking == {"a", "a2", "c"}
    assert trace("a", LINKS).asking == {"a2", "b", "c", "d"}


def test_two_that_narrow_a_third_do_not_ask_the_same() -> None:
    assert "d" not in trace("b", LINKS).asking


def test_what_was_replaced_is_no_longer_asked() -> None:
    assert trace("e", LINKS).asking == frozenset()
    assert [step.key for step in trace("e", LINKS).earlier] == ["b", "a"]


def test_what_is_linked_to_nothing_has_no_line() -> None:
    assert trace("z", LINKS) == Line((), (), frozenset())


def test_links_in_a_circle_end() -> None:
    circle = [Link("a", "narrows", "b"), Link("b", "narrows", "a")]

    assert [step.key for step in trace("a", circle).earlier] == ["b"]
    assert trace("a", circle).asking == {"b"}


def test_words_say_how_each_stands_to_the_next() -> None:
    texts = {"b": "Fund independent newsrooms for three budget years and say so."}
    (near, far), (later,) = trace("c", LINKS).earlier, trace("a2", [Link("x", "strengthens", "a2")]).later

    assert earlier_words(near, "c", texts) == "Reiterated by this one"
    assert earlier_words(far, "c", texts) == "Narrowed by “Fund independent newsrooms for three budget years and …”"
    assert later_words(later, "a2", texts) == "Strengthens this one"

"""Imports what `bazaar course export` writes, with readers that are not ours: python questions.py FOLDER.

FOLDER has lab.xml (Moodle), lab.zip (QTI 2.1) and gift.json, which .ci/gift.js read from GIFT. pyslet reads the package
and its items, which it holds to the content model of QTI 2.1, and runs their response processing; qti_convert takes the package over to
QTI 3; moodle_xml_parser reads what Moodle would. Then all answers are scored by each, and must have the same points.
"""

import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import moodle_xml_parser.parser as moodle_parser
import pyslet.imscpv1p2 as packaging
import pyslet.qtiv2.xml as qti
from pyslet.qtiv2 import variables
from qti_convert import upgrade_package

# question/engine/bank.php of Moodle: an answer with another fraction is refused.
FRACTIONS = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}
folder = Path(sys.argv[1])


def moodle_questions():
    """The questions by name, and every rule that Moodle's importer has for their kind."""
    data = (folder / "lab.xml").read_bytes()
    root = ElementTree.fromstring(data)
    assert root.tag == "quiz"
    found, category = {}, None
    for question in root.findall("question"):
        kind = question.get("type")
        if kind == "category":
            category = question.findtext("category/text")
            assert category.startswith("$course$/top/"), category
            continue
        assert category and kind in {"numerical", "multichoice", "essay"}, kind
        name = question.findtext("name/text")
        assert name and question.findtext("questiontext/text") and float(question.findtext("defaultgrade")) >= 0
        fractions = [float(answer.get("fraction")) for answer in question.findall("answer")]
        assert set(fractions) <= FRACTIONS, fractions
        # No question without an answer that has all points, but an essay.
        assert kind == "essay" or max(fractions) == 100, name
        identifier = question.findtext("idnumber")
        assert identifier not in found, f"{identifier} twice"
        found[identifier] = question
    read = moodle_parser.parse_bytes(data)
    choices = [question for question in found.values() if question.get("type") == "multichoice"]
    assert len(read["multichoice"]) == len(choices) > 0
    for theirs, ours in zip(read["multichoice"], choices):
        assert len(theirs.options) == len(ours.findall("answer")) and theirs.single
    return found


def moodle_score(question, response):
    """What Moodle gives: the first answer that fits."""
    for answer in question.findall("answer"):
        text = answer.findtext("text")
        if text == "*" or abs(float(text) - response) <= float(answer.findtext("tolerance")) + 1e-9:
            return float(answer.get("fraction")) / 100 * float(question.findtext("defaultgrade"))
    return 0.0


def qti_items():
    """The items of the package, read and held to the content model."""
    package = packaging.ContentPackage(str(folder / "lab.zip"))
    resources = package.manifest.root.Resources.Resource
    items = {}
    with zipfile.ZipFile(folder / "lab.zip") as archive:
        assert archive.testzip() is None
        for resource in resources:
            assert resource.type == "imsqti_item_xmlv2p1"
            document = qti.QTIDocument()
            with archive.open(str(resource.href)) as source:
                document.read(src=source)
            items[document.root.identifier] = document.root
    package.close()
    upgraded = upgrade_package(str(folder / "lab.zip"), str(folder / "qti3.zip"))
    assert upgraded is not None
    with zipfile.ZipFile(folder / "qti3.zip") as archive:
        three = [name for name in archive.namelist() if name.startswith("items/")]
        assert len(three) == len(items), three
        assert all(b"qti-assessment-item" in archive.read(name) for name in three)
    return items


def qti_score(item, response):
    """What the item's own response processing gives."""
    state = variables.ItemSessionState(item)
    state.begin_session()
    state["RESPONSE"].set_value(response)
    item.ResponseProcessing.run(state)
    return state["SCORE"].value


def main():
    moodle, items = moodle_questions(), qti_items()
    gift = [one for one in json.loads((folder / "gift.json").read_text()) if one["type"] != "Category"]
    assert moodle.keys() == items.keys(), moodle.keys() ^ items.keys()
    assert len(gift) == len(moodle)
    scored = 0
    for theirs, (identifier, question) in zip(gift, moodle.items()):
        answers, item = question.findall("answer"), items[identifier]
        if question.get("type") == "numerical":
            fixed = [answer for answer in answers if answer.findtext("text") != "*"]
            for answer in fixed:
                middle, tolerance = float(answer.findtext("text")), float(answer.findtext("tolerance"))
                for response in (middle, middle - 0.9 * tolerance, middle + 1.1 * tolerance + 1e-6, -1e9):
                    assert abs(moodle_score(question, response) - qti_score(item, response)) < 1e-4, identifier
                    scored += 1
            if fixed:
                assert theirs["type"] == "Numerical", theirs
                for one, answer in zip(theirs["choices"], fixed):
                    assert one["text"]["number"] == float(answer.findtext("text"))
                    assert one["text"]["range"] == float(answer.findtext("tolerance"))
                    told = one["feedback"]["text"] if one["feedback"] else ""
                    assert told == (answer.findtext("feedback/text") or ""), told
            else:
                # A prediction: any number has all points.
                assert moodle_score(question, 7.0) == qti_score(item, 7.0) > 0
        elif question.get("type") == "multichoice":
            shown = [choice["text"]["text"] for choice in theirs.get("choices", [])]
            assert not shown or shown == [answer.findtext("text") for answer in answers], shown
            for place, answer in enumerate(answers, start=1):
                # Moodle knows some shares only, and the nearest is taken.
                points = float(question.findtext("defaultgrade"))
                expected = float(answer.get("fraction")) / 100 * points
                assert abs(expected - qti_score(item, f"choice-{place}")) <= 0.05 * points, identifier
                scored += 1
        else:
            assert theirs["type"] == "Essay" and not item.ResponseProcessing
    assert scored > 50, scored
    print(f"{len(moodle)} questions were imported from three formats, {scored} answers scored alike")


main()

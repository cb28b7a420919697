"""The drawn plan, laid in the tiny atlas."""

import io

import pytest
from PIL import Image

from invented import Shown, with_overlay
from mapper.folder.load import read
from mapper.picture.overlays import laid
from mapper.problems import errors


@pytest.fixture
def lay(harbour):
    """The plan, laid in the tiny atlas as an entry and files beside it say."""

    def laid_as(*args, **beside):
        atlas, problems = read(with_overlay(harbour, *args, **beside))
        assert errors(problems) == ()
        picture = laid(atlas, atlas.overlays[0])
        image = Image.open(io.BytesIO(picture.data)).convert("RGBA")
        return Shown(image, picture.bounds)

    return laid_as


@pytest.fixture
def wrong(harbour):
    """What is wrong with the plan as it is said to lie, each problem in words."""

    def wrong_with(*args, **beside):
        _, problems = read(with_overlay(harbour, *args, **beside))
        return [str(each) for each in problems]

    return wrong_with

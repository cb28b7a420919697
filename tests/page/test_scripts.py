"""What is set aside while a page is made: back in its own place, and in no other."""

from markupsafe import Markup

from mapper.page.scripts import own_of, put_back, set_aside

CONTEXT = {"css": "a{}", "css_after": "", "bundle": "run()", "extras": [], "later": ["later()"]}


def test_scripts_and_columns_come_back() -> None:
    context, texts = set_aside({**CONTEXT, "columns": {"one": Markup('"abc"')}})
    html = (
        f"<style>{context['css']}b{{}}</style><script>{context['bundle']}</script>"
        f"<script type=application/json>{context['columns']['one']}</script>"
    )
    made, own = put_back(html, texts)
    assert made == (
        '<style>a{}b{}</style><script>run()</script><script type=application/json>"abc"</script>'
    )
    assert own == [("style", "a{}b{}"), ("script", "run()")] == own_of(made)


def test_who_writes_a_token_reads_a_token() -> None:
    """In data, in an attribute, in words: there it is what somebody has said."""
    context, texts = set_aside({**CONTEXT, "columns": {}})
    said = context["bundle"]
    html = (
        f'<p title="<script>{said}</script>">{said}</p>'
        f'<script type=application/json>{{"name":"{said}"}}</script>'
    )
    assert put_back(html, texts) == (html, [])

"""A page whose form is sent with its texts empty: the state in which it says what is wrong."""

from __future__ import annotations

from playwright.sync_api import Page, Response

_BUTTON = "main form[method=post] button.button:not(.button--quiet)"


def sent_empty(page: Page) -> bool:
    """Send the form of the page that is open; tell whether it now says what is wrong."""
    button = page.locator(_BUTTON).first
    if not button.count():
        return False
    for text in page.locator("main form textarea, main form input[type=text]").all():
        if text.is_visible():
            text.fill("")
    with page.expect_response(_is_the_answer) as answer:
        button.click()
    page.wait_for_load_state()
    if answer.value.status != 422:
        return False
    page.locator("#error-summary").wait_for()
    return True


def _is_the_answer(response: Response) -> bool:
    """Leave out what is saved in passing when a field is left."""
    return response.request.method == "POST" and "/bewaar" not in response.url

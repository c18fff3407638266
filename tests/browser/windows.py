"""Windows of a browser on the desk: its forms talk to the server by themselves, also while they are closed."""

from playwright.sync_api import BrowserContext


def leave(context: BrowserContext) -> None:
    """Close a window without a request that would reach the server after the test has ended."""
    for page in context.pages:
        page.wait_for_load_state("networkidle")
    context.set_offline(True)
    context.close()

"""Journeys of people through the product, in headless Chromium.

    def test_an_officer_starts_an_assessment(sign_in_as, cast):
        officer = sign_in_as(cast["officer"]).visit("/eqia/")
        officer.press("Start now").fill("Title", "Library opening hours").press("Continue")
        assert officer.heading == "Library opening hours"

Every page reached is checked for accessibility (axe) and for scrolling sideways at 320 pixels; see `visitor.Visitor`.
Background jobs are done at once, inside the request that queues them.
"""

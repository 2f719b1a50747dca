"""The tour: the real window driven through the main job by mouse and keys, each step checked.

``python -m annotator.gui.tour FOLDER`` runs it where there is no display. ``Eye`` tells where things are in
the window and what they show, hands act on it, and ``User`` speaks in the verbs of a reader; the journeys
among the tests use the same three, with an X server's mouse and keys for hands.
"""

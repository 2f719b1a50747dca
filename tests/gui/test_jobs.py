"""Work in a thread: its result, its failure, its progress and its end come to the window's thread."""

from threading import Event, current_thread, main_thread

from pytestqt.qtbot import QtBot

from annotator.gui.jobs import Job, Report
from annotator.model.errors import InputError


def test_what_the_work_returns_arrives_in_the_windows_thread(qtbot: QtBot):
    seen = []
    job = Job(lambda report: current_thread() is not main_thread())
    job.done.connect(lambda result: seen.append((result, current_thread() is main_thread())))
    with qtbot.waitSignal(job.done):
        job.start()
    assert seen == [(True, True)]


def test_a_failure_a_user_can_act_on_arrives_as_its_sentence(qtbot: QtBot):
    def work(report: Report) -> None:
        raise InputError("line 7 is broken")

    job = Job(work)
    with qtbot.waitSignal(job.failed) as heard:
        job.start()
    assert heard.args == ["line 7 is broken"]


def test_any_other_failure_arrives_whole(qtbot: QtBot):
    job = Job(lambda report: 1 // 0)
    with qtbot.waitSignal(job.crashed) as heard:
        job.start()
    assert isinstance(heard.args[0], ZeroDivisionError)


def test_the_last_progress_always_arrives(qtbot: QtBot):
    def work(report: Report) -> None:
        for done in range(1, 101):
            report.progress(done, 100)

    heard = []
    job = Job(work)
    job.progressed.connect(lambda done, total: heard.append((done, total)))
    with qtbot.waitSignal(job.done):
        job.start()
    assert heard[-1] == (100, 100)
    assert len(heard) < 20, "progress is thinned out"


def test_work_hears_that_it_should_stop(qtbot: QtBot):
    begun = Event()

    def work(report: Report) -> str:
        begun.set()
        while not report.cancelled():
            Event().wait(0.001)
        return "stopped"

    job = Job(work)
    with qtbot.waitSignal(job.done) as heard:
        job.start()
        assert begun.wait(5)
        job.cancel()
    assert heard.args == ["stopped"]
    assert not job.is_running()

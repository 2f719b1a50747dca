<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>CheckDialog</name>
        <message numerus="yes">
            <source>%Ln thing(s) are not as they should be</source>
            <translation>
                <numerusform>%Ln thing is not as it should be</numerusform>
                <numerusform>%Ln things are not as they should be</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CompactDialog</name>
        <message numerus="yes">
            <source>%Ln edit(s) will be compacted, which frees about {size}.</source>
            <translation>
                <numerusform>%Ln edit will be compacted, which frees about {size}.</numerusform>
                <numerusform>%Ln edits will be compacted, which frees about {size}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Compacted %Ln edit(s) of the history</source>
            <translation>
                <numerusform>Compacted %Ln edit of the history</numerusform>
                <numerusform>Compacted %Ln edits of the history</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentDetails</name>
        <message numerus="yes">
            <source>%Ln character(s)</source>
            <translation>
                <numerusform>%Ln character</numerusform>
                <numerusform>%Ln characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentFacts</name>
        <message numerus="yes">
            <source>%Ln suggestion(s) by {provider}</source>
            <translation>
                <numerusform>%Ln suggestion by {provider}</numerusform>
                <numerusform>%Ln suggestions by {provider}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… and %Ln more</numerusform>
                <numerusform>… and %Ln more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentRows</name>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentTable</name>
        <message numerus="yes">
            <source>Find in %Ln document(s)</source>
            <translation>
                <numerusform>Find in %Ln document</numerusform>
                <numerusform>Find in %Ln documents</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FileList</name>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln document</numerusform>
                <numerusform>%Ln documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GoingBackPanel</name>
        <message numerus="yes">
            <source>%Ln document(s) will be removed, with all that was done on them.</source>
            <translation>
                <numerusform>%Ln document will be removed, with all that was done on it.</numerusform>
                <numerusform>%Ln documents will be removed, with all that was done on them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln status(es) of documents will be as before.</source>
            <translation>
                <numerusform>%Ln status of a document will be as before.</numerusform>
                <numerusform>%Ln statuses of documents will be as before.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln note(s) on documents will be as before.</source>
            <translation>
                <numerusform>%Ln note on a document will be as before.</numerusform>
                <numerusform>%Ln notes on documents will be as before.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln edit(s) will be taken back</source>
            <translation>
                <numerusform>%Ln edit will be taken back</numerusform>
                <numerusform>%Ln edits will be taken back</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln document</numerusform>
                <numerusform>%Ln documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln relation(s)</source>
            <translation>
                <numerusform>%Ln relation</numerusform>
                <numerusform>%Ln relations</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln suggestion(s)</source>
            <translation>
                <numerusform>%Ln suggestion</numerusform>
                <numerusform>%Ln suggestions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HistoryWindow</name>
        <message numerus="yes">
            <source>%Ln entry(s)</source>
            <translation>
                <numerusform>%Ln entry</numerusform>
                <numerusform>%Ln entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message numerus="yes">
            <source>%Ln file(s) to import</source>
            <translation>
                <numerusform>%Ln file to import</numerusform>
                <numerusform>%Ln files to import</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportPane</name>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln document</numerusform>
                <numerusform>%Ln documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln suggestion(s)</source>
            <translation>
                <numerusform>%Ln suggestion</numerusform>
                <numerusform>%Ln suggestions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln relation(s)</source>
            <translation>
                <numerusform>%Ln relation</numerusform>
                <numerusform>%Ln relations</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln annotator(s)</source>
            <translation>
                <numerusform>%Ln annotator</numerusform>
                <numerusform>%Ln annotators</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s) would stand right if offsets counted: {unit}.</source>
            <translation>
                <numerusform>%Ln span would stand right if offsets counted: {unit}.</numerusform>
                <numerusform>%Ln spans would stand right if offsets counted: {unit}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message numerus="yes">
            <source>… %Ln more</source>
            <translation>
                <numerusform>… %Ln more</numerusform>
                <numerusform>… %Ln more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Outlook</name>
        <message numerus="yes">
            <source>%Ln document(s) that are not done are left out.</source>
            <translation>
                <numerusform>%Ln document that is not done is left out.</numerusform>
                <numerusform>%Ln documents that are not done are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) are left out for their status.</source>
            <translation>
                <numerusform>%Ln document is left out for its status.</numerusform>
                <numerusform>%Ln documents are left out for their status.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln document</numerusform>
                <numerusform>%Ln documents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message numerus="yes">
            <source>%Ln file(s) of other kinds left out</source>
            <translation>
                <numerusform>%Ln file of another kind left out</numerusform>
                <numerusform>%Ln files of other kinds left out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… and %Ln more</numerusform>
                <numerusform>… and %Ln more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) may be of several formats: choose one, or take the tick away.</source>
            <translation>
                <numerusform>%Ln file may be of several formats: choose one, or take the tick away.</numerusform>
                <numerusform>%Ln files may be of several formats: choose one for each, or take the tick away.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The encoding of %Ln file(s) is not sure: look at the text, then confirm it.</source>
            <translation>
                <numerusform>The encoding of %Ln file is not sure: look at the text, then confirm it.</numerusform>
                <numerusform>The encoding of %Ln files is not sure: look at the text, then confirm it.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message numerus="yes">
            <source>%Ln problem(s)</source>
            <translation>
                <numerusform>%Ln problem</numerusform>
                <numerusform>%Ln problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln remark(s)</source>
            <translation>
                <numerusform>%Ln remark</numerusform>
                <numerusform>%Ln remarks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RescueDialog</name>
        <message numerus="yes">
            <source>The text of %Ln document(s) is not what was imported: {keys}</source>
            <translation>
                <numerusform>The text of %Ln document is not what was imported: {keys}</numerusform>
                <numerusform>The texts of %Ln documents are not what was imported: {keys}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln byte(s) could not be read from the disk.</source>
            <translation>
                <numerusform>%Ln byte could not be read from the disk.</numerusform>
                <numerusform>%Ln bytes could not be read from the disk.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message numerus="yes">
            <source>%Ln edit(s)</source>
            <translation>
                <numerusform>%Ln edit</numerusform>
                <numerusform>%Ln edits</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message numerus="yes">
            <source>%Ln span(s) read back and found right.</source>
            <translation>
                <numerusform>%Ln span read back and found right.</numerusform>
                <numerusform>%Ln spans read back and found right.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) left out for their status.</source>
            <translation>
                <numerusform>%Ln document left out for its status.</numerusform>
                <numerusform>%Ln documents left out for their status.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message numerus="yes">
            <source>Labelled %Ln other place(s)</source>
            <translation>
                <numerusform>Labelled %Ln other place</numerusform>
                <numerusform>Labelled %Ln other places</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SpanFacts</name>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… and %Ln more</numerusform>
                <numerusform>… and %Ln more</numerusform>
            </translation>
        </message>
    </context>
</TS>

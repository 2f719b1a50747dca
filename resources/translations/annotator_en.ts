<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <name>DocumentPreview</name>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln span</numerusform>
                <numerusform>%Ln spans</numerusform>
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
        <name>ExportDialog</name>
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
        <name>Session</name>
        <message numerus="yes">
            <source>Labelled %Ln other place(s)</source>
            <translation>
                <numerusform>Labelled %Ln other place</numerusform>
                <numerusform>Labelled %Ln other places</numerusform>
            </translation>
        </message>
    </context>
</TS>

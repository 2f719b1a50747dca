<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Annotator</source>
            <translation>Über Annotator</translation>
        </message>
        <message>
            <source>Annotator {version}</source>
            <translation>Annotator {version}</translation>
        </message>
        <message>
            <source>Read news articles, label who says, wants and threatens what, and take exact training data home.</source>
            <translation>Nachrichtenartikel lesen, markieren, wer was sagt, will und androht, und genaue Trainingsdaten mitnehmen.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Licence: MIT. Qt is used under the LGPL.</source>
            <translation>Lizenz: MIT. Qt wird unter der LGPL verwendet.</translation>
        </message>
        <message>
            <source>Settings: {folder}</source>
            <translation>Einstellungen: {folder}</translation>
        </message>
        <message>
            <source>Log and sample: {folder}</source>
            <translation>Protokoll und Beispiel: {folder}</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>New project…</source>
            <translation>Neues Projekt …</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translation>Projekt öffnen …</translation>
        </message>
        <message>
            <source>Open the sample</source>
            <translation>Beispiel öffnen</translation>
        </message>
        <message>
            <source>Import files…</source>
            <translation>Dateien importieren …</translation>
        </message>
        <message>
            <source>Import a folder…</source>
            <translation>Ordner importieren …</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exportieren …</translation>
        </message>
        <message>
            <source>Save a copy…</source>
            <translation>Kopie speichern…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <source>Close project</source>
            <translation>Projekt schließen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Find in the article</source>
            <translation>Im Artikel suchen</translation>
        </message>
        <message>
            <source>Find next</source>
            <translation>Weitersuchen</translation>
        </message>
        <message>
            <source>Find previous</source>
            <translation>Rückwärts suchen</translation>
        </message>
        <message>
            <source>Find in all documents</source>
            <translation>In allen Dokumenten suchen</translation>
        </message>
        <message>
            <source>Grow</source>
            <translation>Erweitern</translation>
        </message>
        <message>
            <source>Shrink</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <source>Next span</source>
            <translation>Nächste Textstelle</translation>
        </message>
        <message>
            <source>Previous span</source>
            <translation>Vorige Textstelle</translation>
        </message>
        <message>
            <source>Next name or statement</source>
            <translation>Nächster Name oder nächste Aussage</translation>
        </message>
        <message>
            <source>Previous name or statement</source>
            <translation>Voriger Name oder vorige Aussage</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Write a note</source>
            <translation>Notiz schreiben</translation>
        </message>
        <message>
            <source>Doubt on or off</source>
            <translation>Als unsicher kennzeichnen oder nicht</translation>
        </message>
        <message>
            <source>Change to label {number}</source>
            <translation>Zu Kategorie {number} wechseln</translation>
        </message>
        <message>
            <source>Label all other occurrences</source>
            <translation>Alle anderen Vorkommen markieren</translation>
        </message>
        <message>
            <source>Add the selected text to the span</source>
            <translation>Ausgewählten Text zur Textstelle hinzufügen</translation>
        </message>
        <message>
            <source>Link to another span…</source>
            <translation>Mit einer anderen Textstelle verbinden…</translation>
        </message>
        <message>
            <source>A word left</source>
            <translation>Ein Wort nach links</translation>
        </message>
        <message>
            <source>A word right</source>
            <translation>Ein Wort nach rechts</translation>
        </message>
        <message>
            <source>A character left</source>
            <translation>Ein Zeichen nach links</translation>
        </message>
        <message>
            <source>A character right</source>
            <translation>Ein Zeichen nach rechts</translation>
        </message>
        <message>
            <source>Move the start</source>
            <translation>Anfang verschieben</translation>
        </message>
        <message>
            <source>Move the end</source>
            <translation>Ende verschieben</translation>
        </message>
        <message>
            <source>Next suggestion</source>
            <translation>Nächster Vorschlag</translation>
        </message>
        <message>
            <source>Previous suggestion</source>
            <translation>Voriger Vorschlag</translation>
        </message>
        <message>
            <source>Accept the suggestion</source>
            <translation>Vorschlag annehmen</translation>
        </message>
        <message>
            <source>Reject the suggestion</source>
            <translation>Vorschlag ablehnen</translation>
        </message>
        <message>
            <source>Accept all that are shown</source>
            <translation>Alle sichtbaren annehmen</translation>
        </message>
        <message>
            <source>Reject all that are shown</source>
            <translation>Alle sichtbaren ablehnen</translation>
        </message>
        <message>
            <source>Let go</source>
            <translation>Loslassen</translation>
        </message>
        <message>
            <source>Done, and next</source>
            <translation>Fertig, und weiter</translation>
        </message>
        <message>
            <source>Skip, and next</source>
            <translation>Überspringen, und weiter</translation>
        </message>
        <message>
            <source>Read up to here</source>
            <translation>Bis hierher gelesen</translation>
        </message>
        <message>
            <source>Next document</source>
            <translation>Nächstes Dokument</translation>
        </message>
        <message>
            <source>Previous document</source>
            <translation>Voriges Dokument</translation>
        </message>
        <message>
            <source>Next note or doubt</source>
            <translation>Nächste Notiz oder unsichere Stelle</translation>
        </message>
        <message>
            <source>Previous note or doubt</source>
            <translation>Vorige Notiz oder unsichere Stelle</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>Alle Befehle …</translation>
        </message>
        <message>
            <source>Plain reading</source>
            <translation>Nur lesen, ohne Markierungen</translation>
        </message>
        <message>
            <source>Spans of other annotators</source>
            <translation>Textstellen anderer Personen</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Text größer</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Text kleiner</translation>
        </message>
        <message>
            <source>Text at its own size</source>
            <translation>Text in normaler Größe</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>Labels and spans</source>
            <translation>Kategorien und Textstellen</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Next panel</source>
            <translation>Nächster Bereich</translation>
        </message>
        <message>
            <source>Previous panel</source>
            <translation>Voriger Bereich</translation>
        </message>
        <message>
            <source>Menu bar</source>
            <translation>Menüleiste</translation>
        </message>
        <message>
            <source>History…</source>
            <translation>Verlauf…</translation>
        </message>
        <message>
            <source>Compact the history…</source>
            <translation>Verlauf verdichten…</translation>
        </message>
        <message>
            <source>Check the project…</source>
            <translation>Projekt prüfen…</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Wiederherstellen…</translation>
        </message>
        <message>
            <source>Guideline</source>
            <translation>Leitfaden</translation>
        </message>
        <message>
            <source>Keys…</source>
            <translation>Tasten …</translation>
        </message>
        <message>
            <source>About Annotator</source>
            <translation>Über Annotator</translation>
        </message>
    </context>
    <context>
        <name>Aliases</name>
        <message>
            <source>Also known as</source>
            <translation>Auch bekannt als</translation>
        </message>
        <message>
            <source>Another name</source>
            <translation>Weiterer Name</translation>
        </message>
        <message>
            <source>Also known as ({count})</source>
            <translation>Auch bekannt als ({count})</translation>
        </message>
        <message>
            <source>Forget the name {name}</source>
            <translation>Den Namen {name} vergessen</translation>
        </message>
    </context>
    <context>
        <name>AnnotatorPrompt</name>
        <message>
            <source>Your name</source>
            <translation>Ihr Name</translation>
        </message>
        <message>
            <source>Who is labelling?</source>
            <translation>Wer annotiert?</translation>
        </message>
        <message>
            <source>Your spans are stored under this name, so that several people can label one project.</source>
            <translation>Ihre Textstellen werden unter diesem Namen gespeichert, damit mehrere Personen an einem Projekt arbeiten können.</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>Anfangen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>Announcer</name>
        <message>
            <source>into {label}</source>
            <translation>in {label} hinein</translation>
        </message>
        <message>
            <source>out of {label}</source>
            <translation>aus {label} heraus</translation>
        </message>
        <message>
            <source>suggested: {label}, {words}</source>
            <translation>vorgeschlagen: {label}, {words}</translation>
        </message>
    </context>
    <context>
        <name>Apart</name>
        <message>
            <source>Something else is still going on: wait until it is done</source>
            <translation>Etwas anderes läuft noch: warten Sie, bis es fertig ist</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator; nothing was changed.</source>
            <translation>In Annotator ist etwas schiefgegangen; nichts wurde geändert.</translation>
        </message>
    </context>
    <context>
        <name>ArticleView</name>
        <message>
            <source>Article</source>
            <translation>Artikel</translation>
        </message>
        <message>
            <source>{label}, suggested by {provider}</source>
            <translation>{label}, vorgeschlagen von {provider}</translation>
        </message>
    </context>
    <context>
        <name>AttributeEditor</name>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>“{text}” is no number</source>
            <translation>„{text}“ ist keine Zahl</translation>
        </message>
    </context>
    <context>
        <name>Backups</name>
        <message>
            <source>No backup was made: {reason}</source>
            <translation>Keine Sicherung angelegt: {reason}</translation>
        </message>
    </context>
    <context>
        <name>BugHook</name>
        <message>
            <source>This could not be done</source>
            <translation>Das ging nicht</translation>
        </message>
    </context>
    <context>
        <name>CheckDialog</name>
        <message>
            <source>Check the project</source>
            <translation>Projekt prüfen</translation>
        </message>
        <message>
            <source>Checking {name}…</source>
            <translation>{name} wird geprüft…</translation>
        </message>
        <message>
            <source>Everything in the file is looked at; nothing is written to it.</source>
            <translation>Alles in der Datei wird angesehen; geschrieben wird nichts.</translation>
        </message>
        <message>
            <source>Rescue what can be read…</source>
            <translation>Lesbares retten…</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>What was checked</source>
            <translation>Was geprüft wurde</translation>
        </message>
        <message>
            <source>The project could not be checked</source>
            <translation>Das Projekt konnte nicht geprüft werden</translation>
        </message>
        <message numerus="yes">
            <source>%Ln thing(s) are not as they should be</source>
            <translation>
                <numerusform>%Ln Sache ist nicht, wie sie sein soll</numerusform>
                <numerusform>%Ln Sachen sind nicht, wie sie sein sollen</numerusform>
            </translation>
        </message>
        <message>
            <source>The project is sound</source>
            <translation>Das Projekt ist in Ordnung</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
    </context>
    <context>
        <name>Checks</name>
        <message>
            <source>The file</source>
            <translation>Die Datei</translation>
        </message>
        <message>
            <source>Open the newest backup, or rescue what can be read into a new file.</source>
            <translation>Öffnen Sie die neueste Sicherung, oder retten Sie Lesbares in eine neue Datei.</translation>
        </message>
        <message>
            <source>Its structure</source>
            <translation>Ihr Aufbau</translation>
        </message>
        <message>
            <source>Its structure and indexes, looked at in full</source>
            <translation>Ihr Aufbau und ihre Indexe, vollständig angesehen</translation>
        </message>
        <message>
            <source>Its tables are this program's, word for word</source>
            <translation>Ihre Tabellen sind die dieses Programms, Wort für Wort</translation>
        </message>
        <message>
            <source>No number is given out twice</source>
            <translation>Keine Nummer wird zweimal vergeben</translation>
        </message>
        <message>
            <source>What belongs together</source>
            <translation>Was zusammengehört</translation>
        </message>
        <message>
            <source>Rescue into a new file: what belongs to nothing is left out there and counted.</source>
            <translation>Retten Sie in eine neue Datei: was zu nichts gehört, bleibt dort weg und wird gezählt.</translation>
        </message>
        <message>
            <source>Texts belong to documents</source>
            <translation>Texte gehören zu Dokumenten</translation>
        </message>
        <message>
            <source>Documents have a text</source>
            <translation>Dokumente haben einen Text</translation>
        </message>
        <message>
            <source>Spans belong to a document, a label and an annotator</source>
            <translation>Textstellen gehören zu Dokument, Kategorie und Person</translation>
        </message>
        <message>
            <source>Relations join spans</source>
            <translation>Beziehungen verbinden Textstellen</translation>
        </message>
        <message>
            <source>Relations stay within a document</source>
            <translation>Beziehungen bleiben in einem Dokument</translation>
        </message>
        <message>
            <source>Statuses and notes belong to documents</source>
            <translation>Status und Notizen gehören zu Dokumenten</translation>
        </message>
        <message>
            <source>Values of attributes belong to spans</source>
            <translation>Werte von Attributen gehören zu Textstellen</translation>
        </message>
        <message>
            <source>Spans point to actors of the registry</source>
            <translation>Textstellen verweisen auf Akteure der Liste</translation>
        </message>
        <message>
            <source>Aliases belong to actors</source>
            <translation>Andere Namen gehören zu Akteuren</translation>
        </message>
        <message>
            <source>Suggestions belong to a document, a label and a provider</source>
            <translation>Vorschläge gehören zu Dokument, Kategorie und Urheber</translation>
        </message>
        <message>
            <source>Times spent belong to documents</source>
            <translation>Zeiten gehören zu Dokumenten</translation>
        </message>
        <message>
            <source>Texts and spans</source>
            <translation>Texte und Textstellen</translation>
        </message>
        <message>
            <source>Compare with a backup, or import the articles again under other names.</source>
            <translation>Vergleichen Sie mit einer Sicherung, oder importieren Sie die Artikel unter anderen Namen neu.</translation>
        </message>
        <message>
            <source>Texts are what was imported (their SHA-256)</source>
            <translation>Texte sind, was importiert wurde (SHA-256)</translation>
        </message>
        <message>
            <source>Spans start before they end</source>
            <translation>Textstellen beginnen vor ihrem Ende</translation>
        </message>
        <message>
            <source>Spans end within their text</source>
            <translation>Textstellen enden in ihrem Text</translation>
        </message>
        <message>
            <source>Pieces of spans are in order</source>
            <translation>Teile von Textstellen sind in Ordnung</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Werte</translation>
        </message>
        <message>
            <source>Rescue into a new file: what makes no sense gets its usual value there.</source>
            <translation>Retten Sie in eine neue Datei: was keinen Sinn ergibt, bekommt dort den üblichen Wert.</translation>
        </message>
        <message>
            <source>Texts are text</source>
            <translation>Texte sind Text</translation>
        </message>
        <message>
            <source>Names of annotators, labels and actors</source>
            <translation>Namen von Personen, Kategorien und Akteuren</translation>
        </message>
        <message>
            <source>Types and choices of attributes</source>
            <translation>Arten und Auswahl von Attributen</translation>
        </message>
        <message>
            <source>Values of attributes</source>
            <translation>Werte von Attributen</translation>
        </message>
        <message>
            <source>Places, scores and states of suggestions</source>
            <translation>Stellen, Wertungen und Stände von Vorschlägen</translation>
        </message>
        <message>
            <source>How far documents were read</source>
            <translation>Wie weit Dokumente gelesen wurden</translation>
        </message>
        <message>
            <source>Statuses</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Times spent</source>
            <translation>Zeiten</translation>
        </message>
        <message>
            <source>Dates</source>
            <translation>Datumsangaben</translation>
        </message>
        <message>
            <source>Colours of labels</source>
            <translation>Farben der Kategorien</translation>
        </message>
        <message>
            <source>Keys of labels</source>
            <translation>Tasten der Kategorien</translation>
        </message>
        <message>
            <source>Kinds of labels</source>
            <translation>Arten der Kategorien</translation>
        </message>
        <message>
            <source>Languages</source>
            <translation>Sprachen</translation>
        </message>
        <message>
            <source>Additional data</source>
            <translation>Zusätzliche Daten</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Nothing is lost: rescue into a new file, which gets a new index.</source>
            <translation>Nichts ist verloren: retten Sie in eine neue Datei, die einen neuen Index bekommt.</translation>
        </message>
        <message>
            <source>The search index fits the texts</source>
            <translation>Der Suchindex passt zu den Texten</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>What you see is what counts; some old edits may not be taken back any more.</source>
            <translation>Es gilt, was Sie sehen; manche alte Änderung lässt sich vielleicht nicht mehr zurücknehmen.</translation>
        </message>
        <message>
            <source>Entries belong to annotators and to each other</source>
            <translation>Einträge gehören zu Personen und zueinander</translation>
        </message>
        <message>
            <source>Changes belong to entries</source>
            <translation>Änderungen gehören zu Einträgen</translation>
        </message>
        <message>
            <source>Changes can be read</source>
            <translation>Änderungen sind lesbar</translation>
        </message>
        <message>
            <source>Entries say what they changed</source>
            <translation>Einträge sagen, was sie änderten</translation>
        </message>
        <message>
            <source>Everything is as the history last says</source>
            <translation>Alles ist, wie der Verlauf es zuletzt sagt</translation>
        </message>
        <message>
            <source>The history knows all documents and spans</source>
            <translation>Der Verlauf kennt alle Dokumente und Textstellen</translation>
        </message>
        <message>
            <source>All that was imported is there, or was removed by an edit</source>
            <translation>Alles Importierte ist da oder wurde durch eine Änderung entfernt</translation>
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Type a command</source>
            <translation>Befehl eingeben</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
    </context>
    <context>
        <name>CompactDialog</name>
        <message>
            <source>Compact the history</source>
            <translation>Verlauf verdichten</translation>
        </message>
        <message>
            <source>Old edits keep their titles in the history, but can no longer be undone or gone back past, and spans lose that part of their own history.</source>
            <translation>Alte Änderungen behalten ihre Titel im Verlauf, lassen sich aber nicht mehr zurücknehmen, auch nicht von weiter hinten; Textstellen verlieren diesen Teil ihres eigenen Verlaufs.</translation>
        </message>
        <message>
            <source>Make the file smaller at once (else the room is used by what comes)</source>
            <translation>Datei sofort verkleinern (sonst nutzt den Platz, was noch kommt)</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>Verdichten</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Keep the newest edits:</source>
            <translation>Neueste Änderungen behalten:</translation>
        </message>
        <message>
            <source>Keep all edits since:</source>
            <translation>Alle Änderungen behalten seit:</translation>
        </message>
        <message>
            <source>What is kept</source>
            <translation>Was bleibt</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>Wird gezählt…</translation>
        </message>
        <message numerus="yes">
            <source>%Ln edit(s) will be compacted, which frees about {size}.</source>
            <translation>
                <numerusform>%Ln Änderung wird verdichtet, das schafft etwa {size} Platz.</numerusform>
                <numerusform>%Ln Änderungen werden verdichtet, das schafft etwa {size} Platz.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is nothing that old.</source>
            <translation>So Altes gibt es nicht.</translation>
        </message>
        <message>
            <source>Working…</source>
            <translation>In Arbeit…</translation>
        </message>
        <message>
            <source>compacting the history…</source>
            <translation>Verlauf wird verdichtet…</translation>
        </message>
        <message numerus="yes">
            <source>Compacted %Ln edit(s) of the history</source>
            <translation>
                <numerusform>%Ln Änderung des Verlaufs verdichtet</numerusform>
                <numerusform>%Ln Änderungen des Verlaufs verdichtet</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Copies</name>
        <message>
            <source>copy</source>
            <translation>Kopie</translation>
        </message>
        <message>
            <source>Save a copy</source>
            <translation>Kopie speichern</translation>
        </message>
        <message>
            <source>A copy was saved as {path}</source>
            <translation>Kopie gespeichert als {path}</translation>
        </message>
        <message>
            <source>No copy was saved</source>
            <translation>Es wurde keine Kopie gespeichert</translation>
        </message>
        <message>
            <source>Saved as {path}; you go on in this copy</source>
            <translation>Gespeichert als {path}; Sie arbeiten in dieser Kopie weiter</translation>
        </message>
        <message>
            <source>{path} holds what could be read. Documents: {documents}; spans: {spans}.</source>
            <translation>{path} enthält, was lesbar war. Dokumente: {documents}; Textstellen: {spans}.</translation>
        </message>
        <message>
            <source>Not everything could be read</source>
            <translation>Nicht alles war lesbar</translation>
        </message>
        <message>
            <source>Copy its words, which the new file has no place for: {words}</source>
            <translation>Kopieren Sie ihren Text, für den die neue Datei keinen Platz hat: {words}</translation>
        </message>
        <message>
            <source>A note could not be stored</source>
            <translation>Eine Notiz konnte nicht gespeichert werden</translation>
        </message>
    </context>
    <context>
        <name>Damage</name>
        <message>
            <source>Rescue into a new file</source>
            <translation>In eine neue Datei retten</translation>
        </message>
        <message>
            <source>rescued</source>
            <translation>gerettet</translation>
        </message>
    </context>
    <context>
        <name>DamageDialog</name>
        <message>
            <source>Damaged project</source>
            <translation>Beschädigtes Projekt</translation>
        </message>
        <message>
            <source>This project file is damaged</source>
            <translation>Diese Projektdatei ist beschädigt</translation>
        </message>
        <message>
            <source>It is left as it is: nothing is written to it any more.</source>
            <translation>Sie bleibt, wie sie ist: nichts wird mehr in sie geschrieben.</translation>
        </message>
        <message>
            <source>Looking for a backup…</source>
            <translation>Eine Sicherung wird gesucht…</translation>
        </message>
        <message>
            <source>Open the newest backup</source>
            <translation>Neueste Sicherung öffnen</translation>
        </message>
        <message>
            <source>Rescue what can be read…</source>
            <translation>Lesbares retten…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>No backup of it was found.</source>
            <translation>Es wurde keine Sicherung gefunden.</translation>
        </message>
        <message>
            <source>The newest backup that is sound is of {time}.</source>
            <translation>Die neueste heile Sicherung ist von {time}.</translation>
        </message>
    </context>
    <context>
        <name>DetailPanel</name>
        <message>
            <source>Document</source>
            <translation>Dokument</translation>
        </message>
        <message>
            <source>Selected span</source>
            <translation>Gewählte Textstelle</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
    </context>
    <context>
        <name>DocumentDetails</name>
        <message>
            <source>Note on the document</source>
            <translation>Notiz zum Dokument</translation>
        </message>
        <message>
            <source>key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>length</source>
            <translation>Länge</translation>
        </message>
        <message numerus="yes">
            <source>%Ln character(s)</source>
            <translation>
                <numerusform>%Ln Zeichen</numerusform>
                <numerusform>%Ln Zeichen</numerusform>
            </translation>
        </message>
        <message>
            <source>time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} Std. {minutes} Min.</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} Min.</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} Sek.</translation>
        </message>
    </context>
    <context>
        <name>DocumentFacts</name>
        <message>
            <source>Nothing counts as read</source>
            <translation>Nichts gilt als gelesen</translation>
        </message>
        <message>
            <source>Relations</source>
            <translation>Beziehungen</translation>
        </message>
        <message>
            <source>Relations ({count})</source>
            <translation>Beziehungen ({count})</translation>
        </message>
        <message>
            <source>read to the end</source>
            <translation>bis zum Ende gelesen</translation>
        </message>
        <message>
            <source>read to paragraph {read} of {total}</source>
            <translation>gelesen bis Absatz {read} von {total}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln suggestion(s) by {provider}</source>
            <translation>
                <numerusform>%Ln Vorschlag von {provider}</numerusform>
                <numerusform>%Ln Vorschläge von {provider}</numerusform>
            </translation>
        </message>
        <message>
            <source>accept all</source>
            <translation>alle annehmen</translation>
        </message>
        <message>
            <source>reject all</source>
            <translation>alle ablehnen</translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… und %Ln weitere</numerusform>
                <numerusform>… und %Ln weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove the relation {type}</source>
            <translation>Die Beziehung {type} entfernen</translation>
        </message>
    </context>
    <context>
        <name>DocumentRows</name>
        <message>
            <source>(gone)</source>
            <translation>(nicht mehr da)</translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln Textstelle</numerusform>
                <numerusform>%Ln Textstellen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DocumentTable</name>
        <message>
            <source>Find documents</source>
            <translation>Dokumente suchen</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Neu</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>In Arbeit</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>searching every text…</source>
            <translation>alle Texte werden durchsucht …</translation>
        </message>
        <message numerus="yes">
            <source>Find in %Ln document(s)</source>
            <translation>
                <numerusform>In %Ln Dokument suchen</numerusform>
                <numerusform>In %Ln Dokumenten suchen</numerusform>
            </translation>
        </message>
        <message>
            <source>No documents yet.
Drop articles or folders here.</source>
            <translation>Noch keine Dokumente.
Artikel oder Ordner hierher ziehen.</translation>
        </message>
        <message>
            <source>Nothing found.</source>
            <translation>Nichts gefunden.</translation>
        </message>
        <message>
            <source>No document here has this status.</source>
            <translation>Kein Dokument hier hat diesen Status.</translation>
        </message>
    </context>
    <context>
        <name>DocumentVerbs</name>
        <message>
            <source>Marked as {status}; that was the last document of the list</source>
            <translation>Als {status} vermerkt; das war das letzte Dokument der Liste</translation>
        </message>
        <message>
            <source>This is the last document of the list</source>
            <translation>Dies ist das letzte Dokument der Liste</translation>
        </message>
        <message>
            <source>This is the first document of the list</source>
            <translation>Dies ist das erste Dokument der Liste</translation>
        </message>
        <message>
            <source>No further note or doubt this way</source>
            <translation>Keine weitere Notiz oder unsichere Stelle in dieser Richtung</translation>
        </message>
    </context>
    <context>
        <name>EditQueue</name>
        <message>
            <source>checking the file…</source>
            <translation>die Datei wird geprüft …</translation>
        </message>
        <message>
            <source>storing…</source>
            <translation>wird gespeichert …</translation>
        </message>
    </context>
    <context>
        <name>EditTitles</name>
        <message>
            <source>Labelled {count} × “{words}” as {label}</source>
            <translation>{count} × „{words}“ als {label} markiert</translation>
        </message>
        <message>
            <source>Labelled “{words}” as {label}</source>
            <translation>„{words}“ als {label} markiert</translation>
        </message>
        <message>
            <source>Relabelled “{words}” as {label}</source>
            <translation>Kategorie von „{words}“ zu {label} geändert</translation>
        </message>
        <message>
            <source>Moved the ends of {label} “{words}”</source>
            <translation>Anfang und Ende von {label} „{words}“ verschoben</translation>
        </message>
        <message>
            <source>Moved the start of {label} “{words}”</source>
            <translation>Anfang von {label} „{words}“ verschoben</translation>
        </message>
        <message>
            <source>Moved the end of {label} “{words}”</source>
            <translation>Ende von {label} „{words}“ verschoben</translation>
        </message>
        <message>
            <source>Added a fragment to {label} “{words}”</source>
            <translation>Teil zu {label} „{words}“ hinzugefügt</translation>
        </message>
        <message>
            <source>Removed a fragment of {label} “{words}”</source>
            <translation>Teil von {label} „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Pointed {label} “{words}” to the actor “{name}”</source>
            <translation>{label} „{words}“ dem Akteur „{name}“ zugeordnet</translation>
        </message>
        <message>
            <source>Removed the actor of {label} “{words}”</source>
            <translation>Akteur von {label} „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Added the alias “{alias}” to the actor “{name}”</source>
            <translation>Dem Akteur „{name}“ den Namen „{alias}“ hinzugefügt</translation>
        </message>
        <message>
            <source>Removed the alias “{alias}” from the actor “{name}”</source>
            <translation>Dem Akteur „{name}“ den Namen „{alias}“ genommen</translation>
        </message>
        <message>
            <source>Renamed the actor “{name}” to “{new}”</source>
            <translation>Akteur „{name}“ in „{new}“ umbenannt</translation>
        </message>
        <message>
            <source>Removed the note on the actor “{name}”</source>
            <translation>Notiz zum Akteur „{name}“ entfernt</translation>
        </message>
        <message>
            <source>Note on the actor “{name}”</source>
            <translation>Notiz zum Akteur „{name}“</translation>
        </message>
        <message>
            <source>Removed the attribute {attribute} of {label} “{words}”</source>
            <translation>Attribut {attribute} von {label} „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Set the attribute {attribute} of {label} “{words}” to “{value}”</source>
            <translation>Attribut {attribute} von {label} „{words}“ auf „{value}“ gesetzt</translation>
        </message>
        <message>
            <source>Removed the relation {type} from {label} “{words}” to {other} “{others}”</source>
            <translation>Beziehung {type} von {label} „{words}“ zu {other} „{others}“ entfernt</translation>
        </message>
        <message>
            <source>Related {label} “{words}” to {other} “{others}” as {type}</source>
            <translation>{label} „{words}“ mit {other} „{others}“ als {type} verbunden</translation>
        </message>
        <message>
            <source>Accepted the suggestion {label} “{words}” by {provider}</source>
            <translation>Vorschlag {label} „{words}“ von {provider} angenommen</translation>
        </message>
        <message>
            <source>Accepted {count} suggestions</source>
            <translation>{count} Vorschläge angenommen</translation>
        </message>
        <message>
            <source>Rejected the suggestion {label} “{words}” by {provider}</source>
            <translation>Vorschlag {label} „{words}“ von {provider} abgelehnt</translation>
        </message>
        <message>
            <source>Rejected {count} suggestions</source>
            <translation>{count} Vorschläge abgelehnt</translation>
        </message>
        <message>
            <source>Read “{words}” to character {count}</source>
            <translation>„{words}“ bis Zeichen {count} gelesen</translation>
        </message>
        <message>
            <source>Removed the note on “{words}”</source>
            <translation>Notiz zu „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Removed the note on {label} “{words}”</source>
            <translation>Notiz zu {label} „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Removed {count} spans</source>
            <translation>{count} Textstellen entfernt</translation>
        </message>
        <message>
            <source>Removed {label} “{words}”</source>
            <translation>{label} „{words}“ entfernt</translation>
        </message>
        <message>
            <source>Note on “{words}”</source>
            <translation>Notiz zu „{words}“</translation>
        </message>
        <message>
            <source>Note on {label} “{words}”</source>
            <translation>Notiz zu {label} „{words}“</translation>
        </message>
        <message>
            <source>Doubted {label} “{words}”</source>
            <translation>{label} „{words}“ jetzt unsicher</translation>
        </message>
        <message>
            <source>No longer doubted {label} “{words}”</source>
            <translation>{label} „{words}“ nicht mehr unsicher</translation>
        </message>
        <message>
            <source>Marked “{words}” as {status}</source>
            <translation>Status von „{words}“: {status}</translation>
        </message>
        <message>
            <source>Went back to before “{title}” (1 edit)</source>
            <translation>Zurück bis vor „{title}“ (1 Änderung)</translation>
        </message>
        <message>
            <source>Went back to before “{title}” ({count} edits)</source>
            <translation>Zurück bis vor „{title}“ ({count} Änderungen)</translation>
        </message>
        <message>
            <source>Took back “{title}”</source>
            <translation>„{title}“ zurückgenommen</translation>
        </message>
        <message>
            <source>Compacted the history (1 edit)</source>
            <translation>Verlauf verdichtet (1 Änderung)</translation>
        </message>
        <message>
            <source>Compacted the history ({count} edits)</source>
            <translation>Verlauf verdichtet ({count} Änderungen)</translation>
        </message>
        <message>
            <source>Add annotator “{words}”</source>
            <translation>Person „{words}“ hinzugefügt</translation>
        </message>
        <message>
            <source>Import {words} and {count} more</source>
            <translation>{words} und {count} weitere importiert</translation>
        </message>
        <message>
            <source>Import {words}</source>
            <translation>{words} importiert</translation>
        </message>
    </context>
    <context>
        <name>EmptyPage</name>
        <message>
            <source>No articles yet</source>
            <translation>Noch keine Artikel</translation>
        </message>
        <message>
            <source>Import files</source>
            <translation>Dateien importieren</translation>
        </message>
        <message>
            <source>articles, or what another tool exported</source>
            <translation>Artikel, oder was ein anderes Programm exportiert hat</translation>
        </message>
        <message>
            <source>Import a folder</source>
            <translation>Ordner importieren</translation>
        </message>
        <message>
            <source>with all the folders in it</source>
            <translation>mit allen Unterordnern</translation>
        </message>
        <message>
            <source>Bring some in, or drop them anywhere on the window.</source>
            <translation>Importieren Sie welche, oder ziehen Sie sie irgendwo ins Fenster.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>&amp;Show in folder</source>
            <translation>Im &amp;Ordner zeigen</translation>
        </message>
        <message>
            <source>Open the &amp;report</source>
            <translation>&amp;Bericht öffnen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Replace the folder</source>
            <translation>Ordner ersetzen</translation>
        </message>
        <message>
            <source>Replace the file</source>
            <translation>Datei ersetzen</translation>
        </message>
        <message>
            <source>Tick at least one of “{group}”.</source>
            <translation>Unter „{group}“ mindestens ein Kästchen ankreuzen.</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>Wird gezählt …</translation>
        </message>
        <message>
            <source>Counting… {percent} %</source>
            <translation>Wird gezählt … {percent} %</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Exported</source>
            <translation>Exportiert</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator; no file was written.</source>
            <translation>In Annotator ist etwas schiefgegangen; es wurde keine Datei geschrieben.</translation>
        </message>
    </context>
    <context>
        <name>ExportForm</name>
        <message>
            <source>New</source>
            <translation>Neu</translation>
        </message>
        <message>
            <source>In progress</source>
            <translation>In Arbeit</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Kategorien</translation>
        </message>
        <message>
            <source>Annotators</source>
            <translation>Annotierende</translation>
        </message>
        <message>
            <source>&amp;Format</source>
            <translation>&amp;Format</translation>
        </message>
    </context>
    <context>
        <name>FailureDialog</name>
        <message>
            <source>Something went wrong</source>
            <translation>Etwas ist schiefgegangen</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator</source>
            <translation>In Annotator ist etwas schiefgegangen</translation>
        </message>
        <message>
            <source>Every edit up to now is stored. You can go on; if it happens again, please report it with these details.</source>
            <translation>Alle bisherigen Änderungen sind gespeichert. Sie können weiterarbeiten; tritt der Fehler wieder auf, melden Sie ihn bitte mit diesen Angaben.</translation>
        </message>
        <message>
            <source>Also written to {file}</source>
            <translation>Steht auch in {file}</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weiterarbeiten</translation>
        </message>
    </context>
    <context>
        <name>FileCheck</name>
        <message>
            <source>{path} is damaged: nothing is written to it any more; export what you can</source>
            <translation>{path} ist beschädigt: Es wird nichts mehr hineingeschrieben; exportieren Sie, was noch zu lesen ist</translation>
        </message>
    </context>
    <context>
        <name>FileList</name>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>weggelassen</translation>
        </message>
        <message>
            <source>format not known, left out</source>
            <translation>Format unbekannt, weggelassen</translation>
        </message>
        <message>
            <source>which format?</source>
            <translation>welches Format?</translation>
        </message>
        <message>
            <source>encoding not sure</source>
            <translation>Kodierung unsicher</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln Dokument</numerusform>
                <numerusform>%Ln Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln Textstelle</numerusform>
                <numerusform>%Ln Textstellen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FileTrouble</name>
        <message>
            <source>Open for editing</source>
            <translation>Zum Bearbeiten öffnen</translation>
        </message>
        <message>
            <source>Open it anew</source>
            <translation>Neu öffnen</translation>
        </message>
        <message>
            <source>Save a copy…</source>
            <translation>Kopie speichern…</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Find in the article</source>
            <translation>Im Artikel suchen</translation>
        </message>
        <message>
            <source>Previous find</source>
            <translation>Voriger Treffer</translation>
        </message>
        <message>
            <source>Next find</source>
            <translation>Nächster Treffer</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Not in this article</source>
            <translation>Nicht in diesem Artikel</translation>
        </message>
        <message>
            <source>{index} of {count}</source>
            <translation>{index} von {count}</translation>
        </message>
    </context>
    <context>
        <name>FixedKeys</name>
        <message>
            <source>Label with this number’s label; on its span: grow</source>
            <translation>Mit dieser Kategorie markieren; erneut: erweitern</translation>
        </message>
        <message>
            <source>Label with the label of this letter</source>
            <translation>Mit Kategorie dieses Buchstabens markieren</translation>
        </message>
        <message>
            <source>Shift+A … Z</source>
            <translation>Umschalt+A … Z</translation>
        </message>
        <message>
            <source>Shrink the span that has this label</source>
            <translation>Die Textstelle dieser Kategorie verkleinern</translation>
        </message>
        <message>
            <source>Drag</source>
            <translation>Ziehen</translation>
        </message>
        <message>
            <source>Select whole words</source>
            <translation>Ganze Wörter auswählen</translation>
        </message>
        <message>
            <source>Alt+Drag</source>
            <translation>Alt+Ziehen</translation>
        </message>
        <message>
            <source>Select exact characters</source>
            <translation>Zeichengenau auswählen</translation>
        </message>
        <message>
            <source>Click</source>
            <translation>Klick</translation>
        </message>
        <message>
            <source>Select the span there; on a lane, its span</source>
            <translation>Textstelle dort wählen; auf einer Spur: deren</translation>
        </message>
        <message>
            <source>Alt+Click</source>
            <translation>Alt+Klick</translation>
        </message>
        <message>
            <source>Select the next span around</source>
            <translation>Die nächste umgebende Textstelle wählen</translation>
        </message>
        <message>
            <source>2, 3, 4 × Click</source>
            <translation>2, 3, 4 × Klick</translation>
        </message>
        <message>
            <source>Select a word, a sentence, a paragraph</source>
            <translation>Ein Wort, einen Satz, einen Absatz auswählen</translation>
        </message>
        <message>
            <source>Ctrl+Wheel</source>
            <translation>Strg+Mausrad</translation>
        </message>
        <message>
            <source>Larger or smaller text</source>
            <translation>Text größer oder kleiner</translation>
        </message>
        <message>
            <source>Move the caret; Ctrl: by words, Shift: select</source>
            <translation>Bewegen; Strg: wortweise, Umschalt: auswählen</translation>
        </message>
        <message>
            <source>Labelling</source>
            <translation>Markieren</translation>
        </message>
        <message>
            <source>Mouse</source>
            <translation>Maus</translation>
        </message>
        <message>
            <source>Caret</source>
            <translation>Textcursor</translation>
        </message>
    </context>
    <context>
        <name>Formats</name>
        <message>
            <source>Annotator's own</source>
            <translation>Von Annotator selbst</translation>
        </message>
        <message>
            <source>For training</source>
            <translation>Zum Trainieren</translation>
        </message>
        <message>
            <source>Other tools</source>
            <translation>Andere Werkzeuge</translation>
        </message>
        <message>
            <source>auto</source>
            <translation>automatisch</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>characters (code points)</source>
            <translation>Zeichen (Codepoints)</translation>
        </message>
        <message>
            <source>UTF-16 units (Java, JavaScript, Windows)</source>
            <translation>UTF-16-Einheiten (Java, JavaScript, Windows)</translation>
        </message>
        <message>
            <source>bytes of the text as UTF-8</source>
            <translation>Bytes des Textes als UTF-8</translation>
        </message>
        <message>
            <source>characters, each line break as two</source>
            <translation>Zeichen, jeden Zeilenumbruch als zwei</translation>
        </message>
        <message>
            <source>characters, each line break as one</source>
            <translation>Zeichen, jeden Zeilenumbruch als eins</translation>
        </message>
        <message>
            <source>Argilla, records with responses and suggestions</source>
            <translation>Argilla, Datensätze mit Antworten und Vorschlägen</translation>
        </message>
        <message>
            <source>suggestion that was accepted or rejected</source>
            <translation>Vorschlag, der angenommen oder abgelehnt wurde</translation>
        </message>
        <message>
            <source>suggestions that were accepted or rejected</source>
            <translation>Vorschläge, die angenommen oder abgelehnt wurden</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>weggelassen</translation>
        </message>
        <message>
            <source>suggestion by a further model</source>
            <translation>Vorschlag eines weiteren Modells</translation>
        </message>
        <message>
            <source>suggestions by further models</source>
            <translation>Vorschläge weiterer Modelle</translation>
        </message>
        <message>
            <source>left out: Argilla holds one model's for a question</source>
            <translation>weggelassen: Argilla fasst für eine Frage die eines Modells</translation>
        </message>
        <message>
            <source>detail of a suggestion</source>
            <translation>Einzelheit eines Vorschlags</translation>
        </message>
        <message>
            <source>details of suggestions</source>
            <translation>Einzelheiten von Vorschlägen</translation>
        </message>
        <message>
            <source>span in fragments</source>
            <translation>Textstelle aus mehreren Teilen</translation>
        </message>
        <message>
            <source>spans in fragments</source>
            <translation>Textstellen aus mehreren Teilen</translation>
        </message>
        <message>
            <source>shown there as one piece; the fragments stand in “details”</source>
            <translation>dort als ein Stück gezeigt; die Teile stehen in „details“</translation>
        </message>
        <message>
            <source>brat standoff, a folder of .txt and .ann files</source>
            <translation>brat-Standoff, ein Ordner mit .txt- und .ann-Dateien</translation>
        </message>
        <message>
            <source>span of nothing but line breaks</source>
            <translation>Textstelle aus nichts als Zeilenumbrüchen</translation>
        </message>
        <message>
            <source>spans of nothing but line breaks</source>
            <translation>Textstellen aus nichts als Zeilenumbrüchen</translation>
        </message>
        <message>
            <source>left out: brat's spans hold none</source>
            <translation>weggelassen: brats Textstellen fassen keine</translation>
        </message>
        <message>
            <source>Whose a span is, which brat has no place for: in notes, or nowhere</source>
            <translation>Von wem eine Textstelle ist, wofür brat keinen Platz hat: in Notizen oder nirgends</translation>
        </message>
        <message>
            <source>CoNLL, one token a line with its tags in columns</source>
            <translation>CoNLL, ein Token je Zeile mit seinen Tags in Spalten</translation>
        </message>
        <message>
            <source>Scheme of the tags</source>
            <translation>Schema der Tags</translation>
        </message>
        <message>
            <source>What parts the columns</source>
            <translation>Was die Spalten trennt</translation>
        </message>
        <message>
            <source>A column of tags for each label, or one</source>
            <translation>Eine Spalte mit Tags je Kategorie oder eine für alle</translation>
        </message>
        <message>
            <source>Columns with the offsets of tokens</source>
            <translation>Spalten mit den Offsets der Token</translation>
        </message>
        <message>
            <source>span that follows another of its label at once</source>
            <translation>Textstelle, die unmittelbar auf eine ihrer Kategorie folgt</translation>
        </message>
        <message>
            <source>spans that follow others of their label at once</source>
            <translation>Textstellen, die unmittelbar auf andere ihrer Kategorie folgen</translation>
        </message>
        <message>
            <source>joined to it</source>
            <translation>damit verbunden</translation>
        </message>
        <message>
            <source>span over the end of a sentence</source>
            <translation>Textstelle über ein Satzende hinweg</translation>
        </message>
        <message>
            <source>spans over the end of a sentence</source>
            <translation>Textstellen über ein Satzende hinweg</translation>
        </message>
        <message>
            <source>goes on in the next sentence with an inner tag; other programs may take it for two</source>
            <translation>geht im nächsten Satz mit einem inneren Tag weiter; andere Programme halten sie vielleicht für zwei</translation>
        </message>
        <message>
            <source>CSV, one row a span, for spreadsheets and statistics</source>
            <translation>CSV, eine Zeile je Textstelle, für Tabellen und Statistik</translation>
        </message>
        <message>
            <source>Also write the whole texts, so that the file needs no project</source>
            <translation>Auch die ganzen Texte schreiben, damit die Datei ohne Projekt auskommt</translation>
        </message>
        <message>
            <source>Words that stand for an empty cell, with commas between</source>
            <translation>Wörter, die für eine leere Zelle stehen, durch Kommas getrennt</translation>
        </message>
        <message>
            <source>What stands between two cells</source>
            <translation>Was zwischen zwei Zellen steht</translation>
        </message>
        <message>
            <source>Discourse Network Analyzer 3 project (.dna)</source>
            <translation>Projekt des Discourse Network Analyzer 3 (.dna)</translation>
        </message>
        <message>
            <source>The cell Password of a coder in a project that DNA made, for all coders; without one DNA lets nobody in</source>
            <translation>Die Zelle „Password“ einer Person aus einem Projekt, das DNA erstellt hat, für alle Personen; ohne sie lässt DNA niemanden hinein</translation>
        </message>
        <message>
            <source>cut short</source>
            <translation>gekürzt</translation>
        </message>
        <message>
            <source>doccano, spans as [start, end, label]</source>
            <translation>doccano, Textstellen als [Anfang, Ende, Kategorie]</translation>
        </message>
        <message>
            <source>How spans are written: triples, entities with ids, or entities only where there are relations</source>
            <translation>Wie Textstellen geschrieben werden: als Tripel, als Entitäten mit Nummern, oder nur bei Relationen als Entitäten</translation>
        </message>
        <message>
            <source>Word document: its text</source>
            <translation>Word-Dokument: sein Text</translation>
        </message>
        <message>
            <source>What becomes of footnotes and endnotes</source>
            <translation>Was aus Fuß- und Endnoten wird</translation>
        </message>
        <message>
            <source>EPUB: the text of its chapters</source>
            <translation>EPUB: der Text seiner Kapitel</translation>
        </message>
        <message>
            <source>relation</source>
            <translation>Relation</translation>
        </message>
        <message>
            <source>relations</source>
            <translation>Relationen</translation>
        </message>
        <message>
            <source>attribute of a span</source>
            <translation>Attribut einer Textstelle</translation>
        </message>
        <message>
            <source>attributes of spans</source>
            <translation>Attribute von Textstellen</translation>
        </message>
        <message>
            <source>link of a span to an actor</source>
            <translation>Verweis einer Textstelle auf einen Akteur</translation>
        </message>
        <message>
            <source>links of spans to actors</source>
            <translation>Verweise von Textstellen auf Akteure</translation>
        </message>
        <message>
            <source>note on a span</source>
            <translation>Notiz zu einer Textstelle</translation>
        </message>
        <message>
            <source>notes on spans</source>
            <translation>Notizen zu Textstellen</translation>
        </message>
        <message>
            <source>doubt on a span</source>
            <translation>Zweifel an einer Textstelle</translation>
        </message>
        <message>
            <source>doubts on spans</source>
            <translation>Zweifel an Textstellen</translation>
        </message>
        <message>
            <source>word on where a span comes from</source>
            <translation>Angabe zur Herkunft einer Textstelle</translation>
        </message>
        <message>
            <source>words on where spans come from</source>
            <translation>Angaben zur Herkunft von Textstellen</translation>
        </message>
        <message>
            <source>unknown key of a span</source>
            <translation>unbekannter Schlüssel einer Textstelle</translation>
        </message>
        <message>
            <source>unknown keys of spans</source>
            <translation>unbekannte Schlüssel von Textstellen</translation>
        </message>
        <message>
            <source>unknown key of a relation</source>
            <translation>unbekannter Schlüssel einer Relation</translation>
        </message>
        <message>
            <source>unknown keys of relations</source>
            <translation>unbekannte Schlüssel von Relationen</translation>
        </message>
        <message>
            <source>span</source>
            <translation>Textstelle</translation>
        </message>
        <message>
            <source>spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>written without saying whose it is</source>
            <translation>ohne Angabe geschrieben, von wem sie stammt</translation>
        </message>
        <message>
            <source>span that another annotator made alike</source>
            <translation>Textstelle, die eine andere Person gleich gesetzt hat</translation>
        </message>
        <message>
            <source>spans that another annotator made alike</source>
            <translation>Textstellen, die eine andere Person gleich gesetzt hat</translation>
        </message>
        <message>
            <source>written once</source>
            <translation>einmal geschrieben</translation>
        </message>
        <message>
            <source>relation that is there alike</source>
            <translation>Relation, die es gleich schon gibt</translation>
        </message>
        <message>
            <source>relations that are there alike</source>
            <translation>Relationen, die es gleich schon gibt</translation>
        </message>
        <message>
            <source>written as one piece from its first to its last character</source>
            <translation>als ein Stück vom ersten bis zum letzten Zeichen geschrieben</translation>
        </message>
        <message>
            <source>span that overlaps a longer one</source>
            <translation>Textstelle, die eine längere überlappt</translation>
        </message>
        <message>
            <source>spans that overlap longer ones</source>
            <translation>Textstellen, die längere überlappen</translation>
        </message>
        <message>
            <source>span that crosses another</source>
            <translation>Textstelle, die eine andere kreuzt</translation>
        </message>
        <message>
            <source>spans that cross others</source>
            <translation>Textstellen, die andere kreuzen</translation>
        </message>
        <message>
            <source>boundary of a span inside a word</source>
            <translation>Grenze einer Textstelle mitten im Wort</translation>
        </message>
        <message>
            <source>boundaries of spans inside a word</source>
            <translation>Grenzen von Textstellen mitten im Wort</translation>
        </message>
        <message>
            <source>moved out to the word's end</source>
            <translation>bis ans Ende des Wortes verschoben</translation>
        </message>
        <message>
            <source>span with blanks at an end</source>
            <translation>Textstelle mit Leerraum an einem Ende</translation>
        </message>
        <message>
            <source>spans with blanks at an end</source>
            <translation>Textstellen mit Leerraum an einem Ende</translation>
        </message>
        <message>
            <source>written without them</source>
            <translation>ohne ihn geschrieben</translation>
        </message>
        <message>
            <source>status or note on a document</source>
            <translation>Status oder Notiz zu einem Dokument</translation>
        </message>
        <message>
            <source>statuses or notes on documents</source>
            <translation>Status oder Notizen zu Dokumenten</translation>
        </message>
        <message>
            <source>note on a document</source>
            <translation>Notiz zu einem Dokument</translation>
        </message>
        <message>
            <source>notes on documents</source>
            <translation>Notizen zu Dokumenten</translation>
        </message>
        <message>
            <source>suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>left out: it is nobody's work yet</source>
            <translation>weggelassen: Noch ist es niemandes Arbeit</translation>
        </message>
        <message>
            <source>actor of the registry</source>
            <translation>Akteur des Verzeichnisses</translation>
        </message>
        <message>
            <source>actors of the registry</source>
            <translation>Akteure des Verzeichnisses</translation>
        </message>
        <message>
            <source>title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>titles</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>language of a document</source>
            <translation>Sprache eines Dokuments</translation>
        </message>
        <message>
            <source>languages of documents</source>
            <translation>Sprachen von Dokumenten</translation>
        </message>
        <message>
            <source>value of metadata</source>
            <translation>Wert der Metadaten</translation>
        </message>
        <message>
            <source>values of metadata</source>
            <translation>Werte der Metadaten</translation>
        </message>
        <message>
            <source>unknown key of a document</source>
            <translation>unbekannter Schlüssel eines Dokuments</translation>
        </message>
        <message>
            <source>unknown keys of documents</source>
            <translation>unbekannte Schlüssel von Dokumenten</translation>
        </message>
        <message>
            <source>text of a document</source>
            <translation>Text eines Dokuments</translation>
        </message>
        <message>
            <source>texts of documents</source>
            <translation>Texte von Dokumenten</translation>
        </message>
        <message>
            <source>left out; only the words of its spans are written</source>
            <translation>weggelassen; nur die Wörter seiner Textstellen werden geschrieben</translation>
        </message>
        <message>
            <source>GATE documents: bdocjs (GATE XML is read)</source>
            <translation>GATE-Dokumente: bdocjs (GATE-XML wird gelesen)</translation>
        </message>
        <message>
            <source>kept in the document's feature “details”, where GATE does not look for them</source>
            <translation>im Merkmal „details“ des Dokuments aufgehoben, wo GATE nicht danach sucht</translation>
        </message>
        <message>
            <source>What offsets count: code points as in Python, or UTF-16 units as in Java; the file says which</source>
            <translation>Was Offsets zählen: Codepoints wie in Python oder UTF-16-Einheiten wie in Java; die Datei sagt es</translation>
        </message>
        <message>
            <source>moved out to the word's end in the columns of tags; exact in “spans”</source>
            <translation>in den Spalten der Tags bis ans Wortende erweitert; in „spans“ genau</translation>
        </message>
        <message>
            <source>span that overlaps a longer one of its label</source>
            <translation>Textstelle, die eine längere ihrer Kategorie überlappt</translation>
        </message>
        <message>
            <source>spans that overlap longer ones of their label</source>
            <translation>Textstellen, die längere ihrer Kategorie überlappen</translation>
        </message>
        <message>
            <source>not in the columns of tags; exact in “spans”</source>
            <translation>nicht in den Spalten der Tags; in „spans“ genau</translation>
        </message>
        <message>
            <source>one piece in the columns of tags; exact in “spans”</source>
            <translation>in den Spalten der Tags ein Stück; in „spans“ genau</translation>
        </message>
        <message>
            <source>span of nothing but blanks</source>
            <translation>Textstelle aus nichts als Leerraum</translation>
        </message>
        <message>
            <source>spans of nothing but blanks</source>
            <translation>Textstellen aus nichts als Leerraum</translation>
        </message>
        <message>
            <source>Web page: the text of its article</source>
            <translation>Webseite: der Text ihres Artikels</translation>
        </message>
        <message>
            <source>What of a page becomes the text</source>
            <translation>Was von einer Seite zum Text wird</translation>
        </message>
        <message>
            <source>Whether the headline is the text's first line</source>
            <translation>Ob die Überschrift die erste Zeile des Textes ist</translation>
        </message>
        <message>
            <source>Hugging Face dataset (a folder for datasets.load_dataset)</source>
            <translation>Hugging-Face-Datensatz (ein Ordner für datasets.load_dataset)</translation>
        </message>
        <message>
            <source>What the data files are</source>
            <translation>In welcher Form die Daten sind</translation>
        </message>
        <message>
            <source>Megabytes of a Parquet file before the next is begun</source>
            <translation>Megabyte einer Parquet-Datei, bevor die nächste begonnen wird</translation>
        </message>
        <message>
            <source>Licence of the texts and spans, as the Hub calls it (cc-by-4.0)</source>
            <translation>Lizenz der Texte und Textstellen, wie der Hub sie nennt (cc-by-4.0)</translation>
        </message>
        <message>
            <source>Names of tags that are numbers, by commas (O,B-PER,I-PER)</source>
            <translation>Namen von Tags, die Zahlen sind, durch Kommas getrennt (O,B-PER,I-PER)</translation>
        </message>
        <message>
            <source>JSON Lines, one document a line with everything about it</source>
            <translation>JSON Lines, ein Dokument je Zeile mit allem, was dazugehört</translation>
        </message>
        <message>
            <source>unknown key named like one of the format's own</source>
            <translation>unbekannter Schlüssel, der wie einer des Formats heißt</translation>
        </message>
        <message>
            <source>unknown keys named like ones of the format's own</source>
            <translation>unbekannte Schlüssel, die wie welche des Formats heißen</translation>
        </message>
        <message>
            <source>written with an underscore behind the name</source>
            <translation>mit einem Unterstrich hinter dem Namen geschrieben</translation>
        </message>
        <message>
            <source>Label Studio, tasks with annotations and predictions</source>
            <translation>Label Studio, Aufgaben mit Annotationen und Vorhersagen</translation>
        </message>
        <message>
            <source>Whether annotations name their annotators in Label Studio's own way, which takes only people it knows</source>
            <translation>Ob Annotationen ihre Personen so nennen, wie Label Studio es tut, das nur Personen nimmt, die es kennt</translation>
        </message>
        <message>
            <source>PDF: the text of its pages</source>
            <translation>PDF: der Text seiner Seiten</translation>
        </message>
        <message>
            <source>Whether words parted at line ends are joined, and lines that end no sentence</source>
            <translation>Ob am Zeilenende getrennte Wörter verbunden werden und Zeilen, die keinen Satz beenden</translation>
        </message>
        <message>
            <source>Prodigy, a row for each answer</source>
            <translation>Prodigy, eine Zeile je Antwort</translation>
        </message>
        <message>
            <source>Whether rows say their tokens: where relations need them, or all</source>
            <translation>Ob Zeilen ihre Token nennen: wo Relationen sie brauchen, oder alle</translation>
        </message>
        <message>
            <source>span in a document that its annotator skipped</source>
            <translation>Textstelle in einem Dokument, das die Person übersprungen hat</translation>
        </message>
        <message>
            <source>spans in documents that their annotators skipped</source>
            <translation>Textstellen in Dokumenten, die die Person übersprungen hat</translation>
        </message>
        <message>
            <source>written as part of an ignored answer, not as spans</source>
            <translation>als Teil einer übergangenen Antwort geschrieben, nicht als Textstellen</translation>
        </message>
        <message>
            <source>relation between spans of two annotators</source>
            <translation>Relation zwischen Textstellen zweier Personen</translation>
        </message>
        <message>
            <source>relations between spans of two annotators</source>
            <translation>Relationen zwischen Textstellen zweier Personen</translation>
        </message>
        <message>
            <source>PubAnnotation JSON, as PubAnnotation and TextAE read it</source>
            <translation>PubAnnotation-JSON, wie PubAnnotation und TextAE es lesen</translation>
        </message>
        <message>
            <source>One JSON list, or one object a line</source>
            <translation>Eine JSON-Liste oder ein Objekt je Zeile</translation>
        </message>
        <message>
            <source>A span in fragments as a list of places, or as denotations chained by relations</source>
            <translation>Eine Textstelle aus Teilen als Liste von Stellen oder als Denotationen, durch Relationen verkettet</translation>
        </message>
        <message>
            <source>QualCoder project (a folder .qda, or the data.qda in it)</source>
            <translation>QualCoder-Projekt (ein Ordner .qda oder die data.qda darin)</translation>
        </message>
        <message>
            <source>text with characters that XML cannot hold</source>
            <translation>Text mit Zeichen, die XML nicht fassen kann</translation>
        </message>
        <message>
            <source>texts with characters that XML cannot hold</source>
            <translation>Texte mit Zeichen, die XML nicht fassen kann</translation>
        </message>
        <message>
            <source>written with � for each</source>
            <translation>mit � für jedes geschrieben</translation>
        </message>
        <message>
            <source>document</source>
            <translation>Dokument</translation>
        </message>
        <message>
            <source>documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>left out; a codebook holds labels alone</source>
            <translation>weggelassen; ein Codebuch fasst nur Kategorien</translation>
        </message>
        <message>
            <source>REFI-QDA project (.qdpx) or codebook (.qdc), for NVivo, MAXQDA, ATLAS.ti, QualCoder</source>
            <translation>REFI-QDA-Projekt (.qdpx) oder -Codebuch (.qdc), für NVivo, MAXQDA, ATLAS.ti, QualCoder</translation>
        </message>
        <message>
            <source>The whole project, or its labels alone</source>
            <translation>Das ganze Projekt oder nur seine Kategorien</translation>
        </message>
        <message>
            <source>Texts as files in the archive, or inside the project's XML</source>
            <translation>Texte als Dateien im Archiv oder im XML des Projekts</translation>
        </message>
        <message>
            <source>Rich text: its text</source>
            <translation>Rich Text: sein Text</translation>
        </message>
        <message>
            <source>value that is no text</source>
            <translation>Wert, der kein Text ist</translation>
        </message>
        <message>
            <source>values that are no texts</source>
            <translation>Werte, die keine Texte sind</translation>
        </message>
        <message>
            <source>written as text</source>
            <translation>als Text geschrieben</translation>
        </message>
        <message>
            <source>empty attribute</source>
            <translation>leeres Attribut</translation>
        </message>
        <message>
            <source>empty attributes</source>
            <translation>leere Attribute</translation>
        </message>
        <message>
            <source>unknown key of a review</source>
            <translation>unbekannter Schlüssel einer Durchsicht</translation>
        </message>
        <message>
            <source>unknown keys of reviews</source>
            <translation>unbekannte Schlüssel von Durchsichten</translation>
        </message>
        <message>
            <source>text beyond 32,767 characters</source>
            <translation>Text mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>texts beyond 32,767 characters</source>
            <translation>Texte mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>left out: no cell holds it</source>
            <translation>weggelassen: Keine Zelle fasst es</translation>
        </message>
        <message>
            <source>span beyond 32,767 characters</source>
            <translation>Textstelle mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>spans beyond 32,767 characters</source>
            <translation>Textstellen mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>note or value beyond 32,767 characters</source>
            <translation>Notiz oder Wert mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>notes or values beyond 32,767 characters</source>
            <translation>Notizen oder Werte mit mehr als 32.767 Zeichen</translation>
        </message>
        <message>
            <source>spaCy training data (DocBin)</source>
            <translation>Trainingsdaten für spaCy (DocBin)</translation>
        </message>
        <message>
            <source>spaCy documents as JSON, one a line (Doc.to_json)</source>
            <translation>spaCy-Dokumente als JSON, eins je Zeile (Doc.to_json)</translation>
        </message>
        <message>
            <source>document that was read in part</source>
            <translation>Dokument, das nur zum Teil gelesen wurde</translation>
        </message>
        <message>
            <source>documents that were read in part</source>
            <translation>Dokumente, die nur zum Teil gelesen wurden</translation>
        </message>
        <message>
            <source>how far is said under “annotator”; spaCy’s JSON cannot mark tokens as unread</source>
            <translation>wie weit, steht unter „annotator“; spaCys JSON kann Token nicht als ungelesen kennzeichnen</translation>
        </message>
        <message>
            <source>in the span group “sc”, not among the entities (ents)</source>
            <translation>in der Gruppe „sc“, nicht unter den Entitäten (ents)</translation>
        </message>
        <message>
            <source>one piece from its first to its last character for spaCy; its fragments are kept under “annotator”</source>
            <translation>für spaCy ein Stück vom ersten bis zum letzten Zeichen; die Teile stehen unter „annotator“</translation>
        </message>
        <message>
            <source>Taguette project (.sqlite3)</source>
            <translation>Taguette-Projekt (.sqlite3)</translation>
        </message>
        <message>
            <source>Plain text, one document a file</source>
            <translation>Reiner Text, ein Dokument je Datei</translation>
        </message>
        <message>
            <source>UIMA CAS, XMI or JSON, as INCEpTION and DKPro read and write it</source>
            <translation>UIMA-CAS, XMI oder JSON, wie INCEpTION und DKPro es lesen und schreiben</translation>
        </message>
        <message>
            <source>XMI with a type system beside it, or CAS JSON</source>
            <translation>XMI mit einem Typsystem daneben oder CAS-JSON</translation>
        </message>
        <message>
            <source>The feature that is the label (else one called label, value, entity, type …)</source>
            <translation>Das Merkmal, das die Kategorie ist (sonst eines namens label, value, entity, type …)</translation>
        </message>
        <message>
            <source>The types to read, with commas between (else all but tokens, sentences, parts of speech and the like)</source>
            <translation>Die Typen, die gelesen werden, durch Kommas getrennt (sonst alle außer Token, Sätzen, Wortarten und Ähnlichem)</translation>
        </message>
        <message>
            <source>character that XML has no place for</source>
            <translation>Zeichen, für das XML keinen Platz hat</translation>
        </message>
        <message>
            <source>characters that XML has no place for</source>
            <translation>Zeichen, für die XML keinen Platz hat</translation>
        </message>
        <message>
            <source>shown as �; kept in “details”</source>
            <translation>als � gezeigt; in „details“ aufgehoben</translation>
        </message>
        <message>
            <source>W3C Web Annotation (JSON-LD), with quotes by which spans are found again</source>
            <translation>W3C Web Annotation (JSON-LD), mit Zitaten, an denen Textstellen wiedergefunden werden</translation>
        </message>
        <message>
            <source>One list, one page, or one annotation a line</source>
            <translation>Eine Liste, eine Seite oder eine Annotation je Zeile</translation>
        </message>
        <message>
            <source>Look for words that are not at their offsets</source>
            <translation>Wörter suchen, die nicht an ihren Offsets stehen</translation>
        </message>
        <message>
            <source>The label of annotations without a tag</source>
            <translation>Die Kategorie von Annotationen ohne Tag</translation>
        </message>
        <message>
            <source>WebAnno TSV 3, as WebAnno and INCEpTION read and write it</source>
            <translation>WebAnno TSV 3, wie WebAnno und INCEpTION es lesen und schreiben</translation>
        </message>
        <message>
            <source>shown there without them; they stand in “details”</source>
            <translation>dort ohne sie gezeigt; sie stehen in „details“</translation>
        </message>
        <message>
            <source>The layers to read, with commas between (else all but parts of speech, lemmas and the like)</source>
            <translation>Die Ebenen, die gelesen werden, durch Kommas getrennt (sonst alle außer Wortarten, Lemmata und Ähnlichem)</translation>
        </message>
        <message>
            <source>Excel workbook, one row a span, for spreadsheets and statistics</source>
            <translation>Excel-Arbeitsmappe, eine Zeile je Textstelle, für Tabellen und Statistik</translation>
        </message>
        <message>
            <source>YEDDA, text with marks such as [@the words#Label*]</source>
            <translation>YEDDA, Text mit Marken wie [@die Wörter#Kategorie*]</translation>
        </message>
    </context>
    <context>
        <name>GoingBackPanel</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Take back only “{title}”</source>
            <translation>Nur „{title}“ zurücknehmen</translation>
        </message>
        <message>
            <source>Go back to before “{title}”</source>
            <translation>Zurück bis vor „{title}“</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Undo back to here</source>
            <translation>Bis hierher zurück</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator; nothing was changed.</source>
            <translation>In Annotator ist etwas schiefgegangen; nichts wurde geändert.</translation>
        </message>
        <message>
            <source>Counting what will change…</source>
            <translation>Es wird gezählt, was sich ändert…</translation>
        </message>
        <message>
            <source>Ctrl+Z cannot bring this step back, for an import is in it; importing the files again can.</source>
            <translation>Strg+Z kann diesen Schritt nicht zurückholen, denn er enthält einen Import; ein neuer Import der Dateien kann es.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) will be removed, with all that was done on them.</source>
            <translation>
                <numerusform>%Ln Dokument wird entfernt, mit allem, was daran getan wurde.</numerusform>
                <numerusform>%Ln Dokumente werden entfernt, mit allem, was daran getan wurde.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln status(es) of documents will be as before.</source>
            <translation>
                <numerusform>%Ln Status eines Dokuments wird wie vorher.</numerusform>
                <numerusform>%Ln Status von Dokumenten werden wie vorher.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln note(s) on documents will be as before.</source>
            <translation>
                <numerusform>%Ln Notiz zu einem Dokument wird wie vorher.</numerusform>
                <numerusform>%Ln Notizen zu Dokumenten werden wie vorher.</numerusform>
            </translation>
        </message>
        <message>
            <source>It cancels out: nothing will change.</source>
            <translation>Es hebt sich auf: nichts ändert sich.</translation>
        </message>
        <message>
            <source>No span will change.</source>
            <translation>Keine Textstelle ändert sich.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln edit(s) will be taken back</source>
            <translation>
                <numerusform>%Ln Änderung wird zurückgenommen</numerusform>
                <numerusform>%Ln Änderungen werden zurückgenommen</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} by {name}</source>
            <translation>{count} von {name}</translation>
        </message>
        <message>
            <source>vanish</source>
            <translation>fallen weg</translation>
        </message>
        <message>
            <source>come back</source>
            <translation>kommen zurück</translation>
        </message>
        <message>
            <source>change</source>
            <translation>ändern sich</translation>
        </message>
        <message>
            <source>Spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Working…</source>
            <translation>In Arbeit…</translation>
        </message>
    </context>
    <context>
        <name>GuidelineWindow</name>
        <message>
            <source>Guideline</source>
            <translation>Leitfaden</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Abschnitte</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Undo: {title}</source>
            <translation>Rückgängig: {title}</translation>
        </message>
        <message>
            <source>Redo: {title}</source>
            <translation>Wiederholt: {title}</translation>
        </message>
        <message>
            <source>taken back</source>
            <translation>zurückgenommen</translation>
        </message>
        <message>
            <source>compacted</source>
            <translation>verdichtet</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln Dokument</numerusform>
                <numerusform>%Ln Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln Textstelle</numerusform>
                <numerusform>%Ln Textstellen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln relation(s)</source>
            <translation>
                <numerusform>%Ln Beziehung</numerusform>
                <numerusform>%Ln Beziehungen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln suggestion(s)</source>
            <translation>
                <numerusform>%Ln Vorschlag</numerusform>
                <numerusform>%Ln Vorschläge</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HistoryVerbs</name>
        <message>
            <source>That was about no single document</source>
            <translation>Das betraf kein einzelnes Dokument</translation>
        </message>
        <message>
            <source>That document is not in the project any more</source>
            <translation>Dieses Dokument ist nicht mehr im Projekt</translation>
        </message>
    </context>
    <context>
        <name>HistoryWindow</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Find in the history</source>
            <translation>Im Verlauf suchen</translation>
        </message>
        <message>
            <source>Only this document</source>
            <translation>Nur dieses Dokument</translation>
        </message>
        <message>
            <source>Only mine</source>
            <translation>Nur meine</translation>
        </message>
        <message>
            <source>Undo back to here…</source>
            <translation>Bis hierher zurück…</translation>
        </message>
        <message>
            <source>Take back this import…</source>
            <translation>Diesen Import zurücknehmen…</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>Dorthin gehen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message numerus="yes">
            <source>%Ln entry(s)</source>
            <translation>
                <numerusform>%Ln Eintrag</numerusform>
                <numerusform>%Ln Einträge</numerusform>
            </translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Wird gesucht…</translation>
        </message>
        <message>
            <source>Nothing found.</source>
            <translation>Nichts gefunden.</translation>
        </message>
        <message>
            <source>Nothing was done here yet.</source>
            <translation>Hier wurde noch nichts getan.</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Import</source>
            <translation>Importieren</translation>
        </message>
        <message>
            <source>Looking at the files…</source>
            <translation>Die Dateien werden durchgesehen …</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Nothing was imported</source>
            <translation>Nichts wurde importiert</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator; nothing was imported.</source>
            <translation>In Annotator ist etwas schiefgegangen; nichts wurde importiert.</translation>
        </message>
        <message>
            <source>Import the others</source>
            <translation>Die übrigen importieren</translation>
        </message>
        <message>
            <source>This file cannot be read as {encoding}</source>
            <translation>Diese Datei ist als {encoding} nicht lesbar</translation>
        </message>
        <message>
            <source>Importing…</source>
            <translation>Wird importiert …</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>Importiert</translation>
        </message>
        <message>
            <source>Imported in part</source>
            <translation>Teilweise importiert</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) to import</source>
            <translation>
                <numerusform>%Ln Datei zu importieren</numerusform>
                <numerusform>%Ln Dateien zu importieren</numerusform>
            </translation>
        </message>
        <message>
            <source>There is nothing here to import</source>
            <translation>Hier gibt es nichts zu importieren</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>ImportPane</name>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Auswählen …</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Zeichenkodierung</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Bestätigen</translation>
        </message>
        <message>
            <source>Confirm all</source>
            <translation>Alle bestätigen</translation>
        </message>
        <message>
            <source>&amp;Format</source>
            <translation>&amp;Format</translation>
        </message>
        <message>
            <source>&amp;Encoding</source>
            <translation>&amp;Kodierung</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>Optionen</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>There is nothing wrong with this file.</source>
            <translation>An dieser Datei ist nichts auszusetzen.</translation>
        </message>
        <message>
            <source>Counting… {percent} %</source>
            <translation>Wird gezählt … {percent} %</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln Dokument</numerusform>
                <numerusform>%Ln Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln Textstelle</numerusform>
                <numerusform>%Ln Textstellen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln suggestion(s)</source>
            <translation>
                <numerusform>%Ln Vorschlag</numerusform>
                <numerusform>%Ln Vorschläge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln relation(s)</source>
            <translation>
                <numerusform>%Ln Relation</numerusform>
                <numerusform>%Ln Relationen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln annotator(s)</source>
            <translation>
                <numerusform>%Ln Person</numerusform>
                <numerusform>%Ln Personen</numerusform>
            </translation>
        </message>
        <message>
            <source>by {names}</source>
            <translation>von {names}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s) would stand right if offsets counted: {unit}.</source>
            <translation>
                <numerusform>%Ln Textstelle stünde richtig, wenn die Offsets dies zählten: {unit}.</numerusform>
                <numerusform>%Ln Textstellen stünden richtig, wenn die Offsets dies zählten: {unit}.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Read them so</source>
            <translation>S&amp;o lesen</translation>
        </message>
        <message>
            <source>Read as chosen under Options: {choices}</source>
            <translation>Gelesen wie unter Optionen gewählt: {choices}</translation>
        </message>
        <message>
            <source>offsets count: {unit}</source>
            <translation>Offsets zählen: {unit}</translation>
        </message>
        <message>
            <source>This file may be of several formats. Choose the one it is in, or leave it out.</source>
            <translation>Diese Datei kann in mehreren Formaten sein. Wählen Sie ihr Format, oder lassen Sie sie weg.</translation>
        </message>
        <message>
            <source>The format of this file is not known. Choose one, and it is read.</source>
            <translation>Das Format dieser Datei ist nicht bekannt. Wählen Sie eines, und sie wird gelesen.</translation>
        </message>
        <message>
            <source>{file}: {fact}. Correct that place, or choose the encoding it reads well in.</source>
            <translation>{file}: {fact}. Berichtigen Sie die Stelle, oder wählen Sie die Kodierung, in der sich der Text gut liest.</translation>
        </message>
    </context>
    <context>
        <name>KeyCatcher</name>
        <message>
            <source>Press the new key…</source>
            <translation>Neue Taste drücken …</translation>
        </message>
    </context>
    <context>
        <name>KeyMap</name>
        <message>
            <source>Press one key, with Ctrl, Shift or Alt if you like.</source>
            <translation>Drücken Sie eine Taste, gern mit Strg, Umschalt oder Alt.</translation>
        </message>
        <message>
            <source>{key} cannot be used: letters and digits label the text.</source>
            <translation>{key} geht nicht: Buchstaben und Ziffern markieren den Text.</translation>
        </message>
        <message>
            <source>{key} cannot be used: text fields need it; add Ctrl or Alt.</source>
            <translation>{key} geht nicht: Textfelder brauchen diese Taste; nehmen Sie Strg oder Alt dazu.</translation>
        </message>
        <message>
            <source>{key} cannot be used: it moves the caret.</source>
            <translation>{key} geht nicht: Damit wird der Textcursor bewegt.</translation>
        </message>
        <message>
            <source>{key} cannot be used: text fields need it.</source>
            <translation>{key} geht nicht: Textfelder brauchen diese Taste.</translation>
        </message>
        <message>
            <source>{key} belongs to “{action}”; give that another key first.</source>
            <translation>{key} gehört zu „{action}“; geben Sie dem Befehl zuerst eine andere Taste.</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Find a command or a key</source>
            <translation>Befehl oder Taste suchen</translation>
        </message>
        <message>
            <source>Commands and their keys</source>
            <translation>Befehle und ihre Tasten</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <source>Change key…</source>
            <translation>Taste ändern …</translation>
        </message>
        <message>
            <source>Add a key…</source>
            <translation>Taste hinzufügen …</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Keine Taste</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>LabelButton</name>
        <message>
            <source>Change the label</source>
            <translation>Kategorie ändern</translation>
        </message>
        <message>
            <source>Label: {label}</source>
            <translation>Kategorie: {label}</translation>
        </message>
    </context>
    <context>
        <name>LabelPanel</name>
        <message>
            <source>Labels</source>
            <translation>Kategorien</translation>
        </message>
    </context>
    <context>
        <name>LabelRow</name>
        <message>
            <source>Hold {label}: every drag labels</source>
            <translation>{label} festhalten: Jedes Ziehen markiert</translation>
        </message>
        <message>
            <source>Hide {label} in the article</source>
            <translation>{label} im Artikel ausblenden</translation>
        </message>
        <message>
            <source>keys {keys}; {count} in this document</source>
            <translation>Tasten {keys}; {count} in diesem Dokument</translation>
        </message>
    </context>
    <context>
        <name>Labelling</name>
        <message>
            <source>Plain reading hides all labels: F7 ends it</source>
            <translation>Das bloße Lesen verbirgt alle Kategorien: F7 beendet es</translation>
        </message>
        <message>
            <source>The selected text is only blanks and punctuation</source>
            <translation>Ausgewählt sind nur Leer- und Satzzeichen</translation>
        </message>
        <message>
            <source>There is no word here to label</source>
            <translation>Hier ist kein Wort, das man markieren könnte</translation>
        </message>
        <message>
            <source>No larger structure here</source>
            <translation>Hier gibt es keine größere Einheit</translation>
        </message>
        <message>
            <source>No smaller structure here</source>
            <translation>Hier gibt es keine kleinere Einheit</translation>
        </message>
        <message>
            <source>No further name or statement this way</source>
            <translation>Kein weiterer Name, keine weitere Aussage in dieser Richtung</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message numerus="yes">
            <source>… %Ln more</source>
            <translation>
                <numerusform>… %Ln weitere</numerusform>
                <numerusform>… %Ln weitere</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Linking</name>
        <message>
            <source>Select a span first (click it, or Tab)</source>
            <translation>Erst eine Textstelle wählen (Klick oder Tab)</translation>
        </message>
        <message>
            <source>Click the other span, or Tab and Return (Esc stops), to link “{words}”</source>
            <translation>Andere Textstelle anklicken, oder Tab und Eingabe (Esc bricht ab): „{words}“ verbinden</translation>
        </message>
        <message>
            <source>No link was made</source>
            <translation>Nichts wurde verbunden</translation>
        </message>
        <message>
            <source>“{head}” → “{tail}”: choose the type, or type a new one</source>
            <translation>„{head}“ → „{tail}“: die Art wählen, oder eine neue eingeben</translation>
        </message>
        <message>
            <source>Type of the relation</source>
            <translation>Art der Beziehung</translation>
        </message>
        <message>
            <source>New type “{name}”</source>
            <translation>Neue Art „{name}“</translation>
        </message>
        <message>
            <source>“{head}” and “{tail}” are linked as {type} already</source>
            <translation>„{head}“ und „{tail}“ sind schon als {type} verbunden</translation>
        </message>
    </context>
    <context>
        <name>LossTable</name>
        <message>
            <source>What does not fit this format</source>
            <translation>Was nicht in dieses Format passt</translation>
        </message>
        <message>
            <source>Nothing is lost: this format holds everything.</source>
            <translation>Nichts geht verloren: Dieses Format fasst alles.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>No project was opened yet</source>
            <translation>Noch kein Projekt geöffnet</translation>
        </message>
        <message>
            <source>{name}, for reading only; Tools, Restore leads back</source>
            <translation>{name}, nur zum Lesen; Werkzeuge, Wiederherstellen führt zurück</translation>
        </message>
        <message>
            <source>This project is open for reading only</source>
            <translation>Dieses Projekt ist nur zum Lesen geöffnet</translation>
        </message>
        <message>
            <source>{name} (reading only)</source>
            <translation>{name} (nur zum Lesen)</translation>
        </message>
        <message>
            <source>Backup of {name} from {time}</source>
            <translation>Sicherung von {name}, {time}</translation>
        </message>
        <message>
            <source>A note could not be stored</source>
            <translation>Eine Notiz konnte nicht gespeichert werden</translation>
        </message>
        <message>
            <source>Its words are still where you typed them: copy them, or close again to leave without them.</source>
            <translation>Ihre Worte stehen noch, wo Sie sie eingegeben haben: Kopieren Sie sie, oder schließen Sie noch einmal, um ohne sie zu gehen.</translation>
        </message>
        <message>
            <source>Not everything is stored yet</source>
            <translation>Noch ist nicht alles gespeichert</translation>
        </message>
        <message>
            <source>Another program is using {path}: close it there, then close this project again.</source>
            <translation>{path} wird von einem anderen Programm benutzt: Schließen Sie die Datei dort und dann dieses Projekt noch einmal.</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Open recent</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Span</source>
            <translation>Textstelle</translation>
        </message>
        <message>
            <source>Change label to</source>
            <translation>Kategorie ändern in</translation>
        </message>
        <message>
            <source>Also label as</source>
            <translation>Zusätzlich markieren als</translation>
        </message>
        <message>
            <source>Move an end</source>
            <translation>Grenze verschieben</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Dokument</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farbschema</translation>
        </message>
        <message>
            <source>Tools</source>
            <translation>Werkzeuge</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
    </context>
    <context>
        <name>NewFilePicker</name>
        <message>
            <source>Projects (*{suffix})</source>
            <translation>Projekte (*{suffix})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>NewProjectDialog</name>
        <message>
            <source>New project</source>
            <translation>Neues Projekt</translation>
        </message>
        <message>
            <source>A project is one file that holds articles, labels and every edit.</source>
            <translation>Ein Projekt ist eine einzige Datei mit Artikeln, Kategorien und jeder Änderung.</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Auswählen …</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Ihr Name</translation>
        </message>
        <message>
            <source>Create</source>
            <translation>Anlegen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>The file will be {path}</source>
            <translation>Die Datei wird {path}</translation>
        </message>
        <message>
            <source>Give the project a file name.</source>
            <translation>Geben Sie dem Projekt einen Dateinamen.</translation>
        </message>
        <message>
            <source>{name} is there already; take another name, or open that project.</source>
            <translation>{name} gibt es schon; nehmen Sie einen anderen Namen, oder öffnen Sie dieses Projekt.</translation>
        </message>
        <message>
            <source>The folder {folder} does not exist.</source>
            <translation>Den Ordner {folder} gibt es nicht.</translation>
        </message>
        <message>
            <source>Your spans need a name to be stored under.</source>
            <translation>Ihre Textstellen brauchen einen Namen, unter dem sie gespeichert werden.</translation>
        </message>
        <message>
            <source>Projects (*{suffix})</source>
            <translation>Projekte (*{suffix})</translation>
        </message>
    </context>
    <context>
        <name>NextKey</name>
        <message>
            <source>{key} grows “{words}”</source>
            <translation>{key} erweitert „{words}“</translation>
        </message>
        <message>
            <source>“{words}”</source>
            <translation>„{words}“</translation>
        </message>
    </context>
    <context>
        <name>NextKeyLine</name>
        <message>
            <source>Held: {label}
drag labels, Esc lets go</source>
            <translation>{label} festgehalten
Ziehen markiert, Esc lässt los</translation>
        </message>
        <message>
            <source>Next key labels: {words}</source>
            <translation>Nächste Taste markiert: {words}</translation>
        </message>
        <message>
            <source>Point at a word, press a key</source>
            <translation>Auf ein Wort zeigen, Taste drücken</translation>
        </message>
    </context>
    <context>
        <name>Outlook</name>
        <message>
            <source>Counting…</source>
            <translation>Wird gezählt …</translation>
        </message>
        <message>
            <source>Take them too</source>
            <translation>Auch diese nehmen</translation>
        </message>
        <message>
            <source>Its parts</source>
            <translation>Die Teile</translation>
        </message>
        <message>
            <source>The first record</source>
            <translation>Der erste Datensatz</translation>
        </message>
        <message>
            <source>What does not fit this format</source>
            <translation>Was nicht in dieses Format passt</translation>
        </message>
        <message>
            <source>How it begins</source>
            <translation>So beginnt der Export</translation>
        </message>
        <message>
            <source>Documents that are not done come too.</source>
            <translation>Dokumente, die nicht fertig sind, kommen mit.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) that are not done are left out.</source>
            <translation>
                <numerusform>%Ln Dokument, das nicht fertig ist, wird weggelassen.</numerusform>
                <numerusform>%Ln Dokumente, die nicht fertig sind, werden weggelassen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) are left out for their status.</source>
            <translation>
                <numerusform>%Ln Dokument wird wegen seines Status weggelassen.</numerusform>
                <numerusform>%Ln Dokumente werden wegen ihres Status weggelassen.</numerusform>
            </translation>
        </message>
        <message>
            <source>This format is not plain text.</source>
            <translation>Dieses Format ist kein reiner Text.</translation>
        </message>
        <message>
            <source>There is nothing in it.</source>
            <translation>Es ist nichts darin.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s)</source>
            <translation>
                <numerusform>%Ln Dokument</numerusform>
                <numerusform>%Ln Dokumente</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln span(s)</source>
            <translation>
                <numerusform>%Ln Textstelle</numerusform>
                <numerusform>%Ln Textstellen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PieceRow</name>
        <message>
            <source>Take this piece out of the span</source>
            <translation>Diesen Teil aus der Textstelle nehmen</translation>
        </message>
    </context>
    <context>
        <name>Point</name>
        <message>
            <source>Point at a word, or move the caret, and press the label’s key</source>
            <translation>Auf ein Wort zeigen oder den Textcursor bewegen, dann die Taste der Kategorie drücken</translation>
        </message>
        <message>
            <source>The pointer is not on a line of text</source>
            <translation>Der Mauszeiger steht auf keiner Textzeile</translation>
        </message>
        <message>
            <source>The caret is out of sight; move it, or point at a word</source>
            <translation>Der Textcursor ist nicht zu sehen; bewegen Sie ihn, oder zeigen Sie auf ein Wort</translation>
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message numerus="yes">
            <source>%Ln file(s) of other kinds left out</source>
            <translation>
                <numerusform>%Ln Datei anderer Art ausgelassen</numerusform>
                <numerusform>%Ln Dateien anderer Art ausgelassen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… und %Ln weitere</numerusform>
                <numerusform>… und %Ln weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose files of a known format, or a folder with some.</source>
            <translation>Wählen Sie Dateien in einem bekannten Format oder einen Ordner mit solchen.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) may be of several formats: choose one, or take the tick away.</source>
            <translation>
                <numerusform>%Ln Datei kann in mehreren Formaten sein: Wählen Sie eines, oder nehmen Sie das Häkchen weg.</numerusform>
                <numerusform>%Ln Dateien können in mehreren Formaten sein: Wählen Sie je eines, oder nehmen Sie das Häkchen weg.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The encoding of %Ln file(s) is not sure: look at the text, then confirm it.</source>
            <translation>
                <numerusform>Die Kodierung von %Ln Datei ist nicht sicher: Sehen Sie sich den Text an und bestätigen Sie sie dann.</numerusform>
                <numerusform>Die Kodierung von %Ln Dateien ist nicht sicher: Sehen Sie sich den Text an und bestätigen Sie sie dann.</numerusform>
            </translation>
        </message>
        <message>
            <source>{title}: spans without their text; it has to be in the project already</source>
            <translation>{title}: Textstellen ohne ihren Text; er muss schon im Projekt sein</translation>
        </message>
    </context>
    <context>
        <name>PreviewText</name>
        <message>
            <source>The first documents</source>
            <translation>Die ersten Dokumente</translation>
        </message>
    </context>
    <context>
        <name>ProgressBar</name>
        <message>
            <source>{done} of {total} documents finished</source>
            <translation>{done} von {total} Dokumenten abgeschlossen</translation>
        </message>
    </context>
    <context>
        <name>ProjectFiles</name>
        <message>
            <source>The project was not made</source>
            <translation>Das Projekt wurde nicht angelegt</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>Projekt öffnen</translation>
        </message>
        <message>
            <source>Projects (*{suffix})</source>
            <translation>Projekte (*{suffix})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>This project was not opened</source>
            <translation>Dieses Projekt wurde nicht geöffnet</translation>
        </message>
        <message>
            <source>The project is still not there</source>
            <translation>Das Projekt ist noch nicht wieder da</translation>
        </message>
        <message>
            <source>Bring {path} back.</source>
            <translation>Bringen Sie {path} zurück.</translation>
        </message>
        <message>
            <source>The sample was not made</source>
            <translation>Das Beispiel wurde nicht angelegt</translation>
        </message>
        <message>
            <source>Import files</source>
            <translation>Dateien importieren</translation>
        </message>
        <message>
            <source>Everything that can be read ({patterns})</source>
            <translation>Alles, was gelesen werden kann ({patterns})</translation>
        </message>
        <message>
            <source>Import a folder</source>
            <translation>Ordner importieren</translation>
        </message>
        <message>
            <source>Nothing was imported</source>
            <translation>Nichts wurde importiert</translation>
        </message>
        <message>
            <source>This project is open for reading only.</source>
            <translation>Dieses Projekt ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <source>Nothing was exported</source>
            <translation>Nichts wurde exportiert</translation>
        </message>
    </context>
    <context>
        <name>Reading</name>
        <message>
            <source>The document was read up to here already</source>
            <translation>Das Dokument war schon bis hierher gelesen</translation>
        </message>
    </context>
    <context>
        <name>ReadingForm</name>
        <message>
            <source>as the format says</source>
            <translation>wie das Format es sagt</translation>
        </message>
        <message>
            <source>What its offsets count</source>
            <translation>Was die Offsets zählen</translation>
        </message>
        <message>
            <source>This holds for all files that are read as {format}.</source>
            <translation>Dies gilt für alle Dateien, die als {format} gelesen werden.</translation>
        </message>
        <message>
            <source>Columns or keys that are called otherwise in the file</source>
            <translation>Spalten oder Schlüssel, die in der Datei anders heißen</translation>
        </message>
        <message>
            <source>as usual</source>
            <translation>wie üblich</translation>
        </message>
    </context>
    <context>
        <name>RecentButton</name>
        <message>
            <source>not there any more</source>
            <translation>nicht mehr da</translation>
        </message>
    </context>
    <context>
        <name>RefusalDialog</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message numerus="yes">
            <source>%Ln problem(s)</source>
            <translation>
                <numerusform>%Ln Problem</numerusform>
                <numerusform>%Ln Probleme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln remark(s)</source>
            <translation>
                <numerusform>%Ln Hinweis</numerusform>
                <numerusform>%Ln Hinweise</numerusform>
            </translation>
        </message>
        <message>
            <source>Correct what is named and import again; what is in already is not added twice.</source>
            <translation>Das Genannte berichtigen und noch einmal importieren; was schon da ist, kommt nicht doppelt hinein.</translation>
        </message>
        <message>
            <source>{file}: its encoding was not confirmed; import it again and confirm it</source>
            <translation>{file}: Die Kodierung wurde nicht bestätigt; importieren Sie die Datei noch einmal und bestätigen Sie sie</translation>
        </message>
        <message>
            <source>documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>relations</source>
            <translation>Relationen</translation>
        </message>
        <message>
            <source>suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>{count} added</source>
            <translation>{count} hinzugefügt</translation>
        </message>
        <message>
            <source>{count} there already</source>
            <translation>{count} schon vorhanden</translation>
        </message>
        <message>
            <source>{count} kept out</source>
            <translation>{count} abgewiesen</translation>
        </message>
        <message>
            <source>The files hold no document.</source>
            <translation>Die Dateien enthalten kein Dokument.</translation>
        </message>
    </context>
    <context>
        <name>RescueDialog</name>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>Spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Kategorien</translation>
        </message>
        <message>
            <source>Annotators</source>
            <translation>Annotierende</translation>
        </message>
        <message>
            <source>Statuses and notes</source>
            <translation>Status und Notizen</translation>
        </message>
        <message>
            <source>Relations</source>
            <translation>Beziehungen</translation>
        </message>
        <message>
            <source>Relation types</source>
            <translation>Arten von Beziehungen</translation>
        </message>
        <message>
            <source>Attributes</source>
            <translation>Attribute</translation>
        </message>
        <message>
            <source>Values of attributes</source>
            <translation>Werte von Attributen</translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>Akteure</translation>
        </message>
        <message>
            <source>Aliases of actors</source>
            <translation>Andere Namen von Akteuren</translation>
        </message>
        <message>
            <source>Links to actors</source>
            <translation>Verweise auf Akteure</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Times spent</source>
            <translation>Zeiten</translation>
        </message>
        <message>
            <source>Entries of the history</source>
            <translation>Einträge des Verlaufs</translation>
        </message>
        <message>
            <source>Changes in the history</source>
            <translation>Änderungen im Verlauf</translation>
        </message>
        <message>
            <source>Rescue</source>
            <translation>Rettung</translation>
        </message>
        <message>
            <source>Rescuing what can be read of {name}…</source>
            <translation>Lesbares aus {name} wird gerettet…</translation>
        </message>
        <message>
            <source>The damaged file stays as it is; stopping makes no new one.</source>
            <translation>Die beschädigte Datei bleibt, wie sie ist; bei Abbruch entsteht keine neue.</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Open the new project</source>
            <translation>Neues Projekt öffnen</translation>
        </message>
        <message>
            <source>What was rescued</source>
            <translation>Was gerettet wurde</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>kopiert</translation>
        </message>
        <message>
            <source>in part</source>
            <translation>teilweise</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>verloren</translation>
        </message>
        <message>
            <source>Nothing was rescued</source>
            <translation>Nichts wurde gerettet</translation>
        </message>
        <message>
            <source>Everything was rescued</source>
            <translation>Alles wurde gerettet</translation>
        </message>
        <message>
            <source>Rescued in part</source>
            <translation>Teilweise gerettet</translation>
        </message>
        <message>
            <source>{new} was made. {damaged} was left as it is.</source>
            <translation>{new} wurde angelegt. {damaged} blieb, wie sie ist.</translation>
        </message>
        <message>
            <source>+ There may have been more that nothing in the file knows of.</source>
            <translation>+ Vielleicht war da mehr, von dem die Datei nichts mehr weiß.</translation>
        </message>
        <message numerus="yes">
            <source>The text of %Ln document(s) is not what was imported: {keys}</source>
            <translation>
                <numerusform>Der Text von %Ln Dokument ist nicht, was importiert wurde: {keys}</numerusform>
                <numerusform>Die Texte von %Ln Dokumenten sind nicht, was importiert wurde: {keys}</numerusform>
            </translation>
        </message>
        <message>
            <source>Where things begin in the file was gone, and had to be guessed.</source>
            <translation>Wo in der Datei was beginnt, war verloren und musste geraten werden.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln byte(s) could not be read from the disk.</source>
            <translation>
                <numerusform>%Ln Byte war von der Festplatte nicht zu lesen.</numerusform>
                <numerusform>%Ln Bytes waren von der Festplatte nicht zu lesen.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message>
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Restore from a backup</source>
            <translation>Aus einer Sicherung wiederherstellen</translation>
        </message>
        <message>
            <source>Restoring makes a new file. The project itself stays as it is.</source>
            <translation>Dabei entsteht eine neue Datei. Das Projekt selbst bleibt, wie es ist.</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>Projekt</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Sicherungen</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>Spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>Done since</source>
            <translation>Seither getan</translation>
        </message>
        <message>
            <source>There is no backup yet. One is made when a project is opened or closed and every half hour of work, whenever something was edited.</source>
            <translation>Es gibt noch keine Sicherung. Angelegt wird sie beim Öffnen und Schließen eines Projekts und nach jeder halben Stunde Arbeit, sofern etwas geändert wurde.</translation>
        </message>
        <message>
            <source>Restore into a new file…</source>
            <translation>In eine neue Datei wiederherstellen…</translation>
        </message>
        <message>
            <source>Look at it</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <source>Back to the project</source>
            <translation>Zurück zum Projekt</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>the project has another history</source>
            <translation>das Projekt hat einen anderen Verlauf</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message numerus="yes">
            <source>%Ln edit(s)</source>
            <translation>
                <numerusform>%Ln Änderung</numerusform>
                <numerusform>%Ln Änderungen</numerusform>
            </translation>
        </message>
        <message>
            <source>restored {date}</source>
            <translation>wiederhergestellt {date}</translation>
        </message>
        <message>
            <source>Restore into a new file</source>
            <translation>In eine neue Datei wiederherstellen</translation>
        </message>
        <message>
            <source>Restoring…</source>
            <translation>Wird wiederhergestellt…</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator; nothing was restored.</source>
            <translation>In Annotator ist etwas schiefgegangen; nichts wurde wiederhergestellt.</translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message numerus="yes">
            <source>%Ln span(s) read back and found right.</source>
            <translation>
                <numerusform>%Ln Textstelle zurückgelesen und richtig gefunden.</numerusform>
                <numerusform>%Ln Textstellen zurückgelesen und richtig gefunden.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln document(s) left out for their status.</source>
            <translation>
                <numerusform>%Ln Dokument wegen seines Status weggelassen.</numerusform>
                <numerusform>%Ln Dokumente wegen ihres Status weggelassen.</numerusform>
            </translation>
        </message>
        <message>
            <source>What did not fit this format</source>
            <translation>Was nicht in dieses Format passte</translation>
        </message>
        <message>
            <source>Its parts</source>
            <translation>Die Teile</translation>
        </message>
        <message>
            <source>The report lies beside it: {name}</source>
            <translation>Der Bericht liegt daneben: {name}</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>“{text}” is already labelled as {label}</source>
            <translation>„{text}“ ist schon als {label} markiert</translation>
        </message>
        <message numerus="yes">
            <source>Labelled %Ln other place(s)</source>
            <translation>
                <numerusform>%Ln weitere Stelle markiert</numerusform>
                <numerusform>%Ln weitere Stellen markiert</numerusform>
            </translation>
        </message>
        <message>
            <source>Took back: {title}</source>
            <translation>Rückgängig: {title}</translation>
        </message>
        <message>
            <source>There is nothing to undo</source>
            <translation>Es gibt nichts rückgängig zu machen</translation>
        </message>
        <message>
            <source>Made again: {title}</source>
            <translation>Wiederholt: {title}</translation>
        </message>
        <message>
            <source>There is nothing to redo</source>
            <translation>Es gibt nichts zu wiederholen</translation>
        </message>
        <message>
            <source>working…</source>
            <translation>in Arbeit…</translation>
        </message>
        <message>
            <source>{message} — in “{document}”</source>
            <translation>{message} – in „{document}“</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Theme</source>
            <translation>Farbschema</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Size of the article’s text</source>
            <translation>Größe des Artikeltextes</translation>
        </message>
        <message>
            <source>Lanes below a line of text</source>
            <translation>Spuren unter einer Textzeile</translation>
        </message>
        <message>
            <source>Mark what a label key would take</source>
            <translation>Anzeigen, was eine Taste markieren würde</translation>
        </message>
        <message>
            <source>Show the labels beside selected text</source>
            <translation>Kategorien neben ausgewähltem Text zeigen</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Changes work at once, another language from the next start.</source>
            <translation>Änderungen wirken sofort, eine andere Sprache ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>Since</name>
        <message>
            <source>{count} labelled</source>
            <translation>{count} markiert</translation>
        </message>
        <message>
            <source>{count} relabelled</source>
            <translation>{count} mit anderer Kategorie</translation>
        </message>
        <message>
            <source>{count} moved</source>
            <translation>{count} verschoben</translation>
        </message>
        <message>
            <source>{count} removed</source>
            <translation>{count} entfernt</translation>
        </message>
        <message>
            <source>{count} with notes</source>
            <translation>{count} mit Notiz</translation>
        </message>
        <message>
            <source>{count} with doubts</source>
            <translation>{count} mit Zweifel</translation>
        </message>
        <message>
            <source>{count} marked</source>
            <translation>{count} mit Status</translation>
        </message>
        <message>
            <source>{count} taken back</source>
            <translation>{count} zurückgenommen</translation>
        </message>
        <message>
            <source>{count} made again</source>
            <translation>{count} wiederholt</translation>
        </message>
        <message>
            <source>{count} imported</source>
            <translation>{count} importiert</translation>
        </message>
        <message>
            <source>{count} other</source>
            <translation>{count} andere</translation>
        </message>
    </context>
    <context>
        <name>SpanDetails</name>
        <message>
            <source>Text of the span</source>
            <translation>Wortlaut der Textstelle</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>In doubt</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <source>Remove this span</source>
            <translation>Diese Textstelle entfernen</translation>
        </message>
        <message>
            <source>Change label to</source>
            <translation>Kategorie ändern in</translation>
        </message>
    </context>
    <context>
        <name>SpanFacts</name>
        <message>
            <source>Actor</source>
            <translation>Akteur</translation>
        </message>
        <message>
            <source>Take the actor off the span</source>
            <translation>Den Akteur von der Textstelle nehmen</translation>
        </message>
        <message>
            <source>+ attribute</source>
            <translation>+ Attribut</translation>
        </message>
        <message>
            <source>+ actor</source>
            <translation>+ Akteur</translation>
        </message>
        <message>
            <source>+ relation</source>
            <translation>+ Beziehung</translation>
        </message>
        <message>
            <source>Add an attribute</source>
            <translation>Ein Attribut hinzufügen</translation>
        </message>
        <message>
            <source>Say which actor it is</source>
            <translation>Sagen, welcher Akteur es ist</translation>
        </message>
        <message>
            <source>Link to another span</source>
            <translation>Mit einer anderen Textstelle verbinden</translation>
        </message>
        <message>
            <source>Remove the attribute {name}</source>
            <translation>Das Attribut {name} entfernen</translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… und %Ln weitere</numerusform>
                <numerusform>… und %Ln weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove the relation {type}</source>
            <translation>Die Beziehung {type} entfernen</translation>
        </message>
        <message>
            <source>Attribute</source>
            <translation>Attribut</translation>
        </message>
        <message>
            <source>New attribute “{name}”</source>
            <translation>Neues Attribut „{name}“</translation>
        </message>
        <message>
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>number</source>
            <translation>Zahl</translation>
        </message>
        <message>
            <source>yes or no</source>
            <translation>ja oder nein</translation>
        </message>
        <message>
            <source>one of several</source>
            <translation>eines von mehreren</translation>
        </message>
        <message>
            <source>some of several</source>
            <translation>einige von mehreren</translation>
        </message>
        <message>
            <source>What does “{name}” say?</source>
            <translation>Was sagt „{name}“?</translation>
        </message>
        <message>
            <source>Which actor?</source>
            <translation>Welcher Akteur?</translation>
        </message>
        <message>
            <source>New actor “{name}”</source>
            <translation>Neuer Akteur „{name}“</translation>
        </message>
    </context>
    <context>
        <name>SpanHistory</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>… and more before that</source>
            <translation>… und mehr davor</translation>
        </message>
        <message>
            <source>What was before is not in the history any more</source>
            <translation>Was davor war, steht nicht mehr im Verlauf</translation>
        </message>
        <message>
            <source>Came with an import</source>
            <translation>Kam mit einem Import</translation>
        </message>
        <message>
            <source>Undo: {what}</source>
            <translation>Rückgängig: {what}</translation>
        </message>
        <message>
            <source>Redo: {what}</source>
            <translation>Wiederholt: {what}</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>came back as {label}</source>
            <translation>kam zurück als {label}</translation>
        </message>
        <message>
            <source>made as {label}</source>
            <translation>angelegt als {label}</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>geändert</translation>
        </message>
        <message>
            <source>label {new}, was {old}</source>
            <translation>Kategorie {new}, war {old}</translation>
        </message>
        <message>
            <source>moved to {new}, was {old}</source>
            <translation>verschoben auf {new}, war {old}</translation>
        </message>
        <message>
            <source>other pieces</source>
            <translation>andere Teile</translation>
        </message>
        <message>
            <source>note removed</source>
            <translation>Notiz entfernt</translation>
        </message>
        <message>
            <source>note “{note}”</source>
            <translation>Notiz „{note}“</translation>
        </message>
        <message>
            <source>in doubt</source>
            <translation>unsicher</translation>
        </message>
        <message>
            <source>no longer in doubt</source>
            <translation>nicht mehr unsicher</translation>
        </message>
    </context>
    <context>
        <name>SpanList</name>
        <message>
            <source>Filter spans</source>
            <translation>Textstellen filtern</translation>
        </message>
        <message>
            <source>Spans</source>
            <translation>Textstellen</translation>
        </message>
        <message>
            <source>{shown} of {total}</source>
            <translation>{shown} von {total}</translation>
        </message>
        <message>
            <source>{total} and {suggested} suggested</source>
            <translation>{total} und {suggested} vorgeschlagen</translation>
        </message>
        <message>
            <source>{total} in reading order</source>
            <translation>{total} in Textfolge</translation>
        </message>
        <message>
            <source>No document is open.</source>
            <translation>Kein Dokument ist geöffnet.</translation>
        </message>
        <message>
            <source>Nothing found.</source>
            <translation>Nichts gefunden.</translation>
        </message>
        <message>
            <source>No spans yet.
Rest on a word and press a label’s key.</source>
            <translation>Noch keine Textstellen.
Auf ein Wort zeigen und die Taste
einer Kategorie drücken.</translation>
        </message>
    </context>
    <context>
        <name>SpanRows</name>
        <message>
            <source>level {depth}</source>
            <translation>Ebene {depth}</translation>
        </message>
        <message>
            <source>suggested by {provider}</source>
            <translation>vorgeschlagen von {provider}</translation>
        </message>
        <message>
            <source>in doubt</source>
            <translation>unsicher</translation>
        </message>
        <message>
            <source>with a note</source>
            <translation>mit Notiz</translation>
        </message>
    </context>
    <context>
        <name>SpanVerbs</name>
        <message>
            <source>No further span this way</source>
            <translation>Keine weitere Textstelle in dieser Richtung</translation>
        </message>
        <message>
            <source>Text is selected, no span: click the span to remove</source>
            <translation>Text ist ausgewählt, keine Textstelle: Klicken Sie auf die, die weg soll</translation>
        </message>
        <message>
            <source>There is no span here to remove</source>
            <translation>Hier ist keine Textstelle zu entfernen</translation>
        </message>
        <message>
            <source>These words stand nowhere else in this document</source>
            <translation>Diese Wörter kommen in diesem Dokument sonst nirgends vor</translation>
        </message>
        <message>
            <source>Select a span, then the words to add to it</source>
            <translation>Wählen Sie eine Textstelle und dann die Wörter, die dazukommen</translation>
        </message>
        <message>
            <source>The keys move the start</source>
            <translation>Die Tasten verschieben den Anfang</translation>
        </message>
        <message>
            <source>The keys move the end</source>
            <translation>Die Tasten verschieben das Ende</translation>
        </message>
        <message>
            <source>Select a span first (click it, or Tab)</source>
            <translation>Erst eine Textstelle wählen (Klick oder Tab)</translation>
        </message>
    </context>
    <context>
        <name>SplitFields</name>
        <message>
            <source>not parted</source>
            <translation>nicht aufgeteilt</translation>
        </message>
        <message>
            <source>train, dev, test by document</source>
            <translation>train, dev, test nach Dokument</translation>
        </message>
        <message>
            <source>train, dev, test by source</source>
            <translation>train, dev, test nach Quelle</translation>
        </message>
        <message>
            <source>train, dev, test by date</source>
            <translation>train, dev, test nach Datum</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Articles that are nearly alike stay on one side.</source>
            <translation>Fast gleiche Artikel bleiben auf einer Seite.</translation>
        </message>
        <message>
            <source>&amp;Parted into</source>
            <translation>&amp;Aufteilung</translation>
        </message>
        <message>
            <source>Give train, dev or test a share above zero.</source>
            <translation>Geben Sie train, dev oder test einen Anteil über null.</translation>
        </message>
    </context>
    <context>
        <name>SplitTable</name>
        <message>
            <source>Its parts</source>
            <translation>Die Teile</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>new</source>
            <translation>neu</translation>
        </message>
        <message>
            <source>in progress</source>
            <translation>in Arbeit</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>Gespeichert</translation>
        </message>
        <message>
            <source>Nothing changed</source>
            <translation>Nichts geändert</translation>
        </message>
        <message>
            <source>{key} takes it back</source>
            <translation>{key} macht es rückgängig</translation>
        </message>
        <message>
            <source>{key} brings it back</source>
            <translation>{key} holt es zurück</translation>
        </message>
        <message>
            <source>Next key labels: {words}</source>
            <translation>Nächste Taste markiert: {words}</translation>
        </message>
        <message>
            <source>document {place} of {total}</source>
            <translation>Dokument {place} von {total}</translation>
        </message>
        <message>
            <source>{count} done</source>
            <translation>{count} fertig</translation>
        </message>
    </context>
    <context>
        <name>SuggestionDetails</name>
        <message>
            <source>Suggested text</source>
            <translation>Vorgeschlagener Text</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Annehmen</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>Ablehnen</translation>
        </message>
    </context>
    <context>
        <name>SuggestionVerbs</name>
        <message>
            <source>No further suggestion this way</source>
            <translation>Kein weiterer Vorschlag in dieser Richtung</translation>
        </message>
        <message>
            <source>There are no suggestions in this document</source>
            <translation>In diesem Dokument gibt es keine Vorschläge</translation>
        </message>
        <message>
            <source>Suggestions are hidden</source>
            <translation>Vorschläge sind ausgeblendet</translation>
        </message>
        <message>
            <source>No suggestion is in sight: F4 goes to the next one</source>
            <translation>Kein Vorschlag ist in Sicht: F4 geht zum nächsten</translation>
        </message>
        <message>
            <source>Suggested as {label} by {provider}: “{words}”</source>
            <translation>Vorgeschlagen als {label} von {provider}: „{words}“</translation>
        </message>
    </context>
    <context>
        <name>TargetField</name>
        <message>
            <source>C&amp;hoose…</source>
            <translation>Aus&amp;wählen …</translation>
        </message>
        <message>
            <source>F&amp;older</source>
            <translation>O&amp;rdner</translation>
        </message>
        <message>
            <source>F&amp;ile</source>
            <translation>Date&amp;i</translation>
        </message>
        <message>
            <source>Name the folder to write.</source>
            <translation>Nennen Sie den Ordner, der geschrieben werden soll.</translation>
        </message>
        <message>
            <source>Name the file to write.</source>
            <translation>Geben Sie an, wie die Datei heißen soll.</translation>
        </message>
        <message>
            <source>{name} is the project itself; choose another name.</source>
            <translation>{name} ist das Projekt selbst; bitte einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>{name} is a folder; name a file in it.</source>
            <translation>{name} ist ein Ordner; bitte eine Datei darin angeben.</translation>
        </message>
        <message>
            <source>{name} is a file, and this export is a folder; name another.</source>
            <translation>{name} ist eine Datei, und dieser Export ist ein Ordner; nennen Sie einen anderen.</translation>
        </message>
        <message>
            <source>The folder {folder} does not exist.</source>
            <translation>Den Ordner {folder} gibt es nicht.</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Put it here</source>
            <translation>Hier ablegen</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>TextField</name>
        <message>
            <source>Empty the field</source>
            <translation>Feld leeren</translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message>
            <source>d MMM yyyy</source>
            <translation>d. MMM yyyy</translation>
        </message>
        <message>
            <source>d MMM</source>
            <translation>d. MMM</translation>
        </message>
        <message>
            <source>today {clock}</source>
            <translation>heute {clock}</translation>
        </message>
    </context>
    <context>
        <name>WaitingPage</name>
        <message>
            <source>Stopping leaves the project as it was.</source>
            <translation>Beim Anhalten bleibt das Projekt, wie es war.</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>New project</source>
            <translation>Neues Projekt</translation>
        </message>
        <message>
            <source>an empty file for your articles</source>
            <translation>eine leere Datei für Ihre Artikel</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>Projekt öffnen</translation>
        </message>
        <message>
            <source>a file made with Annotator</source>
            <translation>eine mit Annotator erstellte Datei</translation>
        </message>
        <message>
            <source>Open the sample</source>
            <translation>Beispiel öffnen</translation>
        </message>
        <message>
            <source>labelled articles to try everything on</source>
            <translation>markierte Artikel, um alles auszuprobieren</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Read, label, take home training data.</source>
            <translation>Lesen, markieren, Trainingsdaten mitnehmen.</translation>
        </message>
        <message>
            <source>Or drop a project, articles or a folder of them anywhere here</source>
            <translation>Oder ein Projekt, Artikel oder einen Ordner mit Artikeln hierher ziehen</translation>
        </message>
    </context>
    <context>
        <name>WindowVerbs</name>
        <message>
            <source>Labels</source>
            <translation>Kategorien</translation>
        </message>
        <message>
            <source>Label as {label}</source>
            <translation>Als {label} markieren</translation>
        </message>
        <message>
            <source>Also label as {label}</source>
            <translation>Zusätzlich als {label} markieren</translation>
        </message>
        <message>
            <source>Hold {label}</source>
            <translation>{label} festhalten</translation>
        </message>
        <message>
            <source>Plain reading: all labels are hidden; F7 shows them</source>
            <translation>Nur lesen: Alle Markierungen sind ausgeblendet; F7 zeigt sie wieder</translation>
        </message>
    </context>
    <context>
        <name>WorkingDialog</name>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>This could not be done</source>
            <translation>Das ging nicht</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Something went wrong in Annotator.</source>
            <translation>In Annotator ist etwas schiefgegangen.</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>Another program changed the project; it was read anew</source>
            <translation>Ein anderes Programm hat das Projekt geändert; es wurde neu eingelesen</translation>
        </message>
        <message>
            <source>Select words to label them; Ctrl+{number} changes the span’s label</source>
            <translation>Wörter auswählen, um sie zu markieren; Strg+{number} ändert die Kategorie der Textstelle</translation>
        </message>
        <message>
            <source>There is no word here to label</source>
            <translation>Hier ist kein Wort, das man markieren könnte</translation>
        </message>
        <message>
            <source>Label as</source>
            <translation>Markieren als</translation>
        </message>
    </context>
</TS>

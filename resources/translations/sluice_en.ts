<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ui::AddDialog</name>
    <message numerus="yes">
        <source>Add %n download(s)</source>
        <translation>
            <numerusform>Add %n download</numerusform>
            <numerusform>Add %n downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n key(s)</source>
        <translation>
            <numerusform>Add %n key</numerusform>
            <numerusform>Add %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) recognised</source>
        <translation>
            <numerusform>%n source recognised</numerusform>
            <numerusform>%n sources recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) recognised</source>
        <translation>
            <numerusform>%n key recognised</numerusform>
            <numerusform>%n keys recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the queue already</source>
        <translation>
            <numerusform>%n in the queue already</numerusform>
            <numerusform>%n in the queue already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not understood</source>
        <translation>
            <numerusform>%n line not understood</numerusform>
            <numerusform>%n lines not understood</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Commands</name>
    <message numerus="yes">
        <source>Delete %n finished file(s) from the disk?</source>
        <translation>
            <numerusform>Delete %n finished file from the disk?</numerusform>
            <numerusform>Delete %n finished files from the disk?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Digest</name>
    <message numerus="yes">
        <source>%n download(s) finished</source>
        <translation>
            <numerusform>%n download finished</numerusform>
            <numerusform>%n downloads finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) failed</source>
        <translation>
            <numerusform>%n download failed</numerusform>
            <numerusform>%n downloads failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::GeneralTab</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyRequestModel</name>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeysPage</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::LinkCommands</name>
    <message numerus="yes">
        <source>Save a list of %n download(s)</source>
        <translation>
            <numerusform>Save a list of %n download</numerusform>
            <numerusform>Save a list of %n downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) saved to %1</source>
        <translation>
            <numerusform>%n download saved to %1</numerusform>
            <numerusform>%n downloads saved to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Log</name>
    <message numerus="yes">
        <source>Header read: %n chunk(s), %1 encoded, %2 decoded</source>
        <translation>
            <numerusform>Header read: %n chunk, %1 encoded, %2 decoded</numerusform>
            <numerusform>Header read: %n chunks, %1 encoded, %2 decoded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::NoticeBar</name>
    <message numerus="yes">
        <source>%n download(s) added</source>
        <translation>
            <numerusform>%n download added</numerusform>
            <numerusform>%n downloads added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the queue already</source>
        <translation>
            <numerusform>%n in the queue already</numerusform>
            <numerusform>%n in the queue already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) read</source>
        <translation>
            <numerusform>%n key read</numerusform>
            <numerusform>%n keys read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not understood</source>
        <translation>
            <numerusform>%n line not understood</numerusform>
            <numerusform>%n lines not understood</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Status</name>
    <message numerus="yes">
        <source>%n chunk(s) locked</source>
        <translation>
            <numerusform>%n chunk locked</numerusform>
            <numerusform>%n chunks locked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusStrip</name>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SummaryBar</name>
    <message numerus="yes">
        <source>%n download(s) failed</source>
        <translation>
            <numerusform>%n download failed</numerusform>
            <numerusform>%n downloads failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n download(s) locked</source>
        <translation>
            <numerusform>%n download locked</numerusform>
            <numerusform>%n downloads locked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) missing</source>
        <translation>
            <numerusform>%n key missing</numerusform>
            <numerusform>%n keys missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TrayIcon</name>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message numerus="yes">
        <source>Removed %n download(s).</source>
        <translation>
            <numerusform>Removed %n download.</numerusform>
            <numerusform>Removed %n downloads.</numerusform>
        </translation>
    </message>
</context>
</TS>

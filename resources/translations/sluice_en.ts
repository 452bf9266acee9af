<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>app::KeyLookup</name>
    <message numerus="yes">
        <source>%1 is neither a key nor a config of the %Ln build(s) seen so far. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</source>
        <translation>
            <numerusform>%1 is neither a key nor a config of the one build seen so far. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</numerusform>
            <numerusform>%1 is neither a key nor a config of the %Ln builds seen so far. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ProductIntake</name>
    <message numerus="yes">
        <source>%Ln file(s) in %1 are not in this build of %2 and stay as they are, like %3</source>
        <translation>
            <numerusform>%Ln file in %1 is not in this build of %2 and stays as it is: %3</numerusform>
            <numerusform>%Ln files in %1 are not in this build of %2 and stay as they are, like %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) added to %1</source>
        <translation>
            <numerusform>%Ln file added to %1</numerusform>
            <numerusform>%Ln files added to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AddDialog</name>
    <message numerus="yes">
        <source>Add %Ln download(s)</source>
        <translation>
            <numerusform>Add %Ln download</numerusform>
            <numerusform>Add %Ln downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln key(s)</source>
        <translation>
            <numerusform>Add %Ln key</numerusform>
            <numerusform>Add %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s) recognised</source>
        <translation>
            <numerusform>%Ln source recognised</numerusform>
            <numerusform>%Ln sources recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) recognised</source>
        <translation>
            <numerusform>%Ln key recognised</numerusform>
            <numerusform>%Ln keys recognised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln in the queue already</numerusform>
            <numerusform>%Ln in the queue already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln line not understood</numerusform>
            <numerusform>%Ln lines not understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) there already</source>
        <translation>
            <numerusform>%Ln file is there already</numerusform>
            <numerusform>%Ln files are there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln source(s)</source>
        <translation>
            <numerusform>Add %Ln source</numerusform>
            <numerusform>Add %Ln sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln header(s)</source>
        <translation>
            <numerusform>%Ln header</numerusform>
            <numerusform>%Ln headers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BrowseDialog</name>
    <message numerus="yes">
        <source>%Ln product(s); asking for their builds…</source>
        <translation>
            <numerusform>%Ln product; asking for its builds…</numerusform>
            <numerusform>%Ln products; asking for their builds…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), as the cache has them</source>
        <translation>
            <numerusform>%Ln product, as the cache has it</numerusform>
            <numerusform>%Ln products, as the cache has them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), named by %1</source>
        <translation>
            <numerusform>%Ln product, named by %1</numerusform>
            <numerusform>%Ln products, named by %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be had: %1</source>
        <translation>
            <numerusform>%Ln file cannot be had: %1</numerusform>
            <numerusform>%Ln files cannot be had: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) go to the queue.</source>
        <translation>
            <numerusform>%Ln file goes to the queue.</numerusform>
            <numerusform>%Ln files go to the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are added to %1.</source>
        <translation>
            <numerusform>%Ln file is added to %1.</numerusform>
            <numerusform>%Ln files are added to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BuildOffer</name>
    <message numerus="yes">
        <source>%Ln installed build(s) left out that are not active</source>
        <translation>
            <numerusform>%Ln installed build left out that is not active</numerusform>
            <numerusform>%Ln installed builds left out that are not active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BuildStatus</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(and %Ln more)</source>
        <translation>
            <numerusform>(and %Ln more)</numerusform>
            <numerusform>(and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CacheText</name>
    <message numerus="yes">
        <source>%1 of %2, %Ln object(s)</source>
        <translation>
            <numerusform>%1 of %2, %Ln object</numerusform>
            <numerusform>%1 of %2, %Ln objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln look-up(s)</source>
        <translation>
            <numerusform>%1 of %Ln look-up</numerusform>
            <numerusform>%1 of %Ln look-ups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln damaged one(s) fetched again</source>
        <translation>
            <numerusform>%1; %Ln damaged one fetched again</numerusform>
            <numerusform>%1; %Ln damaged ones fetched again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1, go. Nothing but time is lost: what is needed of them is fetched again. Downloads, mirrors and keys stay.</source>
        <translation>
            <numerusform>%Ln object, %1, goes. Nothing but time is lost: it is fetched again when it is needed. Downloads, mirrors and keys stay.</numerusform>
            <numerusform>%Ln objects, %1, go. Nothing but time is lost: what is needed of them is fetched again. Downloads, mirrors and keys stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 objects %Ln was/were damaged and removed. What is needed of them is fetched again.</source>
        <translation>
            <numerusform>Of %1 objects %Ln was damaged and removed. What is needed of them is fetched again.</numerusform>
            <numerusform>Of %1 objects %Ln were damaged and removed. What is needed of them is fetched again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. Of the first %1 objects %Ln was/were damaged and removed.</source>
        <translation>
            <numerusform>Stopped. Of the first %1 objects %Ln was damaged and removed.</numerusform>
            <numerusform>Stopped. Of the first %1 objects %Ln were damaged and removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. The first %Ln object(s) are whole.</source>
        <translation>
            <numerusform>Stopped. The first object is whole.</numerusform>
            <numerusform>Stopped. The first %Ln objects are whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>%Ln object read, and it is whole.</numerusform>
            <numerusform>%Ln objects read, and all of them are whole.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Commands</name>
    <message numerus="yes">
        <source>Delete %Ln finished file(s) from the disk?</source>
        <translation>
            <numerusform>Delete %Ln finished file from the disk?</numerusform>
            <numerusform>Delete %Ln finished files from the disk?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete the finished files of %Ln download(s) from the disk? Those that were changed since stay, and so do all files of mirrors.</source>
        <translation>
            <numerusform>Delete the finished files of %Ln download from the disk? Those that were changed since stay, and so do all files of mirrors.</numerusform>
            <numerusform>Delete the finished files of %Ln downloads from the disk? Those that were changed since stay, and so do all files of mirrors.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CopiedBar</name>
    <message numerus="yes">
        <source>%Ln link(s) to files were copied.</source>
        <translation>
            <numerusform>%Ln link to a file was copied.</numerusform>
            <numerusform>%Ln links to files were copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Digest</name>
    <message numerus="yes">
        <source>%Ln download(s) finished</source>
        <translation>
            <numerusform>%Ln download finished</numerusform>
            <numerusform>%Ln downloads finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln download failed</numerusform>
            <numerusform>%Ln downloads failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FileCells</name>
    <message numerus="yes">
        <source>%Ln locales</source>
        <translation>
            <numerusform>%Ln locale</numerusform>
            <numerusform>%Ln locales</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FileLists</name>
    <message numerus="yes">
        <source>Saved a list of %Ln file(s) as %1</source>
        <translation>
            <numerusform>Saved a list of %Ln file as %1</numerusform>
            <numerusform>Saved a list of %Ln files as %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FileTreeModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FilterRow</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::GeneralTab</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Intake</name>
    <message numerus="yes">
        <source>%1 names %Ln file(s) of World of Warcraft</source>
        <translation>
            <numerusform>%1 names %Ln file of World of Warcraft</numerusform>
            <numerusform>%1 names %Ln files of World of Warcraft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyRequestModel</name>
    <message numerus="yes">
        <source>%Ln download(s)</source>
        <translation>
            <numerusform>%Ln download</numerusform>
            <numerusform>%Ln downloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeysPage</name>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln key(s)? Files that were unlocked with them stay as they are.</source>
        <translation>
            <numerusform>Delete %Ln key? Files that were unlocked with it stay as they are.</numerusform>
            <numerusform>Delete %Ln keys? Files that were unlocked with them stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::LinkCommands</name>
    <message numerus="yes">
        <source>Save a list of %Ln download(s)</source>
        <translation>
            <numerusform>Save a list of %Ln download</numerusform>
            <numerusform>Save a list of %Ln downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) saved to %1</source>
        <translation>
            <numerusform>%Ln download saved to %1</numerusform>
            <numerusform>%Ln downloads saved to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Log</name>
    <message numerus="yes">
        <source>Header read: %Ln chunk(s), %1 encoded, %2 decoded</source>
        <translation>
            <numerusform>Header read: %Ln chunk, %1 encoded, %2 decoded</numerusform>
            <numerusform>Header read: %Ln chunks, %1 encoded, %2 decoded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::LookupBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MirrorText</name>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>%Ln object read, and it is whole.</numerusform>
            <numerusform>%Ln objects read, and all of them are whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1</source>
        <translation>
            <numerusform>%Ln object, %1</numerusform>
            <numerusform>%Ln objects, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The size of %Ln archive(s) is not known before it is fetched.</source>
        <translation>
            <numerusform>The size of %Ln archive is not known before it is fetched.</numerusform>
            <numerusform>The sizes of %Ln archives are not known before they are fetched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln object(s) read</source>
        <translation>
            <numerusform>%1 of %Ln object read</numerusform>
            <numerusform>%1 of %Ln objects read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong</source>
        <translation>
            <numerusform>%Ln wrong</numerusform>
            <numerusform>%Ln wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln build(s) cannot be opened. Mirror again what is to be kept of them.</source>
        <translation>
            <numerusform>%Ln build cannot be opened. Mirror again what is to be kept of it.</numerusform>
            <numerusform>%Ln builds cannot be opened. Mirror again what is to be kept of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of %1 missing or damaged.</source>
        <translation>
            <numerusform>%Ln object of %1 is missing or damaged.</numerusform>
            <numerusform>%Ln objects of %1 are missing or damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more known to the encoding manifest only, and not here: a CDN may lack them, too.</source>
        <translation>
            <numerusform>%Ln more known to the encoding manifest only, and not here: a CDN may lack it, too.</numerusform>
            <numerusform>%Ln more known to the encoding manifest only, and not here: a CDN may lack them, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::NoticeBar</name>
    <message numerus="yes">
        <source>%Ln download(s) added</source>
        <translation>
            <numerusform>%Ln download added</numerusform>
            <numerusform>%Ln downloads added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln in the queue already</numerusform>
            <numerusform>%Ln in the queue already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) read</source>
        <translation>
            <numerusform>%Ln key read</numerusform>
            <numerusform>%Ln keys read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln line not understood</numerusform>
            <numerusform>%Ln lines not understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) not found</source>
        <translation>
            <numerusform>%Ln file not found</numerusform>
            <numerusform>%Ln files not found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s)</source>
        <translation>
            <numerusform>%Ln remark</numerusform>
            <numerusform>%Ln remarks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed one(s) back again</source>
        <translation>
            <numerusform>%Ln removed one back again</numerusform>
            <numerusform>%Ln removed ones back again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more to read</source>
        <translation>
            <numerusform>%Ln more to read</numerusform>
            <numerusform>%Ln more to read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OfferBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SettingsDialog</name>
    <message numerus="yes">
        <source>%Ln setting(s) were taken from %1. Logins and keys stay as they are.</source>
        <translation>
            <numerusform>%Ln setting was taken from %1. Logins and keys stay as they are.</numerusform>
            <numerusform>%Ln settings were taken from %1. Logins and keys stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Status</name>
    <message numerus="yes">
        <source>%Ln chunk(s) locked</source>
        <translation>
            <numerusform>%Ln chunk locked</numerusform>
            <numerusform>%Ln chunks locked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusStrip</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SummaryBar</name>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln download failed</numerusform>
            <numerusform>%Ln downloads failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) locked</source>
        <translation>
            <numerusform>%Ln download locked</numerusform>
            <numerusform>%Ln downloads locked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) missing</source>
        <translation>
            <numerusform>%Ln key missing</numerusform>
            <numerusform>%Ln keys missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) seem wrong</source>
        <translation>
            <numerusform>%Ln key seems wrong</numerusform>
            <numerusform>%Ln keys seem wrong</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TotalsBar</name>
    <message numerus="yes">
        <source>%Ln file(s) checked</source>
        <translation>
            <numerusform>%Ln file checked</numerusform>
            <numerusform>%Ln files checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s) a key that is not there</source>
        <translation>
            <numerusform>%Ln needs a key that is not there</numerusform>
            <numerusform>%Ln need a key that is not there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln encrypted</source>
        <translation>
            <numerusform>%Ln encrypted</numerusform>
            <numerusform>%Ln encrypted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there already</source>
        <translation>
            <numerusform>%Ln there already</numerusform>
            <numerusform>%Ln there already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TrayIcon</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message numerus="yes">
        <source>Removed %Ln download(s).</source>
        <translation>
            <numerusform>Removed %Ln download.</numerusform>
            <numerusform>Removed %Ln downloads.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RelocateDialog</name>
    <message numerus="yes">
        <source>What is on the disk of %Ln download(s) goes along.</source>
        <translation>
            <numerusform>What is on the disk of %Ln download goes along.</numerusform>
            <numerusform>What is on the disk of %Ln downloads goes along.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RemedyCommands</name>
    <message numerus="yes">
        <source>Download %Ln finished file(s) again? When they are there, they replace those on the disk.</source>
        <translation>
            <numerusform>Download %Ln finished file again? When it is there, it replaces the one on the disk.</numerusform>
            <numerusform>Download %Ln finished files again? When they are there, they replace those on the disk.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RowOffer</name>
    <message numerus="yes">
        <source>The %Ln chosen file(s) can be added to it. What it has already is kept.</source>
        <translation>
            <numerusform>The %Ln chosen file can be added to it. What it has already is kept.</numerusform>
            <numerusform>The %Ln chosen files can be added to it. What it has already is kept.</numerusform>
        </translation>
    </message>
</context>
</TS>

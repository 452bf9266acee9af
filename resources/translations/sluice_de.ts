<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>app::KeyLookup</name>
    <message>
        <source>%1 is the content key of a file of %2</source>
        <translation>%1 ist der Content-Key einer Datei von %2</translation>
    </message>
    <message>
        <source>%1 is the encoding key of a file of %2</source>
        <translation>%1 ist der Encoding-Key einer Datei von %2</translation>
    </message>
    <message>
        <source>%1: no build is known yet in which it could be looked for. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</source>
        <translation>%1: Noch ist kein Build bekannt, in dem danach gesucht werden könnte. Nennen Sie das Produkt: PRODUKT:ckey=%1 (Content-Key) oder PRODUKT:ekey=%1 (Encoding-Key)</translation>
    </message>
    <message numerus="yes">
        <source>%1 is neither a key nor a config of the %Ln build(s) seen so far. Name its product: PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key)</source>
        <translation>
            <numerusform>%1 ist weder ein Key noch eine Konfiguration des einen bisher gesehenen Builds. Nennen Sie das Produkt: PRODUKT:ckey=%1 (Content-Key) oder PRODUKT:ekey=%1 (Encoding-Key)</numerusform>
            <numerusform>%1 ist weder ein Key noch eine Konfiguration der %Ln bisher gesehenen Builds. Nennen Sie das Produkt: PRODUKT:ckey=%1 (Content-Key) oder PRODUKT:ekey=%1 (Encoding-Key)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::OtherObjects</name>
    <message>
        <source>%1: %2; another object of the file is tried</source>
        <translation>%1: %2; ein anderes Objekt der Datei wird versucht</translation>
    </message>
</context>
<context>
    <name>app::ProductIntake</name>
    <message numerus="yes">
        <source>%Ln file(s) in %1 are not in this build of %2 and stay as they are, like %3</source>
        <translation>
            <numerusform>%Ln Datei in %1 gehört nicht zu diesem Build von %2 und bleibt, wie sie ist: %3</numerusform>
            <numerusform>%Ln Dateien in %1 gehören nicht zu diesem Build von %2 und bleiben, wie sie sind, etwa %3</numerusform>
        </translation>
    </message>
    <message>
        <source>The mirror has all of build %1 of %2, and so every file of it</source>
        <translation>Der Spiegel hat den Build %1 von %2 ganz und damit jede Datei daraus</translation>
    </message>
    <message>
        <source>%1: %2; its files are looked up anew</source>
        <translation>%1: %2; seine Dateien werden neu nachgeschlagen</translation>
    </message>
    <message>
        <source>The roots of World of Warcraft have numbers instead of names. A listfile gives them (lines id;path): drop one on the window</source>
        <translation>Die Root-Manifeste von World of Warcraft haben Nummern statt Namen. Eine Listfile (Zeilen id;pfad) gibt sie: Ziehen Sie eine auf das Fenster</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) added to %1</source>
        <translation>
            <numerusform>%Ln Datei zu %1 hinzugefügt</numerusform>
            <numerusform>%Ln Dateien zu %1 hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not take these files: %2</source>
        <translation>%1 nimmt diese Dateien nicht auf: %2</translation>
    </message>
</context>
<context>
    <name>core::Error</name>
    <message>
        <source>The disk is full.</source>
        <translation>Die Platte ist voll.</translation>
    </message>
    <message>
        <source>Writing to the disk failed.</source>
        <translation>Das Schreiben auf die Platte ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Reading from the disk failed.</source>
        <translation>Das Lesen von der Platte ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The disk did not confirm what was written.</source>
        <translation>Die Platte hat das Geschriebene nicht bestätigt.</translation>
    </message>
    <message>
        <source>You have no permission to write there.</source>
        <translation>Sie dürfen dort nicht schreiben.</translation>
    </message>
    <message>
        <source>The target folder is not there.</source>
        <translation>Der Zielordner ist nicht da.</translation>
    </message>
    <message>
        <source>A file of this name exists already.</source>
        <translation>Eine Datei dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>The file is too large for this disk&apos;s file system.</source>
        <translation>Die Datei ist zu groß für das Dateisystem dieser Platte.</translation>
    </message>
    <message>
        <source>The file name is not safe to use.</source>
        <translation>Der Dateiname ist nicht sicher.</translation>
    </message>
    <message>
        <source>The record for resuming cannot be read.</source>
        <translation>Die Aufzeichnung zum Fortsetzen ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The list of downloads cannot be read or saved.</source>
        <translation>Die Liste der Downloads lässt sich nicht lesen oder sichern.</translation>
    </message>
    <message>
        <source>Another program works on this partial file.</source>
        <translation>Ein anderes Programm arbeitet an dieser Teildatei.</translation>
    </message>
    <message>
        <source>The partial file was changed from outside.</source>
        <translation>Die Teildatei wurde von außen verändert.</translation>
    </message>
    <message>
        <source>The record for resuming was not written by your Sluice.</source>
        <translation>Der Eintrag zum Fortsetzen wurde nicht von Ihrem Sluice geschrieben.</translation>
    </message>
    <message>
        <source>The partial file belongs to another link.</source>
        <translation>Die Teildatei gehört zu einem anderen Link.</translation>
    </message>
    <message>
        <source>The file is missing.</source>
        <translation>Die Datei fehlt.</translation>
    </message>
    <message>
        <source>The server was not found.</source>
        <translation>Der Server wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The server refused the connection.</source>
        <translation>Der Server hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Die Verbindung ist abgerissen.</translation>
    </message>
    <message>
        <source>The server stopped sending.</source>
        <translation>Der Server sendet nichts mehr.</translation>
    </message>
    <message>
        <source>No secure connection could be made.</source>
        <translation>Es kam keine sichere Verbindung zustande.</translation>
    </message>
    <message>
        <source>The proxy did not work.</source>
        <translation>Der Proxy hat nicht funktioniert.</translation>
    </message>
    <message>
        <source>There is no network.</source>
        <translation>Es gibt kein Netz.</translation>
    </message>
    <message>
        <source>The server does not have this file.</source>
        <translation>Der Server hat diese Datei nicht.</translation>
    </message>
    <message>
        <source>The server does not give out this file.</source>
        <translation>Der Server gibt diese Datei nicht heraus.</translation>
    </message>
    <message>
        <source>The network or the server asks to sign in.</source>
        <translation>Das Netz oder der Server verlangt eine Anmeldung.</translation>
    </message>
    <message>
        <source>The server wants a user name and a password.</source>
        <translation>Der Server verlangt Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>Der Server ist überlastet.</translation>
    </message>
    <message>
        <source>The server has a fault.</source>
        <translation>Der Server hat eine Störung.</translation>
    </message>
    <message>
        <source>The server gave an unexpected answer.</source>
        <translation>Der Server hat unerwartet geantwortet.</translation>
    </message>
    <message>
        <source>The server sent us to an address that is not safe to follow.</source>
        <translation>Der Server verweist auf eine Adresse, der zu folgen nicht sicher ist.</translation>
    </message>
    <message>
        <source>Every mirror was tried without success.</source>
        <translation>Jeder Spiegel wurde erfolglos versucht.</translation>
    </message>
    <message>
        <source>The server cannot send parts of a file.</source>
        <translation>Der Server kann keine Teile einer Datei senden.</translation>
    </message>
    <message>
        <source>The server sent another part than was asked for.</source>
        <translation>Der Server hat einen anderen Teil gesendet als verlangt.</translation>
    </message>
    <message>
        <source>The file&apos;s length is not what it should be.</source>
        <translation>Die Datei ist nicht so lang, wie sie sein sollte.</translation>
    </message>
    <message>
        <source>The file changed on the server.</source>
        <translation>Die Datei hat sich auf dem Server geändert.</translation>
    </message>
    <message>
        <source>The server altered the file on the way.</source>
        <translation>Der Server hat die Datei unterwegs verändert.</translation>
    </message>
    <message>
        <source>The server sent something else, perhaps a web page.</source>
        <translation>Der Server hat etwas anderes gesendet, vielleicht eine Webseite.</translation>
    </message>
    <message>
        <source>The file is not in the BLTE format.</source>
        <translation>Die Datei hat nicht das BLTE-Format.</translation>
    </message>
    <message>
        <source>The file&apos;s header is damaged.</source>
        <translation>Der Kopf der Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The file&apos;s chunk table is too large to be real.</source>
        <translation>Die Chunk-Tabelle der Datei ist zu groß, um echt zu sein.</translation>
    </message>
    <message>
        <source>The file ends too early.</source>
        <translation>Die Datei endet zu früh.</translation>
    </message>
    <message>
        <source>The object is larger than one of its kind can be.</source>
        <translation>Das Objekt ist größer, als eines seiner Art sein kann.</translation>
    </message>
    <message>
        <source>A chunk decodes to something else than it promises.</source>
        <translation>Ein Chunk ergibt dekodiert etwas anderes als versprochen.</translation>
    </message>
    <message>
        <source>The file does not match its encoding key.</source>
        <translation>Die Datei passt nicht zu ihrem Encoding-Key.</translation>
    </message>
    <message>
        <source>A chunk arrived damaged.</source>
        <translation>Ein Chunk kam beschädigt an.</translation>
    </message>
    <message>
        <source>The decoded file does not match its content key.</source>
        <translation>Die dekodierte Datei passt nicht zu ihrem Content-Key.</translation>
    </message>
    <message>
        <source>A key is missing.</source>
        <translation>Ein Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>A key seems wrong.</source>
        <translation>Ein Schlüssel scheint falsch zu sein.</translation>
    </message>
    <message>
        <source>The file is encrypted in a way that is not supported.</source>
        <translation>Die Datei ist auf eine nicht unterstützte Weise verschlüsselt.</translation>
    </message>
    <message>
        <source>The file is encoded in a way that is not supported.</source>
        <translation>Die Datei ist auf eine nicht unterstützte Weise kodiert.</translation>
    </message>
    <message>
        <source>The file&apos;s chunk table is of a kind that is not supported.</source>
        <translation>Die Art der Chunk-Tabelle wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>This is not a link that can be downloaded.</source>
        <translation>Das ist kein Link, der heruntergeladen werden kann.</translation>
    </message>
    <message>
        <source>This line was not understood.</source>
        <translation>Diese Zeile wurde nicht verstanden.</translation>
    </message>
    <message>
        <source>The build has no such file.</source>
        <translation>Der Build hat keine solche Datei.</translation>
    </message>
    <message>
        <source>No such build is known.</source>
        <translation>Ein solcher Build ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The files of this build cannot be fetched.</source>
        <translation>Die Dateien dieses Builds können nicht geladen werden.</translation>
    </message>
    <message>
        <source>The download was stopped.</source>
        <translation>Der Download wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Something went wrong inside Sluice.</source>
        <translation>In Sluice ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The connection is metered.</source>
        <translation>Die Verbindung ist getaktet.</translation>
    </message>
    <message>
        <source>Some files of the set could not be had.</source>
        <translation>Einige Dateien der Auswahl sind nirgends zu bekommen.</translation>
    </message>
    <message>
        <source>The schedule lets nothing run now.</source>
        <translation>Der Zeitplan lässt jetzt nichts laufen.</translation>
    </message>
</context>
<context>
    <name>app::Desktop</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>%1 was not decoded: %2</source>
        <translation>%1 wurde nicht dekodiert: %2</translation>
    </message>
    <message>
        <source>%1 was decoded to %2</source>
        <translation>%1 wurde nach %2 dekodiert</translation>
    </message>
    <message>
        <source>The connection is metered: downloads wait for another one. The settings can allow it, under Network.</source>
        <translation>Die Verbindung ist getaktet: Downloads warten auf eine andere. Die Einstellungen können sie unter Netzwerk erlauben.</translation>
    </message>
    <message>
        <source>The connection is not metered any more: downloads go on.</source>
        <translation>Die Verbindung ist nicht mehr getaktet: Downloads gehen weiter.</translation>
    </message>
    <message>
        <source>Sluice had not looked up all files of products when it quit: it looks them up again.</source>
        <translation>Sluice hatte beim Beenden noch nicht alle Dateien von Produkten nachgeschlagen: Es schlägt sie noch einmal nach.</translation>
    </message>
    <message>
        <source>The listfile is not remembered: %1</source>
        <translation>Die Listfile wird nicht gemerkt: %1</translation>
    </message>
    <message>
        <source>Files get their names from %1 from now on. It stays where it is.</source>
        <translation>Dateien erhalten ihre Namen ab jetzt aus %1. Die Datei bleibt, wo sie ist.</translation>
    </message>
</context>
<context>
    <name>app::KeyKeeper</name>
    <message>
        <source>Another key than was known was given for %1; the one that was given last is used.</source>
        <translation>Für %1 wurde ein anderer Schlüssel angegeben als der bekannte; es gilt der zuletzt angegebene.</translation>
    </message>
    <message>
        <source>The keys are good for this session only; the key store failed: %1</source>
        <translation>Die Schlüssel gelten nur für diese Sitzung; der Schlüsselspeicher versagte: %1</translation>
    </message>
</context>
<context>
    <name>ui::AboutDialog</name>
    <message>
        <source>About Sluice</source>
        <translation>Über Sluice</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Neuerungen</translation>
    </message>
    <message>
        <source>What is &amp;new:</source>
        <translation>&amp;Neuerungen:</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Sluice %1&lt;/h3&gt;&lt;p&gt;A download manager for BLTE content and plain files. Every chunk is checked before it counts.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Sluice %1&lt;/h3&gt;&lt;p&gt;Ein Download-Manager für BLTE-Inhalte und gewöhnliche Dateien. Jeder Chunk wird geprüft, bevor er zählt.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Sluice itself never looks for updates, and tells nobody that you use it.</source>
        <translation>Sluice selbst sucht nie nach Aktualisierungen und verrät niemandem, dass Sie es benutzen.</translation>
    </message>
</context>
<context>
    <name>ui::AccessDialog</name>
    <message>
        <source>Login and headers</source>
        <translation>Anmeldung und Kopfzeilen</translation>
    </message>
    <message>
        <source>What these downloads bring along to %1, and to no other site. It is kept in files that only you can read.</source>
        <translation>Was diese Downloads zu %1 mitbringen, und zu keiner anderen Seite. Es wird in Dateien aufbewahrt, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>Diese &amp;verwenden</translation>
    </message>
</context>
<context>
    <name>ui::AccessFields</name>
    <message>
        <source>name=value; name=value</source>
        <translation>name=Wert; name=Wert</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation>Herkunftsseite</translation>
    </message>
    <message>
        <source>the page with the link</source>
        <translation>die Seite mit dem Link</translation>
    </message>
    <message>
        <source>Cookies</source>
        <translation>Cookies</translation>
    </message>
    <message>
        <source>Further headers</source>
        <translation>Weitere Kopfzeilen</translation>
    </message>
    <message>
        <source>Name: value, one a line</source>
        <translation>Name: Wert, je Zeile eine</translation>
    </message>
    <message>
        <source>&amp;Referrer, cookies, headers</source>
        <translation>&amp;Herkunftsseite, Cookies, Kopfzeilen</translation>
    </message>
    <message>
        <source>Referrer, cookies, headers</source>
        <translation>Herkunftsseite, Cookies, Kopfzeilen</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>&amp;Benutzername:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>Re&amp;ferrer:</source>
        <translation>Her&amp;kunftsseite:</translation>
    </message>
    <message>
        <source>&amp;Cookies:</source>
        <translation>&amp;Cookies:</translation>
    </message>
    <message>
        <source>&amp;Headers:</source>
        <translation>Kopf&amp;zeilen:</translation>
    </message>
    <message>
        <source>One of the headers cannot be sent: %1.</source>
        <translation>Eine der Kopfzeilen kann nicht gesendet werden: %1.</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>&amp;Add links…</source>
        <translation>Links hin&amp;zufügen …</translation>
    </message>
    <message>
        <source>&amp;Open list or key file…</source>
        <translation>Listen- oder Schlüsseldatei öff&amp;nen …</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Add &amp;keys…</source>
        <translation>&amp;Schlüssel hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;About Sluice</source>
        <translation>&amp;Über Sluice</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Resume a&amp;ll</source>
        <translation>A&amp;lle fortsetzen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Ent&amp;fernen</translation>
    </message>
    <message>
        <source>Remove and &amp;delete files…</source>
        <translation>Entfernen und Dateien &amp;löschen …</translation>
    </message>
    <message>
        <source>Remove all finished</source>
        <translation>Alle fertigen entfernen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>Ganz nach oben</translation>
    </message>
    <message>
        <source>Move to the bottom</source>
        <translation>Ganz nach unten</translation>
    </message>
    <message>
        <source>Open &amp;file</source>
        <translation>&amp;Datei öffnen</translation>
    </message>
    <message>
        <source>Open f&amp;older</source>
        <translation>O&amp;rdner öffnen</translation>
    </message>
    <message>
        <source>&amp;Copy link</source>
        <translation>Link &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>Do&amp;wnload</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Save &amp;list…</source>
        <translation>&amp;Liste speichern …</translation>
    </message>
    <message>
        <source>Replace lin&amp;k…</source>
        <translation>&amp;Link ersetzen …</translation>
    </message>
    <message>
        <source>&amp;Verify again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Speed limit</source>
        <translation>&amp;Tempolimit</translation>
    </message>
    <message>
        <source>U&amp;ndo removal</source>
        <translation>Entfernen rück&amp;gängig machen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>Ov&amp;erwrite the file that exists</source>
        <translation>Vorhandene Datei &amp;überschreiben</translation>
    </message>
    <message>
        <source>Ren&amp;ame or move…</source>
        <translation>Um&amp;benennen oder verschieben …</translation>
    </message>
    <message>
        <source>Download a&amp;gain…</source>
        <translation>Noch einmal he&amp;runterladen …</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Alles aus&amp;wählen</translation>
    </message>
    <message>
        <source>Remove all failed</source>
        <translation>Alle fehlgeschlagenen entfernen</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>&amp;Browse products…</source>
        <translation>Produkte &amp;durchsuchen…</translation>
    </message>
    <message>
        <source>Speed and s&amp;tatistics…</source>
        <translation>Tempo und S&amp;tatistik …</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Lizenzen</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Sign &amp;in, headers…</source>
        <translation>Anmelden, Kop&amp;fzeilen …</translation>
    </message>
    <message>
        <source>&amp;Mirror…</source>
        <translation>S&amp;piegel …</translation>
    </message>
</context>
<context>
    <name>ui::AddDialog</name>
    <message>
        <source>Add downloads</source>
        <translation>Downloads hinzufügen</translation>
    </message>
    <message>
        <source>Links or keys</source>
        <translation>Links oder Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Links, lists or keys:</source>
        <translation>&amp;Links, Listen oder Schlüssel:</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Target folder</source>
        <translation>Zielordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>from the link</source>
        <translation>aus dem Link</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>If the file &amp;exists:</source>
        <translation>Wenn die Datei &amp;existiert:</translation>
    </message>
    <message>
        <source>If a &amp;key is missing:</source>
        <translation>Wenn ein &amp;Schlüssel fehlt:</translation>
    </message>
    <message>
        <source>Keep the bytes as ser&amp;ved, do not decode</source>
        <translation>Bytes unverändert &amp;behalten, nicht dekodieren</translation>
    </message>
    <message>
        <source>As a &amp;mirror: all of it as its CDN has it</source>
        <translation>Als S&amp;piegel: alles so, wie das CDN es hat</translation>
    </message>
    <message>
        <source>Everything that is needed for it, in the folders of its CDN and with the tables of a version service: any web server can serve it to others.</source>
        <translation>Alles, was dafür nötig ist, in den Ordnern seines CDN und mit den Tabellen eines Versionsdienstes: jeder Webserver kann es anderen ausliefern.</translation>
    </message>
    <message>
        <source>&amp;Start at once</source>
        <translation>Sofort st&amp;arten</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln download(s)</source>
        <translation>
            <numerusform>%Ln Download hinzufügen</numerusform>
            <numerusform>%Ln Downloads hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln key(s)</source>
        <translation>
            <numerusform>%Ln Schlüssel hinzufügen</numerusform>
            <numerusform>%Ln Schlüssel hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln source(s) recognised</source>
        <translation>
            <numerusform>%Ln Quelle erkannt</numerusform>
            <numerusform>%Ln Quellen erkannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) recognised</source>
        <translation>
            <numerusform>%Ln Schlüssel erkannt</numerusform>
            <numerusform>%Ln Schlüssel erkannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln schon in der Liste</numerusform>
            <numerusform>%Ln schon in der Liste</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1: </source>
        <translation>Zeile %1: </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln Zeile nicht verstanden</numerusform>
            <numerusform>%Ln Zeilen nicht verstanden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free in the target folder</source>
        <translation>%1 frei im Zielordner</translation>
    </message>
    <message>
        <source>%1 to be written</source>
        <translation>%1 werden geschrieben</translation>
    </message>
    <message>
        <source>not enough room</source>
        <translation>zu wenig Platz</translation>
    </message>
    <message>
        <source>the folder will be made</source>
        <translation>der Ordner wird angelegt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) there already</source>
        <translation>
            <numerusform>%Ln Datei ist schon da</numerusform>
            <numerusform>%Ln Dateien sind schon da</numerusform>
        </translation>
    </message>
    <message>
        <source>from the build</source>
        <translation>aus dem Build</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln source(s)</source>
        <translation>
            <numerusform>%Ln Quelle hinzufügen</numerusform>
            <numerusform>%Ln Quellen hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>A web page or another program offers this. Nothing is downloaded before you add it.</source>
        <translation>Eine Webseite oder ein anderes Programm bietet dies an. Nichts wird heruntergeladen, bevor Sie es hinzufügen.</translation>
    </message>
    <message>
        <source>One link a line; further mirrors of the same file after tabs (Ctrl+Tab). Lists and keys work, too, and files of a product: PRODUCT:PATH.</source>
        <translation>Ein Link je Zeile; weitere Spiegelserver derselben Datei nach Tabulatoren (Strg+Tab). Listen und Schlüssel gehen auch, ebenso Dateien eines Produkts: PRODUKT:PFAD.</translation>
    </message>
    <message>
        <source>By its rules</source>
        <translation>Nach den Regeln</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Cate&amp;gory:</source>
        <translation>Kate&amp;gorie:</translation>
    </message>
    <message>
        <source>Login and hea&amp;ders…</source>
        <translation>Anmel&amp;dung und Kopfzeilen …</translation>
    </message>
    <message>
        <source>User name, password, referrer, cookies and other headers of requests</source>
        <translation>Benutzername, Passwort, Herkunftsseite, Cookies und andere Kopfzeilen von Anfragen</translation>
    </message>
    <message>
        <source>login</source>
        <translation>Anmeldung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln header(s)</source>
        <translation>
            <numerusform>%Ln Kopfzeile</numerusform>
            <numerusform>%Ln Kopfzeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>only for links of one site</source>
        <translation>nur für Links einer Seite</translation>
    </message>
    <message>
        <source>By its rules: %1</source>
        <translation>Nach den Regeln: %1</translation>
    </message>
    <message>
        <source>name files of it: %1PATH</source>
        <translation>nennen Sie Dateien davon: %1PFAD</translation>
    </message>
</context>
<context>
    <name>ui::AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Like the system</source>
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
        <source>Comfortable: two lines</source>
        <translation>Geräumig: zwei Zeilen</translation>
    </message>
    <message>
        <source>Compact: one line</source>
        <translation>Kompakt: eine Zeile</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>&amp;Farben:</translation>
    </message>
    <message>
        <source>&amp;Rows:</source>
        <translation>&amp;Zeilen:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
</context>
<context>
    <name>ui::Autostart</name>
    <message>
        <source>%1 cannot be removed</source>
        <translation>%1 kann nicht entfernt werden</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>ui::BrowseDialog</name>
    <message>
        <source>Browse products</source>
        <translation>Produkte durchsuchen</translation>
    </message>
    <message>
        <source>Choose a product to see its files.</source>
        <translation>Wähle ein Produkt, um seine Dateien zu sehen.</translation>
    </message>
    <message>
        <source>No version service answered. Check the connection, and try again.</source>
        <translation>Kein Versionsdienst hat geantwortet. Prüfe die Verbindung und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Asking for the products…</source>
        <translation>Die Produkte werden erfragt…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s); asking for their builds…</source>
        <translation>
            <numerusform>%Ln Produkt; seine Builds werden erfragt…</numerusform>
            <numerusform>%Ln Produkte; ihre Builds werden erfragt…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), as the cache has them</source>
        <translation>
            <numerusform>%Ln Produkt, wie es im Zwischenspeicher steht</numerusform>
            <numerusform>%Ln Produkte, wie sie im Zwischenspeicher stehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln product(s), named by %1</source>
        <translation>
            <numerusform>%Ln Produkt, genannt von %1</numerusform>
            <numerusform>%Ln Produkte, genannt von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) cannot be had: %1</source>
        <translation>
            <numerusform>%Ln Datei ist nicht zu haben: %1</numerusform>
            <numerusform>%Ln Dateien sind nicht zu haben: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>These are too many single files for one download. Check whole folders, or queue them in parts.</source>
        <translation>Das sind zu viele einzelne Dateien für einen Download. Wähle ganze Ordner, oder stelle sie in Teilen in die Warteschlange.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) go to the queue.</source>
        <translation>
            <numerusform>%Ln Datei kommt in die Warteschlange.</numerusform>
            <numerusform>%Ln Dateien kommen in die Warteschlange.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing with the other build…</source>
        <translation>Wird mit dem anderen Build verglichen…</translation>
    </message>
    <message>
        <source>The builds cannot be compared.</source>
        <translation>Die Builds lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Files that only the other build has</source>
        <translation>Dateien, die nur der andere Build hat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) are added to %1.</source>
        <translation>
            <numerusform>%Ln Datei wird zu %1 hinzugefügt.</numerusform>
            <numerusform>%Ln Dateien werden zu %1 hinzugefügt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::BuildChoices</name>
    <message>
        <source>%1 (current)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>Current build</source>
        <translation>Aktueller Build</translation>
    </message>
    <message>
        <source>%1 (current in %2)</source>
        <translation>%1 (aktuell in %2)</translation>
    </message>
    <message>
        <source>%1 (last seen %2)</source>
        <translation>%1 (zuletzt gesehen %2)</translation>
    </message>
</context>
<context>
    <name>ui::BuildOffer</name>
    <message>
        <source>%1 is encrypted as a whole, and its key is missing: drop %2.ak here</source>
        <translation>%1 ist als Ganzes verschlüsselt, und der Key fehlt: Ziehen Sie %2.ak hierher</translation>
    </message>
    <message>
        <source>The installed build %1 names no product. Name it yourself: PRODUCT@%2:PATH</source>
        <translation>Der installierte Build %1 nennt kein Produkt. Nennen Sie es selbst: PRODUKT@%2:PFAD</translation>
    </message>
    <message numerus="yes">
        <source>%Ln installed build(s) left out that are not active</source>
        <translation>
            <numerusform>%Ln installierter Build ausgelassen, weil nicht aktiv</numerusform>
            <numerusform>%Ln installierte Builds ausgelassen, weil nicht aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>An installed game: %1</source>
        <translation>Ein installiertes Spiel: %1</translation>
    </message>
    <message>
        <source>%1 is the build config of %2 %3</source>
        <translation>%1 ist die Build-Konfiguration von %2 %3</translation>
    </message>
</context>
<context>
    <name>ui::BuildRow</name>
    <message>
        <source>A build of the list; or type a version, a build number or the hash of a build config and press Enter</source>
        <translation>Ein Build der Liste; oder tippe eine Version, eine Buildnummer oder den Hash einer Build-Konfiguration ein und drücke die Eingabetaste</translation>
    </message>
    <message>
        <source>Of files that a build has in several locales, the one that is shown and fetched</source>
        <translation>Von Dateien, die ein Build in mehreren Sprachen hat, die, die gezeigt und geholt wird</translation>
    </message>
    <message>
        <source>&amp;Region:</source>
        <translation>&amp;Region:</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>&amp;Build:</source>
        <translation>&amp;Build:</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>&amp;Locale:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&amp;Compare with:</source>
        <translation>Ver&amp;gleichen mit:</translation>
    </message>
    <message>
        <source>Compare with another build</source>
        <translation>Mit einem anderen Build vergleichen</translation>
    </message>
    <message>
        <source>Shows which files are new, changed or gone since another build, by the manifests alone</source>
        <translation>Zeigt, welche Dateien gegenüber einem anderen Build neu, geändert oder weg sind, allein nach den Manifesten</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>ui::BuildStatus</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening the build</source>
        <translation>Der Build wird geöffnet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Putting the files of %1 in order…</source>
        <translation>Die Dateien von %1 werden geordnet…</translation>
    </message>
    <message>
        <source>Opening %1… %2 so far</source>
        <translation>%1 wird geöffnet… bisher %2</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet…</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>named by %1</source>
        <translation>genannt von %1</translation>
    </message>
    <message>
        <source>served by %1</source>
        <translation>geliefert von %1</translation>
    </message>
    <message>
        <source>%1 read</source>
        <translation>%1 gelesen</translation>
    </message>
    <message numerus="yes">
        <source>(and %Ln more)</source>
        <translation>
            <numerusform>(und %Ln weitere Warnung)</numerusform>
            <numerusform>(und %Ln weitere Warnungen)</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are gone…</source>
        <translation>Entfallene Dateien…</translation>
    </message>
    <message>
        <source>Against the other build: %1 new, %2 changed, %3 gone</source>
        <translation>Gegenüber dem anderen Build: %1 neu, %2 geändert, %3 weg</translation>
    </message>
</context>
<context>
    <name>ui::CategoriesPage</name>
    <message>
        <source>cdn.example  *.iso  *.zip</source>
        <translation>cdn.example  *.iso  *.zip</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Hosts and types</source>
        <translation>Server und Typen</translation>
    </message>
    <message>
        <source>&amp;Hosts and types:</source>
        <translation>&amp;Server und Typen:</translation>
    </message>
    <message>
        <source>A new download from one of these hosts, or whose name ends like this, gets the category and goes to its folder. The first that fits counts. Files that are there already stay where they are.</source>
        <translation>Ein neuer Download von einem dieser Server, oder dessen Name so endet, bekommt die Kategorie und kommt in ihren Ordner. Die erste, die passt, zählt. Dateien, die schon da sind, bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;Neu …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Folder of the category</source>
        <translation>Ordner der Kategorie</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>The folder needs its whole path.</source>
        <translation>Der Ordner braucht seinen ganzen Pfad.</translation>
    </message>
    <message>
        <source>“%1” is neither a host nor a type like *.iso.</source>
        <translation>„%1“ ist weder ein Server noch ein Typ wie *.iso.</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Neue Kategorie</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::CategoryMenu</name>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>&amp;New category…</source>
        <translation>&amp;Neue Kategorie …</translation>
    </message>
    <message>
        <source>&amp;Edit categories…</source>
        <translation>Kategorien &amp;bearbeiten …</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Neue Kategorie</translation>
    </message>
</context>
<context>
    <name>ui::CacheCheckPart</name>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Damaged objects</source>
        <translation>Beschädigte Objekte</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
</context>
<context>
    <name>ui::CachePage</name>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>Used:</source>
        <translation>Belegt:</translation>
    </message>
    <message>
        <source>Found here:</source>
        <translation>Hier gefunden:</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>&amp;Höchstens:</translation>
    </message>
    <message>
        <source>Version tables, configs, indices and manifests are kept here, so that the next look-up in a build costs little. Where there are more, those not used for longest go. Commands in a terminal share them, and keep to the same limit.</source>
        <translation>Versionstabellen, Konfigurationen, Indizes und Manifeste werden hier aufbewahrt, damit die nächste Suche in einem Build wenig kostet. Werden es zu viele, gehen die am längsten unbenutzten. Befehle im Terminal teilen sie und halten dieselbe Grenze ein.</translation>
    </message>
    <message>
        <source>Folder of the cache</source>
        <translation>Ordner des Caches</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open the folder of the cache</source>
        <translation>Den Ordner des Caches öffnen</translation>
    </message>
    <message>
        <source>Used of the cache</source>
        <translation>Vom Cache belegt</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Largest size of the cache</source>
        <translation>Höchste Größe des Caches</translation>
    </message>
    <message>
        <source>&amp;Clear…</source>
        <translation>&amp;Leeren …</translation>
    </message>
    <message>
        <source>Clear the cache</source>
        <translation>Cache leeren</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::CacheText</name>
    <message numerus="yes">
        <source>%1 of %2, %Ln object(s)</source>
        <translation>
            <numerusform>%1 von %2, %Ln Objekt</numerusform>
            <numerusform>%1 von %2, %Ln Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was looked up yet</source>
        <translation>Noch nichts nachgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln look-up(s)</source>
        <translation>
            <numerusform>%1 von %Ln Anfrage</numerusform>
            <numerusform>%1 von %Ln Anfragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln damaged one(s) fetched again</source>
        <translation>
            <numerusform>%1; %Ln beschädigtes neu geholt</numerusform>
            <numerusform>%1; %Ln beschädigte neu geholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1, go. Nothing but time is lost: what is needed of them is fetched again. Downloads, mirrors and keys stay.</source>
        <translation>
            <numerusform>%Ln Objekt (%1) wird entfernt. Verloren geht nur Zeit: Was davon gebraucht wird, wird neu geholt. Downloads, Spiegel und Schlüssel bleiben.</numerusform>
            <numerusform>%Ln Objekte (%1) werden entfernt. Verloren geht nur Zeit: Was davon gebraucht wird, wird neu geholt. Downloads, Spiegel und Schlüssel bleiben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 objects %Ln was/were damaged and removed. What is needed of them is fetched again.</source>
        <translation>
            <numerusform>Von %1 Objekten war %Ln beschädigt und wurde entfernt. Bei Bedarf wird es neu geholt.</numerusform>
            <numerusform>Von %1 Objekten waren %Ln beschädigt und wurden entfernt. Bei Bedarf werden sie neu geholt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. Of the first %1 objects %Ln was/were damaged and removed.</source>
        <translation>
            <numerusform>Angehalten. Von den ersten %1 Objekten war %Ln beschädigt und wurde entfernt.</numerusform>
            <numerusform>Angehalten. Von den ersten %1 Objekten waren %Ln beschädigt und wurden entfernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. The first %Ln object(s) are whole.</source>
        <translation>
            <numerusform>Angehalten. Das erste Objekt ist unversehrt.</numerusform>
            <numerusform>Angehalten. Die ersten %Ln Objekte sind unversehrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The cache is empty.</source>
        <translation>Der Cache ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>%Ln Objekt gelesen; es ist unversehrt.</numerusform>
            <numerusform>%Ln Objekte gelesen; alle sind unversehrt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ChunkLegend</name>
    <message>
        <source>Legend of the map</source>
        <translation>Legende der Karte</translation>
    </message>
</context>
<context>
    <name>ui::ChunkMapWidget</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>ui::ChunkModel</name>
    <message>
        <source>Chunk</source>
        <translation>Chunk</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>Kodiert</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>Dekodiert</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Versatz</translation>
    </message>
    <message>
        <source>MD5 (encoded)</source>
        <translation>MD5 (kodiert)</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>ui::Chunks</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>verschlossen</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schadhaft</translation>
    </message>
    <message>
        <source>N raw</source>
        <translation>N roh</translation>
    </message>
    <message>
        <source>Z zlib</source>
        <translation>Z zlib</translation>
    </message>
    <message>
        <source>4 lz4</source>
        <translation>4 lz4</translation>
    </message>
    <message>
        <source>E encrypted</source>
        <translation>E verschlüsselt</translation>
    </message>
    <message>
        <source>F nested</source>
        <translation>F verschachtelt</translation>
    </message>
    <message>
        <source>Chunk %1: %2
%3 encoded, %4 decoded</source>
        <translation>Chunk %1: %2
%3 kodiert, %4 dekodiert</translation>
    </message>
    <message>
        <source>Chunks %1 to %2</source>
        <translation>Chunks %1 bis %2</translation>
    </message>
</context>
<context>
    <name>ui::ChunksTab</name>
    <message>
        <source>Chunks</source>
        <translation>Chunks</translation>
    </message>
    <message>
        <source>Choose a download to see its chunks.</source>
        <translation>Wählen Sie einen Download, um seine Chunks zu sehen.</translation>
    </message>
    <message>
        <source>Everything is on the disk; how it was cut into chunks is not known any more.</source>
        <translation>Alles ist auf der Platte; wie es in Chunks geteilt war, ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>Nothing is on the disk yet. The chunk map appears when the download runs.</source>
        <translation>Noch ist nichts auf der Platte. Die Chunk-Karte erscheint, wenn der Download läuft.</translation>
    </message>
    <message>
        <source>Chunk map</source>
        <translation>Chunk-Karte</translation>
    </message>
</context>
<context>
    <name>ui::ColumnsMenu</name>
    <message>
        <source>&amp;Columns and order</source>
        <translation>&amp;Spalten und Reihenfolge</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Sort in queue order</source>
        <translation>In der Reihenfolge der Liste</translation>
    </message>
    <message>
        <source>Sort by: %1</source>
        <translation>Sortieren nach: %1</translation>
    </message>
</context>
<context>
    <name>ui::Commands</name>
    <message>
        <source>Delete files</source>
        <translation>Dateien löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln finished file(s) from the disk?</source>
        <translation>
            <numerusform>%Ln fertige Datei von der Platte löschen?</numerusform>
            <numerusform>%Ln fertige Dateien von der Platte löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Delete the finished files of %Ln download(s) from the disk? Those that were changed since stay, and so do all files of mirrors.</source>
        <translation>
            <numerusform>Die fertigen Dateien von %Ln Download von der Platte löschen? Was seither geändert wurde, bleibt, ebenso alle Dateien von Spiegeln.</numerusform>
            <numerusform>Die fertigen Dateien von %Ln Downloads von der Platte löschen? Was seither geändert wurde, bleibt, ebenso alle Dateien von Spiegeln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>&amp;Files at once:</source>
        <translation>&amp;Dateien gleichzeitig:</translation>
    </message>
    <message>
        <source>Connections per fi&amp;le:</source>
        <translation>Verbindungen je D&amp;atei:</translation>
    </message>
    <message>
        <source>Connections per &amp;host:</source>
        <translation>Verbindungen je &amp;Server:</translation>
    </message>
    <message>
        <source>More connections help when each one is slow. Many servers allow only a few.</source>
        <translation>Mehr Verbindungen helfen, wenn jede einzelne langsam ist. Viele Server erlauben nur wenige.</translation>
    </message>
</context>
<context>
    <name>ui::CopiedBar</name>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>The link to “%1” was copied.</source>
        <translation>Der Link zu „%1“ wurde kopiert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) to files were copied.</source>
        <translation>
            <numerusform>%Ln Link zu einer Datei wurde kopiert.</numerusform>
            <numerusform>%Ln Links zu Dateien wurden kopiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DesktopPage</name>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>Tell when downloads are &amp;finished</source>
        <translation>Melden, wenn Downloads &amp;fertig sind</translation>
    </message>
    <message>
        <source>Tell when downloads fai&amp;l</source>
        <translation>Melden, wenn Downloads fehlsch&amp;lagen</translation>
    </message>
    <message>
        <source>&amp;Closing the window leaves Sluice in the tray</source>
        <translation>Nach dem S&amp;chließen des Fensters im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Keep the computer a&amp;wake while something downloads</source>
        <translation>Den Computer &amp;wach halten, solange etwas lädt</translation>
    </message>
    <message>
        <source>Not while the window is in front. Many at once come in one notice.</source>
        <translation>Nicht, solange das Fenster vorn ist. Viele auf einmal kommen in einer Meldung.</translation>
    </message>
    <message>
        <source>Where the desktop has no tray, closing the window always ends Sluice.</source>
        <translation>Wo der Desktop keinen Infobereich hat, beendet das Schließen des Fensters Sluice immer.</translation>
    </message>
    <message>
        <source>The screen may go dark all the same.</source>
        <translation>Der Bildschirm darf trotzdem dunkel werden.</translation>
    </message>
    <message>
        <source>&amp;Start Sluice with the session</source>
        <translation>Sluice mit der &amp;Sitzung starten</translation>
    </message>
    <message>
        <source>In the tray, without its window.</source>
        <translation>Im Infobereich, ohne Fenster.</translation>
    </message>
    <message>
        <source>Play a &amp;sound when downloads are finished</source>
        <translation>&amp;Ton abspielen, wenn Downloads fertig sind</translation>
    </message>
    <message>
        <source>Offer &amp;links to files when they are copied</source>
        <translation>Kopierte &amp;Links zu Dateien anbieten</translation>
    </message>
    <message>
        <source>Nothing is downloaded before you add it.</source>
        <translation>Geladen wird nichts, bevor Sie es hinzufügen.</translation>
    </message>
</context>
<context>
    <name>ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Pages of the details</source>
        <translation>Seiten der Einzelheiten</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Mirrors</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>ui::Dialogs</name>
    <message>
        <source>Open list, key or BLTE files</source>
        <translation>Listen-, Schlüssel- oder BLTE-Dateien öffnen</translation>
    </message>
</context>
<context>
    <name>ui::Digest</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>%1 is finished</source>
        <translation>%1 ist fertig</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) finished</source>
        <translation>
            <numerusform>%Ln Download fertig</numerusform>
            <numerusform>%Ln Downloads fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln Download fehlgeschlagen</numerusform>
            <numerusform>%Ln Downloads fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DropOverlay</name>
    <message>
        <source>Drop to add</source>
        <translation>Zum Hinzufügen fallen lassen</translation>
    </message>
    <message>
        <source>Drop links, lists, keys or BLTE files</source>
        <translation>Links, Listen, Schlüssel oder BLTE-Dateien hier ablegen</translation>
    </message>
</context>
<context>
    <name>ui::DropReader</name>
    <message>
        <source>These lines give names to file data ids. Save them as a file and drop that: Sluice reads it wherever it stays.</source>
        <translation>Diese Zeilen geben Dateinummern Namen. Speichern Sie sie als Datei und ziehen Sie diese hierher: Sluice liest sie, wo sie liegt.</translation>
    </message>
</context>
<context>
    <name>ui::EmptyState</name>
    <message>
        <source>Nothing to download yet.</source>
        <translation>Noch nichts herunterzuladen.</translation>
    </message>
    <message>
        <source>Add links…</source>
        <translation>Links hinzufügen …</translation>
    </message>
    <message>
        <source>or drop links, lists or keys here</source>
        <translation>oder Links, Listen oder Schlüssel hier ablegen</translation>
    </message>
    <message>
        <source>No download matches “%1”.</source>
        <translation>Kein Download passt zu „%1“.</translation>
    </message>
    <message>
        <source>No download under “%1” matches “%2”.</source>
        <translation>Kein Download unter „%1“ passt zu „%2“.</translation>
    </message>
    <message>
        <source>Show all downloads</source>
        <translation>Alle Downloads zeigen</translation>
    </message>
    <message>
        <source>No download under “%1” now.</source>
        <translation>Zurzeit kein Download unter „%1“.</translation>
    </message>
    <message>
        <source>Browse products…</source>
        <translation>Produkte durchsuchen…</translation>
    </message>
</context>
<context>
    <name>ui::Errors</name>
    <message>
        <source>Close the other program, then resume.</source>
        <translation>Schließen Sie das andere Programm, dann setzen Sie fort.</translation>
    </message>
    <message>
        <source>Sign in with your browser, then resume.</source>
        <translation>Melden Sie sich im Browser an, dann setzen Sie fort.</translation>
    </message>
    <message>
        <source>Add a key list that has the key. Nothing is downloaded again.</source>
        <translation>Fügen Sie eine Schlüsselliste mit dem Schlüssel hinzu. Nichts wird erneut geladen.</translation>
    </message>
    <message>
        <source>Add a key list that has the right key.</source>
        <translation>Fügen Sie eine Schlüsselliste hinzu, die den richtigen Schlüssel enthält.</translation>
    </message>
    <message>
        <source>Check the link, or add another mirror.</source>
        <translation>Prüfen Sie den Link oder fügen Sie einen weiteren Spiegel hinzu.</translation>
    </message>
    <message>
        <source>Sluice tries another mirror by itself.</source>
        <translation>Sluice versucht von selbst einen anderen Spiegel.</translation>
    </message>
    <message>
        <source>Sluice tries again by itself.</source>
        <translation>Sluice versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Sluice fetches the damaged part again.</source>
        <translation>Sluice lädt den schadhaften Teil erneut.</translation>
    </message>
    <message>
        <source>Sluice begins this download anew.</source>
        <translation>Sluice beginnt diesen Download von vorn.</translation>
    </message>
    <message>
        <source>Mend the cause, then resume.</source>
        <translation>Beheben Sie die Ursache, dann setzen Sie fort.</translation>
    </message>
    <message>
        <source>Sluice goes on by itself on another network. The settings can allow this one, under Network.</source>
        <translation>Sluice macht in einem anderen Netz von selbst weiter. Die Einstellungen können dieses unter Netzwerk erlauben.</translation>
    </message>
    <message>
        <source>Allow writing to the folder, then try again; or choose another folder.</source>
        <translation>Schreiben in den Ordner erlauben und noch einmal versuchen, oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Bring the folder back, or choose another one.</source>
        <translation>Den Ordner wieder herstellen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>Choose a folder on another disk.</source>
        <translation>Einen Ordner auf einem anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>Make room, or choose another folder. What was fetched is kept.</source>
        <translation>Platz schaffen oder einen anderen Ordner wählen. Was geladen wurde, bleibt.</translation>
    </message>
    <message>
        <source>Sign in with a user name and a password.</source>
        <translation>Mit Benutzername und Passwort anmelden.</translation>
    </message>
    <message>
        <source>Overwrite it, or give the download another name.</source>
        <translation>Die Datei überschreiben oder dem Download einen anderen Namen geben.</translation>
    </message>
    <message>
        <source>Give the download another name.</source>
        <translation>Dem Download einen anderen Namen geben.</translation>
    </message>
</context>
<context>
    <name>ui::Export</name>
    <message>
        <source>A mirror has objects of a CDN, which have no lines PRODUCT:PATH; save the list as CSV.</source>
        <translation>Ein Spiegel hat Objekte eines CDNs, für die es keine Zeilen PRODUKT:PFAD gibt; speichern Sie die Liste als CSV.</translation>
    </message>
</context>
<context>
    <name>ui::FileBar</name>
    <message>
        <source>Files that are shown</source>
        <translation>Dateien, die gezeigt werden</translation>
    </message>
    <message>
        <source>filter by words in the path</source>
        <translation>nach Wörtern im Pfad filtern</translation>
    </message>
    <message>
        <source>Words in the path</source>
        <translation>Wörter im Pfad</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>No file is like that</source>
        <translation>Keine Datei passt dazu</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlen</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verschlossen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Sorting…</source>
        <translation>Wird sortiert …</translation>
    </message>
</context>
<context>
    <name>ui::FileCells</name>
    <message numerus="yes">
        <source>%Ln locales</source>
        <translation>
            <numerusform>%Ln Sprache</numerusform>
            <numerusform>%Ln Sprachen</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>Kodiert</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>File data ID</source>
        <translation>File-Data-ID</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>leere Datei</translation>
    </message>
    <message>
        <source>not in this build</source>
        <translation>nicht in diesem Build</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>loose</source>
        <translation>einzeln</translation>
    </message>
    <message>
        <source>in no index</source>
        <translation>in keinem Index</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1 (fehlt)</translation>
    </message>
    <message>
        <source>Archive %1</source>
        <translation>Archiv %1</translation>
    </message>
    <message>
        <source>Without the key %1 its locked parts stay empty until the key is added</source>
        <translation>Ohne den Schlüssel %1 bleiben die gesperrten Teile leer, bis er hinzugefügt wird</translation>
    </message>
    <message>
        <source>The key is there</source>
        <translation>Der Schlüssel ist da</translation>
    </message>
</context>
<context>
    <name>ui::FileCommands</name>
    <message>
        <source>&amp;Open file</source>
        <translation>Datei öff&amp;nen</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Cop&amp;y path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy source line</source>
        <translation>&amp;Quellzeile kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;keys</source>
        <translation>&amp;Schlüssel kopieren</translation>
    </message>
    <message>
        <source>&amp;Skip these files</source>
        <translation>Diese Dateien &amp;auslassen</translation>
    </message>
    <message>
        <source>Fetch these &amp;after all</source>
        <translation>Diese &amp;doch holen</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Fehlgeschlagene &amp;noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Verify again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>Open the folder of the set</source>
        <translation>Ordner der Dateien öffnen</translation>
    </message>
    <message>
        <source>Save the list of files shown</source>
        <translation>Liste der gezeigten Dateien speichern</translation>
    </message>
    <message>
        <source>As lines PRODUCT@BUILD:PATH…</source>
        <translation>Als Zeilen PRODUKT@BUILD:PFAD …</translation>
    </message>
    <message>
        <source>As CSV, with sizes and keys…</source>
        <translation>Als CSV, mit Größen und Schlüsseln …</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>ui::FileLists</name>
    <message>
        <source>Save the list of files</source>
        <translation>Liste der Dateien speichern</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>List (*.txt)</source>
        <translation>Liste (*.txt)</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Saved a list of %Ln file(s) as %1</source>
        <translation>
            <numerusform>Liste mit %Ln Datei als %1 gespeichert</numerusform>
            <numerusform>Liste mit %Ln Dateien als %1 gespeichert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FileModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>Kodiert</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Content key</source>
        <translation>Content-Key</translation>
    </message>
    <message>
        <source>Encoding key</source>
        <translation>Encoding-Key</translation>
    </message>
    <message>
        <source>copy of another</source>
        <translation>Kopie einer anderen</translation>
    </message>
    <message>
        <source>several objects</source>
        <translation>mehrere Objekte</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>loose</source>
        <translation>einzeln</translation>
    </message>
</context>
<context>
    <name>ui::FileTreeModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Files</name>
    <message>
        <source>%1: %2</source>
        <comment>failed: not found</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>%1
to %2</source>
        <translation>%1
bis %2</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>verschlossen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>No host has it, and the build does not promise it.</source>
        <translation>Kein Host hat sie, und der Build verspricht sie nicht.</translation>
    </message>
    <message>
        <source>It was taken out of this download.</source>
        <translation>Sie wurde aus diesem Download herausgenommen.</translation>
    </message>
    <message>
        <source>Missing key: %1</source>
        <translation>Fehlender Schlüssel: %1</translation>
    </message>
    <message>
        <source>%1
%2, %3</source>
        <translation>%1
%2, %3</translation>
    </message>
</context>
<context>
    <name>ui::FilesPage</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Folders and files of the build</source>
        <translation>Ordner und Dateien des Builds</translation>
    </message>
    <message>
        <source>Files found</source>
        <translation>Gefundene Dateien</translation>
    </message>
    <message>
        <source>Check or uncheck</source>
        <translation>An- oder abwählen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>In seinem Ordner zeigen</translation>
    </message>
    <message>
        <source>Check all that were found</source>
        <translation>Alle gefundenen anwählen</translation>
    </message>
    <message>
        <source>Uncheck everything</source>
        <translation>Alles abwählen</translation>
    </message>
</context>
<context>
    <name>ui::FilesTab</name>
    <message>
        <source>Map of the files</source>
        <translation>Karte der Dateien</translation>
    </message>
    <message>
        <source>Reading the list of files…</source>
        <translation>Die Liste der Dateien wird gelesen …</translation>
    </message>
    <message>
        <source>The list of these files is not kept any more. Add the same files again to see it.</source>
        <translation>Die Liste dieser Dateien ist nicht mehr da. Fügen Sie dieselben Dateien noch einmal hinzu, um sie zu sehen.</translation>
    </message>
</context>
<context>
    <name>ui::FilesView</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>ui::FilterRow</name>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Alle Typen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Jede Größe</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle Tags</translation>
    </message>
    <message>
        <source>Locale</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>All locales</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Encrypted or not</source>
        <translation>Verschlüsselt oder nicht</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Search files: words, *.blp, folder/*</source>
        <translation>Dateien suchen: Wörter, *.blp, ordner/*</translation>
    </message>
    <message>
        <source>Search the files of this build</source>
        <translation>Die Dateien dieses Builds durchsuchen</translation>
    </message>
    <message>
        <source>Words that all have to stand in the path, or a pattern: * and ? within a name, ** across folders. A file data ID or a key finds its file.</source>
        <translation>Wörter, die alle im Pfad stehen müssen, oder ein Muster: * und ? innerhalb eines Namens, ** über Ordner hinweg. Eine File-Data-ID oder ein Schlüssel findet seine Datei.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>Mindestens %1</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>Höchstens %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln gefunden</numerusform>
            <numerusform>%Ln gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Changed or not</source>
        <translation>Geändert oder nicht</translation>
    </message>
    <message>
        <source>New or changed (%1)</source>
        <translation>Neu oder geändert (%1)</translation>
    </message>
    <message>
        <source>New (%1)</source>
        <translation>Neu (%1)</translation>
    </message>
    <message>
        <source>Changed (%1)</source>
        <translation>Geändert (%1)</translation>
    </message>
</context>
<context>
    <name>ui::FilterSidebar</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>ui::FoldersPage</name>
    <message>
        <source>Folders and files</source>
        <translation>Ordner und Dateien</translation>
    </message>
    <message>
        <source>&amp;Download folder:</source>
        <translation>&amp;Downloadordner:</translation>
    </message>
    <message>
        <source>These apply to what you add from now on; the Add window can choose otherwise.</source>
        <translation>Dies gilt für alles, was Sie ab jetzt hinzufügen; das Fenster „Hinzufügen“ kann abweichen.</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Downloadordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>Keep the bytes as ser&amp;ved, do not decode</source>
        <translation>Bytes unverändert &amp;behalten, nicht dekodieren</translation>
    </message>
    <message>
        <source>&amp;Start new downloads at once</source>
        <translation>Neue Downloads s&amp;ofort starten</translation>
    </message>
    <message>
        <source>If a file &amp;exists:</source>
        <translation>Wenn eine Datei &amp;existiert:</translation>
    </message>
    <message>
        <source>If a &amp;key is missing:</source>
        <translation>Wenn ein &amp;Schlüssel fehlt:</translation>
    </message>
    <message>
        <source>“%1” is no whole path: it begins with %2. The folder stays %3.</source>
        <translation>„%1“ ist kein vollständiger Pfad: einer beginnt mit %2. Der Ordner bleibt %3.</translation>
    </message>
</context>
<context>
    <name>ui::Format</name>
    <message>
        <source>%1/s</source>
        <comment>a speed; %1 is a size</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>ui::FoundFilesModel</name>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>ui::GeneralTab</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Choose a download to see its details.</source>
        <translation>Wählen Sie einen Download, um Einzelheiten zu sehen.</translation>
    </message>
    <message>
        <source>Status:</source>
        <translation>Zustand:</translation>
    </message>
    <message>
        <source>Source:</source>
        <translation>Quelle:</translation>
    </message>
    <message>
        <source>Mirrors:</source>
        <translation>Spiegel:</translation>
    </message>
    <message>
        <source>Target:</source>
        <translation>Ziel:</translation>
    </message>
    <message>
        <source>Encoding key:</source>
        <translation>Encoding-Key:</translation>
    </message>
    <message>
        <source>Content key:</source>
        <translation>Content-Key:</translation>
    </message>
    <message>
        <source>Missing keys:</source>
        <translation>Fehlende Schlüssel:</translation>
    </message>
    <message>
        <source>MD5:</source>
        <translation>MD5:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <source>From the network:</source>
        <translation>Aus dem Netz:</translation>
    </message>
    <message>
        <source>Fetched twice:</source>
        <translation>Doppelt geladen:</translation>
    </message>
    <message>
        <source>Added:</source>
        <translation>Hinzugefügt:</translation>
    </message>
    <message>
        <source>Finished:</source>
        <translation>Fertig:</translation>
    </message>
    <message>
        <source> (bytes %1 to %2)</source>
        <translation> (Bytes %1 bis %2)</translation>
    </message>
    <message>
        <source>%1 of %2 encoded</source>
        <translation>%1 von %2 kodiert</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>%1 dekodiert</translation>
    </message>
    <message>
        <source>Speed limit:</source>
        <translation>Tempolimit:</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>Dateien:</translation>
    </message>
    <message>
        <source>%L1 of %L2 in their places</source>
        <translation>%L1 von %L2 an ihrem Platz</translation>
    </message>
    <message>
        <source>The key %1 seems wrong.</source>
        <translation>Der Schlüssel %1 scheint falsch.</translation>
    </message>
    <message>
        <source>%1 (the known key seems wrong)</source>
        <translation>%1 (der bekannte Schlüssel scheint falsch)</translation>
    </message>
    <message>
        <source>%1 of %2 as served</source>
        <translation>%1 von %2, wie vom Server geliefert</translation>
    </message>
</context>
<context>
    <name>ui::Installation</name>
    <message>
        <source>Installed as a Debian package. To update, install a newer one: apt install ./sluice_VERSION_ARCHITECTURE.deb</source>
        <translation>Als Debian-Paket installiert. Zum Aktualisieren ein neueres installieren: apt install ./sluice_VERSION_ARCHITEKTUR.deb</translation>
    </message>
    <message>
        <source>Runs from an archive that was unpacked in %1. To update, unpack a newer one and start that; queue and settings are kept elsewhere.</source>
        <translation>Läuft aus einem Archiv, das in %1 entpackt wurde. Zum Aktualisieren ein neueres entpacken und jenes starten; Warteschlange und Einstellungen liegen anderswo.</translation>
    </message>
    <message>
        <source>Installed as a Flatpak. To update: flatpak update org.sluice.sluice</source>
        <translation>Als Flatpak installiert. Zum Aktualisieren: flatpak update org.sluice.sluice</translation>
    </message>
    <message>
        <source>Built from its sources. To update, get newer ones and build them.</source>
        <translation>Aus den Quellen gebaut. Zum Aktualisieren neuere holen und bauen.</translation>
    </message>
</context>
<context>
    <name>ui::Intake</name>
    <message numerus="yes">
        <source>%1 names %Ln file(s) of World of Warcraft</source>
        <translation>
            <numerusform>%1 benennt %Ln Datei von World of Warcraft</numerusform>
            <numerusform>%1 benennt %Ln Dateien von World of Warcraft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyRequestModel</name>
    <message>
        <source>A key has 32 hexadecimal digits.</source>
        <translation>Ein Schlüssel hat 32 hexadezimale Ziffern.</translation>
    </message>
    <message>
        <source>not entered yet</source>
        <translation>noch nicht eingegeben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s)</source>
        <translation>
            <numerusform>%Ln Download</numerusform>
            <numerusform>%Ln Downloads</numerusform>
        </translation>
    </message>
    <message>
        <source>Key name</source>
        <translation>Schlüsselname</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Gebraucht von</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>%1; the known key seems wrong</source>
        <translation>%1; der bekannte Schlüssel scheint falsch</translation>
    </message>
</context>
<context>
    <name>ui::KeysDialog</name>
    <message>
        <source>Missing keys</source>
        <translation>Fehlende Schlüssel</translation>
    </message>
    <message>
        <source>Some chunks are encrypted with these keys. Enter or paste them here, or read a key list. What waits for a key is unlocked at once.</source>
        <translation>Einige Chunks sind mit diesen Schlüsseln verschlüsselt. Geben Sie sie hier ein, fügen Sie sie ein oder lesen Sie eine Schlüsselliste. Was auf einen Schlüssel wartet, wird sofort entsperrt.</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>&amp;Read a key file…</source>
        <translation>Schlüsseldatei &amp;lesen …</translation>
    </message>
    <message>
        <source>A key has 32 hexadecimal digits.</source>
        <translation>Ein Schlüssel hat 32 hexadezimale Ziffern.</translation>
    </message>
    <message>
        <source>%1 of %2 keys entered</source>
        <translation>%1 von %2 Schlüsseln eingegeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Import a key list…</source>
        <translation>Schlüsselliste &amp;importieren …</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>Fehlende Schlüssel</translation>
    </message>
    <message>
        <source>Known:</source>
        <translation>Bekannt:</translation>
    </message>
    <message>
        <source>Missing:</source>
        <translation>Fehlend:</translation>
    </message>
    <message>
        <source>A key list has a name and a key on each line. You can also drop it onto the window. A key that arrives unlocks what waits for it; nothing is downloaded again.</source>
        <translation>Eine Schlüsselliste hat je Zeile einen Namen und einen Schlüssel. Sie können sie auch auf das Fenster ziehen. Ein neuer Schlüssel öffnet, was auf ihn wartet; nichts wird erneut geladen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln Schlüssel</numerusform>
            <numerusform>%Ln Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Find a key by its name or where it is from</source>
        <translation>Schlüssel nach Name oder Herkunft suchen</translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation>Schlüssel suchen</translation>
    </message>
    <message>
        <source>Known keys</source>
        <translation>Bekannte Schlüssel</translation>
    </message>
    <message>
        <source>Co&amp;rrect…</source>
        <translation>&amp;Berichtigen …</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Delete keys</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln key(s)? Files that were unlocked with them stay as they are.</source>
        <translation>
            <numerusform>%Ln Schlüssel löschen? Dateien, die damit entsperrt wurden, bleiben, wie sie sind.</numerusform>
            <numerusform>%Ln Schlüssel löschen? Dateien, die damit entsperrt wurden, bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Correct a key</source>
        <translation>Einen Schlüssel berichtigen</translation>
    </message>
    <message>
        <source>The key %1, 32 hex digits:</source>
        <translation>Der Schlüssel %1, 32 Hexadezimalziffern:</translation>
    </message>
    <message>
        <source>&amp;Correct</source>
        <translation>&amp;Berichtigen</translation>
    </message>
    <message>
        <source>That is no key: a key has 32 hex digits.</source>
        <translation>Das ist kein Schlüssel: Ein Schlüssel hat 32 Hexadezimalziffern.</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>eingegeben</translation>
    </message>
</context>
<context>
    <name>ui::KnownKeys</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Herkunft</translation>
    </message>
</context>
<context>
    <name>ui::LabelList</name>
    <message>
        <source>Categories and tags</source>
        <translation>Kategorien und Tags</translation>
    </message>
</context>
<context>
    <name>ui::LabelModel</name>
    <message>
        <source>All categories</source>
        <translation>Alle Kategorien</translation>
    </message>
    <message>
        <source>Tag %1, %2</source>
        <translation>Tag %1, %2</translation>
    </message>
</context>
<context>
    <name>ui::LicencesDialog</name>
    <message>
        <source>windows, network, database</source>
        <translation>Fenster, Netz, Datenbank</translation>
    </message>
    <message>
        <source>the queue's database, by Qt</source>
        <translation>die Datenbank der Warteschlange, durch Qt</translation>
    </message>
    <message>
        <source>secure connections, by Qt</source>
        <translation>gesicherte Verbindungen, durch Qt</translation>
    </message>
    <message>
        <source>decoding of large chunks</source>
        <translation>Dekodieren großer Chunks</translation>
    </message>
    <message>
        <source>decoding of whole chunks</source>
        <translation>Dekodieren ganzer Chunks</translation>
    </message>
    <message>
        <source>digests and decryption</source>
        <translation>Prüfsummen und Entschlüsselung</translation>
    </message>
    <message>
        <source>values or errors</source>
        <translation>Werte oder Fehler</translation>
    </message>
    <message>
        <source>Sluice is free software. What it is built with has licences of its own.</source>
        <translation>Sluice ist freie Software. Woraus es gebaut ist, hat eigene Lizenzen.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>Gebaut mit</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>ui::LimitMenu</name>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Anderes …</translation>
    </message>
    <message>
        <source>Kilobytes per second (0: no limit):</source>
        <translation>Kilobyte pro Sekunde (0: kein Limit):</translation>
    </message>
    <message>
        <source>&amp;Limit</source>
        <translation>&amp;Begrenzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::LimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>&amp;Limit the speed of all downloads together to</source>
        <translation>Tempo aller Downloads zusammen &amp;begrenzen auf</translation>
    </message>
    <message>
        <source>&amp;Give up when nothing could move for</source>
        <translation>&amp;Aufgeben, wenn so lange nichts vorankam:</translation>
    </message>
    <message>
        <source> kB/s</source>
        <translation> kB/s</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Without this, a download waits until the network or the server is back.</source>
        <translation>Ohne dies wartet ein Download, bis Netz oder Server wieder da sind.</translation>
    </message>
    <message>
        <source>&amp;Schedule…</source>
        <translation>&amp;Zeitplan …</translation>
    </message>
    <message>
        <source>By the clock:</source>
        <translation>Nach der Uhr:</translation>
    </message>
</context>
<context>
    <name>ui::LinkCommands</name>
    <message numerus="yes">
        <source>Save a list of %Ln download(s)</source>
        <translation>
            <numerusform>Liste von %Ln Download speichern</numerusform>
            <numerusform>Liste von %Ln Downloads speichern</numerusform>
        </translation>
    </message>
    <message>
        <source>List (*.txt)</source>
        <translation>Liste (*.txt)</translation>
    </message>
    <message>
        <source>Metalink (*.meta4)</source>
        <translation>Metalink (*.meta4)</translation>
    </message>
    <message>
        <source>downloads</source>
        <translation>downloads</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) saved to %1</source>
        <translation>
            <numerusform>%Ln Download in %1 gespeichert</numerusform>
            <numerusform>%Ln Downloads in %1 gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not saved: %2</source>
        <translation>%1 wurde nicht gespeichert: %2</translation>
    </message>
    <message>
        <source>%1 was not added: %2</source>
        <translation>%1 wurde nicht hinzugefügt: %2</translation>
    </message>
</context>
<context>
    <name>ui::Log</name>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>Retry in %1 s on %2</source>
        <translation>Neuer Versuch in %1 s bei %2</translation>
    </message>
    <message>
        <source>Chunk %1 from %2 is fetched again</source>
        <translation>Chunk %1 von %2 wird erneut geladen</translation>
    </message>
    <message>
        <source>Chunk %1 needs the key %2</source>
        <translation>Chunk %1 braucht den Schlüssel %2</translation>
    </message>
    <message>
        <source>Chunk %1 stays locked: the key %2 seems wrong</source>
        <translation>Chunk %1 bleibt verschlossen: Der Schlüssel %2 scheint falsch zu sein</translation>
    </message>
    <message>
        <source>Waits %1 s</source>
        <translation>Wartet %1 s</translation>
    </message>
    <message>
        <source>Begins anew</source>
        <translation>Beginnt von vorn</translation>
    </message>
    <message>
        <source>What lies there is not believed; %1 of it are proven</source>
        <translation>Was dort liegt, wird nicht geglaubt; %1 davon sind bewiesen</translation>
    </message>
    <message>
        <source>%1 after the last chunk are left out</source>
        <translation>%1 hinter dem letzten Chunk bleiben weg</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Resumed: %1 need not be fetched again</source>
        <translation>Fortgesetzt: %1 müssen nicht erneut geladen werden</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Header read: %Ln chunk(s), %1 encoded, %2 decoded</source>
        <translation>
            <numerusform>Kopf gelesen: %Ln Chunk, %1 kodiert, %2 dekodiert</numerusform>
            <numerusform>Kopf gelesen: %Ln Chunks, %1 kodiert, %2 dekodiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Read back from the disk: as it should be</source>
        <translation>Von der Platte gelesen: wie es sein soll</translation>
    </message>
    <message>
        <source>Read back from the disk: as it should be, MD5 %1</source>
        <translation>Von der Platte gelesen: wie es sein soll, MD5 %1</translation>
    </message>
    <message>
        <source>Came from the community mirror %1</source>
        <translation>Kam vom Spiegel %1 der Gemeinschaft</translation>
    </message>
    <message>
        <source>%1: the object at byte %2 was damaged, and is fetched again</source>
        <translation>%1: Das Objekt ab Byte %2 war beschädigt und wird neu geholt</translation>
    </message>
    <message>
        <source>A file of the set failed</source>
        <translation>Eine Datei der Auswahl schlug fehl</translation>
    </message>
</context>
<context>
    <name>ui::LogTab</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What happens to this download is written here.</source>
        <translation>Was mit diesem Download geschieht, steht hier.</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Protokoll kopieren</translation>
    </message>
</context>
<context>
    <name>ui::LookupBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Looking up %1</source>
        <translation>%1 wird nachgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 waits: the connection is metered</source>
        <translation>%1 wartet: Die Verbindung ist getaktet</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>A link that was to add downloads is not understood: %1</source>
        <translation>Ein Link, der Downloads hinzufügen sollte, wird nicht verstanden: %1</translation>
    </message>
    <message>
        <source>%1 · Sluice</source>
        <translation>%1 · Sluice</translation>
    </message>
</context>
<context>
    <name>ui::MirrorCheckPart</name>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Fetch again what is wrong</source>
        <translation>Fehlerhaftes &amp;neu holen</translation>
    </message>
    <message>
        <source>C&amp;opy the list</source>
        <translation>Liste &amp;kopieren</translation>
    </message>
    <message>
        <source>Missing or damaged objects</source>
        <translation>Fehlende oder beschädigte Objekte</translation>
    </message>
    <message>
        <source>Name the folder of the mirror.</source>
        <translation>Nennen Sie den Ordner des Spiegels.</translation>
    </message>
    <message>
        <source>Reads every object of the mirror back and proves it. Nobody is asked for it, and nothing is changed.</source>
        <translation>Liest jedes Objekt des Spiegels und prüft es. Niemand wird dafür gefragt, und nichts wird geändert.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Reading what the mirror is to have…</source>
        <translation>Es wird gelesen, was der Spiegel haben soll …</translation>
    </message>
    <message>
        <source>What is wrong is looked up and put into the list.</source>
        <translation>Fehlerhaftes wird nachgeschlagen und in die Liste gestellt.</translation>
    </message>
</context>
<context>
    <name>ui::MirrorDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>Ma&amp;ke or complete</source>
        <translation>&amp;Anlegen oder ergänzen</translation>
    </message>
    <message>
        <source>Verif&amp;y</source>
        <translation>Prü&amp;fen</translation>
    </message>
    <message>
        <source>&amp;Serve to others</source>
        <translation>An andere a&amp;usliefern</translation>
    </message>
    <message>
        <source>Folder of the mirror</source>
        <translation>Ordner des Spiegels</translation>
    </message>
    <message>
        <source>Fol&amp;der of the mirror:</source>
        <translation>O&amp;rdner des Spiegels:</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>What to do with the mirror</source>
        <translation>Was mit dem Spiegel geschehen soll</translation>
    </message>
</context>
<context>
    <name>ui::MirrorForecasting</name>
    <message>
        <source>The mirror has all of build %1 of %2, and so every file of it</source>
        <translation>Der Spiegel hat den Build %1 von %2 ganz und damit jede Datei daraus</translation>
    </message>
</context>
<context>
    <name>ui::MirrorMakePart</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>its code, like wow_classic_era</source>
        <translation>sein Kürzel, etwa wow_classic_era</translation>
    </message>
    <message>
        <source>the current one; or a version, a build&apos;s number, the hash of a build config</source>
        <translation>der aktuelle; oder eine Version, eine Build-Nummer, der Hash einer Build-Konfiguration</translation>
    </message>
    <message>
        <source>all of them; or a folder, a glob, fdid=…, ckey=…</source>
        <translation>alle; oder ein Ordner, ein Muster, fdid=…, ckey=…</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>Übliche (%1)</translation>
    </message>
    <message>
        <source>&amp;Product:</source>
        <translation>&amp;Produkt:</translation>
    </message>
    <message>
        <source>&amp;Build:</source>
        <translation>&amp;Build:</translation>
    </message>
    <message>
        <source>&amp;Region:</source>
        <translation>Re&amp;gion:</translation>
    </message>
    <message>
        <source>F&amp;iles:</source>
        <translation>Datei&amp;en:</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>&amp;Nachschlagen</translation>
    </message>
    <message>
        <source>&amp;Mirror it</source>
        <translation>&amp;Spiegeln</translation>
    </message>
    <message>
        <source>Everything of a build as its CDN has it, laid out so that any web server can serve it. First it is looked up how large that is; nothing is written before you say so.</source>
        <translation>Alles von einem Build, wie sein CDN es hat, so abgelegt, dass jeder Webserver es ausliefern kann. Zuerst wird nachgeschlagen, wie groß das ist; nichts wird geschrieben, bevor Sie es sagen.</translation>
    </message>
    <message>
        <source>Name the folder of the mirror; it may be a new one.</source>
        <translation>Nennen Sie den Ordner des Spiegels; es darf ein neuer sein.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Looking up what belongs to it: %1 received</source>
        <translation>Es wird nachgeschlagen, was dazugehört: %1 empfangen</translation>
    </message>
    <message>
        <source>It is looked up once more and put into the list.</source>
        <translation>Es wird noch einmal nachgeschlagen und in die Liste gestellt.</translation>
    </message>
    <message>
        <source>Americas (us)</source>
        <translation>Amerika (us)</translation>
    </message>
    <message>
        <source>Europe (eu)</source>
        <translation>Europa (eu)</translation>
    </message>
    <message>
        <source>Korea (kr)</source>
        <translation>Korea (kr)</translation>
    </message>
    <message>
        <source>Taiwan (tw)</source>
        <translation>Taiwan (tw)</translation>
    </message>
    <message>
        <source>China (cn)</source>
        <translation>China (cn)</translation>
    </message>
</context>
<context>
    <name>ui::MirrorModel</name>
    <message>
        <source>%1 · rests for %2</source>
        <translation>%1 · ruht noch %2</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
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
        <source>Host</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Multi-range</source>
        <translation>Mehrere Bereiche</translation>
    </message>
</context>
<context>
    <name>ui::MirrorServePart</name>
    <message>
        <source>This computer&apos;s na&amp;me:</source>
        <translation>&amp;Name dieses Rechners:</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>For &amp;nginx, in a file of its own, like /etc/nginx/conf.d/mirror.conf:</source>
        <translation>Für n&amp;ginx, in einer eigenen Datei, etwa /etc/nginx/conf.d/mirror.conf:</translation>
    </message>
    <message>
        <source>Lines for nginx</source>
        <translation>Zeilen für nginx</translation>
    </message>
    <message>
        <source>&amp;Others use it like this:</source>
        <translation>Ander&amp;e nutzen ihn so:</translation>
    </message>
    <message>
        <source>Commands for others</source>
        <translation>Befehle für andere</translation>
    </message>
    <message>
        <source>In the settings of Sluice, on the page Mirrors, the address is entered as a version service. Any other server of files does as well.</source>
        <translation>In den Einstellungen von Sluice, auf der Seite „Spiegel“, wird die Adresse als Versionsdienst eingetragen. Jeder andere Dateiserver tut es auch.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>There is no mirror in that folder yet.</source>
        <translation>In diesem Ordner ist noch kein Spiegel.</translation>
    </message>
    <message>
        <source>Name the folder of the mirror.</source>
        <translation>Nennen Sie den Ordner des Spiegels.</translation>
    </message>
    <message>
        <source>nginx can name no folder with a “$” in its path: rename it.</source>
        <translation>nginx kann keinen Ordner mit „$“ im Pfad nennen: Benennen Sie ihn um.</translation>
    </message>
</context>
<context>
    <name>ui::MirrorsPage</name>
    <message>
        <source>Mirrors</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>&amp;New mirror:</source>
        <translation>&amp;Neuer Spiegel:</translation>
    </message>
    <message>
        <source>A file on a CDN has the same path at every host. These are asked besides the hosts of each link, from the next start of a download on. What they send is checked like everything else.</source>
        <translation>Eine Datei eines CDN hat auf jedem Host denselben Pfad. Diese werden neben den Hosts jedes Links gefragt, ab dem nächsten Start eines Downloads. Was sie senden, wird geprüft wie alles andere.</translation>
    </message>
    <message>
        <source>New mirror</source>
        <translation>Neuer Spiegel</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>That is no mirror: it needs a host, as in https://cdn.example.org</source>
        <translation>Das ist kein Spiegel: Es fehlt ein Host wie in https://cdn.example.org</translation>
    </message>
    <message>
        <source>Version services</source>
        <translation>Versionsdienste</translation>
    </message>
    <message>
        <source>the official ones</source>
        <translation>die offiziellen</translation>
    </message>
    <message>
        <source>&amp;Version services:</source>
        <translation>&amp;Versionsdienste:</translation>
    </message>
    <message>
        <source>They know the builds of products. Addresses with blanks between them, asked in this order.</source>
        <translation>Sie kennen die Builds der Produkte. Adressen mit Leerzeichen dazwischen, in dieser Reihenfolge gefragt.</translation>
    </message>
    <message>
        <source>%1 is no address of a service; one begins with https:// or http://</source>
        <translation>%1 ist keine Adresse eines Dienstes; eine beginnt mit https:// oder http://</translation>
    </message>
    <message>
        <source>Other community mirrors</source>
        <translation>Andere Spiegel der Gemeinschaft</translation>
    </message>
    <message>
        <source>others, with blanks between them</source>
        <translation>andere, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>&amp;Community mirrors:</source>
        <translation>Spiegel der &amp;Gemeinschaft:</translation>
    </message>
    <message>
        <source>Hosts of volunteers, asked only while none of the others can be. A file that came from one says so in its log.</source>
        <translation>Hosts von Freiwilligen, die nur gefragt werden, solange kein anderer gefragt werden kann. Eine Datei, die von einem kam, sagt das in ihrem Protokoll.</translation>
    </message>
    <message>
        <source>%1 is no mirror: it needs a host, as in https://cdn.example.org</source>
        <translation>%1 ist kein Spiegel: Es fehlt ein Host wie in https://cdn.example.org</translation>
    </message>
    <message>
        <source>%1 is in the list already</source>
        <translation>%1 ist schon in der Liste</translation>
    </message>
</context>
<context>
    <name>ui::MirrorsTab</name>
    <message>
        <source>Mirrors</source>
        <translation>Spiegel</translation>
    </message>
    <message>
        <source>Another mirror</source>
        <translation>Weiterer Spiegelserver</translation>
    </message>
    <message>
        <source>another mirror: https://host, or the whole address of the same file</source>
        <translation>weiterer Spiegelserver: https://host, oder die ganze Adresse derselben Datei</translation>
    </message>
    <message>
        <source>Add mirror</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>ui::MirrorText</name>
    <message numerus="yes">
        <source>%Ln object(s) read, and all of them are whole.</source>
        <translation>
            <numerusform>%Ln Objekt gelesen; es ist unversehrt.</numerusform>
            <numerusform>%Ln Objekte gelesen; alle sind unversehrt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s), %1</source>
        <translation>
            <numerusform>%Ln Objekt, %1</numerusform>
            <numerusform>%Ln Objekte, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>None of it is in the folder yet.</source>
        <translation>Noch nichts davon ist im Ordner.</translation>
    </message>
    <message>
        <source>All of it is in the folder. It is read and proven again; what is damaged is fetched.</source>
        <translation>Alles ist im Ordner. Es wird erneut gelesen und geprüft; Beschädigtes wird geholt.</translation>
    </message>
    <message>
        <source>In the folder already: %1. It is proven, and the rest is fetched.</source>
        <translation>Schon im Ordner: %1. Das wird geprüft, der Rest wird geholt.</translation>
    </message>
    <message>
        <source>Nothing can be mirrored.</source>
        <translation>Es kann nichts gespiegelt werden.</translation>
    </message>
    <message numerus="yes">
        <source>The size of %Ln archive(s) is not known before it is fetched.</source>
        <translation>
            <numerusform>Die Größe von %Ln Archiv ist erst bekannt, wenn es geholt ist.</numerusform>
            <numerusform>Die Größe von %Ln Archiven ist erst bekannt, wenn sie geholt sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Besides: up to %1 that no index lists and no host may have.</source>
        <translation>Dazu: bis zu %1, die kein Index nennt und vielleicht kein Host hat.</translation>
    </message>
    <message>
        <source>That is more than is free there: %1.</source>
        <translation>Das ist mehr, als dort frei ist: %1.</translation>
    </message>
    <message>
        <source>%1 free there.</source>
        <translation>Dort frei: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln object(s) read</source>
        <translation>
            <numerusform>%1 von %Ln Objekt gelesen</numerusform>
            <numerusform>%1 von %Ln Objekten gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wrong</source>
        <translation>
            <numerusform>%Ln fehlerhaft</numerusform>
            <numerusform>%Ln fehlerhaft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln build(s) cannot be opened. Mirror again what is to be kept of them.</source>
        <translation>
            <numerusform>%Ln Build lässt sich nicht öffnen. Spiegeln Sie neu, was davon bleiben soll.</numerusform>
            <numerusform>%Ln Builds lassen sich nicht öffnen. Spiegeln Sie neu, was davon bleiben soll.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>Es konnte nichts gelesen werden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln object(s) of %1 missing or damaged.</source>
        <translation>
            <numerusform>%Ln von %1 Objekten fehlt oder ist beschädigt.</numerusform>
            <numerusform>%Ln von %1 Objekten fehlen oder sind beschädigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more known to the encoding manifest only, and not here: a CDN may lack them, too.</source>
        <translation>
            <numerusform>%Ln weiteres kennt nur das Encoding-Manifest, und es fehlt hier: Auch ein CDN kann es entbehren.</numerusform>
            <numerusform>%Ln weitere kennt nur das Encoding-Manifest, und sie fehlen hier: Auch ein CDN kann sie entbehren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::NameCell</name>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>%1 dekodiert</translation>
    </message>
    <message>
        <source>%1 encoded, as the network sends it</source>
        <translation>%1 kodiert, wie aus dem Netz</translation>
    </message>
</context>
<context>
    <name>ui::NetworkPage</name>
    <message>
        <source>Network and memory</source>
        <translation>Netz und Speicher</translation>
    </message>
    <message>
        <source>Compute the &amp;MD5 of every finished file</source>
        <translation>&amp;MD5 jeder fertigen Datei berechnen</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Unreliable: try more often</source>
        <translation>Unzuverlässig: öfter versuchen</translation>
    </message>
    <message>
        <source>Stable: change mirrors early</source>
        <translation>Stabil: früh den Spiegel wechseln</translation>
    </message>
    <message>
        <source>Low memory</source>
        <translation>Wenig Speicher</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>High throughput</source>
        <translation>Hoher Durchsatz</translation>
    </message>
    <message>
        <source>&amp;Network:</source>
        <translation>&amp;Netz:</translation>
    </message>
    <message>
        <source>Me&amp;mory:</source>
        <translation>&amp;Speicher:</translation>
    </message>
    <message>
        <source>Without a content key the MD5 proves nothing by itself; it helps to compare files.</source>
        <translation>Ohne Content-Key beweist die MD5 für sich nichts; sie hilft beim Vergleichen.</translation>
    </message>
    <message>
        <source>&amp;Wait while the connection is metered</source>
        <translation>&amp;Warten, solange die Verbindung getaktet ist</translation>
    </message>
    <message>
        <source>Signed in at</source>
        <translation>Angemeldet bei</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Signed &amp;in at:</source>
        <translation>An&amp;gemeldet bei:</translation>
    </message>
    <message>
        <source>Sites whose user names and passwords are kept. Sign in from a download&apos;s menu.</source>
        <translation>Server, für die Benutzername und Passwort aufbewahrt werden. Anmelden können Sie sich im Menü eines Downloads.</translation>
    </message>
    <message>
        <source>Sites whose user names, passwords and headers are kept. Sign in from a download's menu.</source>
        <translation>Seiten, deren Benutzernamen, Passwörter und Kopfzeilen aufbewahrt werden. Anmelden kann man sich im Menü eines Downloads.</translation>
    </message>
</context>
<context>
    <name>ui::NoticeBar</name>
    <message>
        <source>Show…</source>
        <translation>Zeigen …</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) added</source>
        <translation>
            <numerusform>%Ln Download hinzugefügt</numerusform>
            <numerusform>%Ln Downloads hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in the queue already</source>
        <translation>
            <numerusform>%Ln schon in der Liste</numerusform>
            <numerusform>%Ln schon in der Liste</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) read</source>
        <translation>
            <numerusform>%Ln Schlüssel gelesen</numerusform>
            <numerusform>%Ln Schlüssel gelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not understood</source>
        <translation>
            <numerusform>%Ln Zeile nicht verstanden</numerusform>
            <numerusform>%Ln Zeilen nicht verstanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) not found</source>
        <translation>
            <numerusform>%Ln Datei nicht gefunden</numerusform>
            <numerusform>%Ln Dateien nicht gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s)</source>
        <translation>
            <numerusform>%Ln Hinweis</numerusform>
            <numerusform>%Ln Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed one(s) back again</source>
        <translation>
            <numerusform>%Ln entfernter wieder da</numerusform>
            <numerusform>%Ln entfernte wieder da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more to read</source>
        <translation>
            <numerusform>%Ln weitere Meldung</numerusform>
            <numerusform>%Ln weitere Meldungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OfferBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message>
        <source>Add files of it…</source>
        <translation>Dateien daraus hinzufügen …</translation>
    </message>
    <message>
        <source>Use it from now on</source>
        <translation>Ab jetzt verwenden</translation>
    </message>
</context>
<context>
    <name>ui::Open</name>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Nothing on this computer opens %1.</source>
        <translation>Nichts auf diesem Computer öffnet %1.</translation>
    </message>
</context>
<context>
    <name>ui::OptionBoxes</name>
    <message>
        <source>Keep it and say so</source>
        <translation>Behalten und melden</translation>
    </message>
    <message>
        <source>Save under another name</source>
        <translation>Unter anderem Namen speichern</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep the locked chunks, to unlock them later</source>
        <translation>Verschlossene Chunks behalten und später öffnen</translation>
    </message>
    <message>
        <source>Fill the locked chunks with zeros</source>
        <translation>Verschlossene Chunks mit Nullen füllen</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>Den Download abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::OverallLimitMenu</name>
    <message>
        <source>Limit: %1</source>
        <translation>Limit: %1</translation>
    </message>
    <message>
        <source>Limit: off</source>
        <translation>Limit: aus</translation>
    </message>
    <message>
        <source>%1 (schedule)</source>
        <translation>%1 (Zeitplan)</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Zeitplan …</translation>
    </message>
    <message>
        <source>Stopped (schedule)</source>
        <translation>Angehalten (Zeitplan)</translation>
    </message>
</context>
<context>
    <name>ui::PiecesTab</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunks</translation>
    </message>
</context>
<context>
    <name>ui::Presence</name>
    <message>
        <source>Sluice goes on in the tray</source>
        <translation>Sluice läuft im Infobereich weiter</translation>
    </message>
    <message>
        <source>Closing the window does not end it. Quit it from the menu of its icon, or change this in the settings, under Desktop.</source>
        <translation>Das Schließen des Fensters beendet es nicht. Beendet wird es im Menü seines Symbols; die Einstellungen können das unter Desktop ändern.</translation>
    </message>
</context>
<context>
    <name>ui::PreviewPane</name>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>die ersten %1 werden gezeigt</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>aus dem Zwischenspeicher</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Choose a file to see what is in it.</source>
        <translation>Wähle eine Datei, um zu sehen, was darin ist.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
</context>
<context>
    <name>ui::ProblemsDialog</name>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>What could not be used, or went otherwise than expected. Everything else was taken.</source>
        <translation>Was nicht verwendet werden konnte oder anders lief als erwartet. Alles andere wurde angenommen.</translation>
    </message>
</context>
<context>
    <name>ui::ProductList</name>
    <message>
        <source>Find a product</source>
        <translation>Produkt suchen</translation>
    </message>
    <message>
        <source>Find a product by its name or code</source>
        <translation>Ein Produkt nach Name oder Kürzel suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Show &amp;vendor products</source>
        <translation>&amp;Herstellerprodukte zeigen</translation>
    </message>
    <message>
        <source>Builds for people who work on the games; nearly all of them are encrypted with keys that nobody else has</source>
        <translation>Builds für Leute, die an den Spielen arbeiten; fast alle sind mit Schlüsseln verschlüsselt, die sonst niemand hat</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>ui::ProductModel</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>needs the key %1</source>
        <translation>braucht den Schlüssel %1</translation>
    </message>
    <message>
        <source>Favourite: %1</source>
        <translation>Favorit: %1</translation>
    </message>
</context>
<context>
    <name>ui::ProxyPage</name>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>SOCKS5</source>
        <translation>SOCKS5</translation>
    </message>
    <message>
        <source>&amp;Proxy:</source>
        <translation>&amp;Proxy:</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>&amp;Adresse:</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>P&amp;ort:</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>Pass&amp;wort:</translation>
    </message>
    <message>
        <source>User and password only where the proxy asks for them. They are kept unencrypted in Sluice&apos;s settings file, which your account alone can read. What is on this computer itself is reached without a proxy.</source>
        <translation>Benutzer und Passwort nur, wo der Proxy danach fragt. Sie stehen unverschlüsselt in der Einstellungsdatei von Sluice, die nur Ihr Konto lesen kann. Was auf diesem Computer selbst liegt, wird ohne Proxy erreicht.</translation>
    </message>
    <message>
        <source>Enter the proxy&apos;s address; until then nothing changes.</source>
        <translation>Geben Sie die Adresse des Proxys an; bis dahin ändert sich nichts.</translation>
    </message>
</context>
<context>
    <name>ui::QueueModel</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>ui::QueueView</name>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>ui::ReplaceDialog</name>
    <message>
        <source>Replace link</source>
        <translation>Link ersetzen</translation>
    </message>
    <message>
        <source>New &amp;addresses for “%1”, one a line. What was downloaded and verified is kept.</source>
        <translation>Neue &amp;Adressen für „%1“, eine je Zeile. Was geladen und geprüft ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::ScheduleDialog</name>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>&amp;Add times</source>
        <translation>Zeiten &amp;hinzufügen</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Now: %1, until %2</source>
        <translation>Jetzt: %1, bis %2</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>At these times these limits hold instead of the usual one, or nothing is downloaded at all. Where two of them overlap, the upper one counts; one that ends before it begins ends the next day.</source>
        <translation>Zu diesen Zeiten gelten diese Grenzen statt der üblichen, oder es wird gar nichts geladen. Wo sich zwei überschneiden, zählt die obere; eine, die endet, bevor sie beginnt, endet am nächsten Tag.</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Nichts läuft</translation>
    </message>
</context>
<context>
    <name>ui::ScheduleRow</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Remove these times</source>
        <translation>Diese Zeiten entfernen</translation>
    </message>
    <message>
        <source> kB/s</source>
        <translation> kB/s</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Kein Limit</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Tempolimit</translation>
    </message>
    <message>
        <source>What holds then</source>
        <translation>Was dann gilt</translation>
    </message>
    <message>
        <source>Limit to</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Nichts läuft</translation>
    </message>
</context>
<context>
    <name>ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren …</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>I&amp;mportieren …</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Settings (*.ini)</source>
        <translation>Einstellungen (*.ini)</translation>
    </message>
    <message>
        <source>The settings were saved to %1. Passwords, headers and cookies are not in it, nor are keys.</source>
        <translation>Die Einstellungen wurden in %1 gespeichert. Passwörter, Kopfzeilen und Cookies stehen nicht darin, auch keine Schlüssel.</translation>
    </message>
    <message>
        <source>%1 was not saved: %2</source>
        <translation>%1 wurde nicht gespeichert: %2</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>%1 has no settings of Sluice.</source>
        <translation>%1 enthält keine Einstellungen von Sluice.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln setting(s) were taken from %1. Logins and keys stay as they are.</source>
        <translation>
            <numerusform>%Ln Einstellung wurde aus %1 übernommen. Anmeldungen und Schlüssel bleiben, wie sie sind.</numerusform>
            <numerusform>%Ln Einstellungen wurden aus %1 übernommen. Anmeldungen und Schlüssel bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>In der Liste</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Menu of the download</source>
        <translation>Menü des Downloads</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>ui::Sparkline</name>
    <message>
        <source>Speed of the last minutes</source>
        <translation>Tempo der letzten Minuten</translation>
    </message>
    <message>
        <source>Last 3 minutes, at most %1</source>
        <translation>Letzte 3 Minuten, höchstens %1</translation>
    </message>
</context>
<context>
    <name>ui::SpeedGraph</name>
    <message>
        <source>Speed graph</source>
        <translation>Tempoverlauf</translation>
    </message>
    <message>
        <source>Nothing was received yet.</source>
        <translation>Es wurde noch nichts empfangen.</translation>
    </message>
    <message>
        <source>Now %1, at most %2, on average %3</source>
        <translation>Jetzt %1, höchstens %2, im Mittel %3</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <translation>%1, vor %2</translation>
    </message>
</context>
<context>
    <name>ui::SpeedTab</name>
    <message>
        <source>Speed of</source>
        <translation>Tempo von</translation>
    </message>
    <message>
        <source>This download</source>
        <translation>Dieser Download</translation>
    </message>
    <message>
        <source>All downloads</source>
        <translation>Alle Downloads</translation>
    </message>
</context>
<context>
    <name>ui::SpeedView</name>
    <message>
        <source>Span</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>3 hours</source>
        <translation>3 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
</context>
<context>
    <name>ui::StatisticsDialog</name>
    <message>
        <source>Speed and statistics</source>
        <translation>Tempo und Statistik</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Count &amp;anew…</source>
        <translation>Neu &amp;zählen …</translation>
    </message>
    <message>
        <source>In this run</source>
        <translation>In diesem Lauf</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Of it, fetched again</source>
        <translation>Davon noch einmal geladen</translation>
    </message>
    <message>
        <source>Files finished</source>
        <translation>Fertige Dateien</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>Count anew</source>
        <translation>Neu zählen</translation>
    </message>
    <message>
        <source>Forget what was counted, and count from now on?</source>
        <translation>Das Gezählte vergessen und von jetzt an zählen?</translation>
    </message>
    <message>
        <source>&amp;Count anew</source>
        <translation>Neu &amp;zählen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::Status</name>
    <message>
        <source>retry in %1</source>
        <translation>Versuch in %1</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>neuer Versuch</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chunk(s) locked</source>
        <translation>
            <numerusform>%Ln Chunk verschlossen</numerusform>
            <numerusform>%Ln Chunks verschlossen</numerusform>
        </translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>Schlüssel fehlt</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Checking and saving…</source>
        <translation>Prüft und sichert …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Chunks verified</source>
        <translation>Chunks geprüft</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>Complete, unverified</source>
        <translation>Vollständig, ungeprüft</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>The decoded file matches its content key.</source>
        <translation>Die dekodierte Datei passt zu ihrem Content-Key.</translation>
    </message>
    <message>
        <source>The encoding key and every chunk&apos;s checksum match. The content key is not known.</source>
        <translation>Encoding-Key und Prüfsumme jedes Chunks stimmen. Der Content-Key ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Some chunks are encrypted with keys that are not known yet.</source>
        <translation>Einige Chunks sind mit noch unbekannten Schlüsseln verschlüsselt.</translation>
    </message>
    <message>
        <source>There was nothing to check the file against.</source>
        <translation>Es gab nichts, wogegen die Datei zu prüfen war.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verschlossen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>Schlüssel hinzufügen …</translation>
    </message>
    <message>
        <source>%1 of %2 mirrors</source>
        <translation>%1 von %2 Spiegeln</translation>
    </message>
    <message>
        <source>mirror %1/%2</source>
        <translation>Spiegel %1/%2</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>%L1 of %L2 files</source>
        <translation>%L1 von %L2 Dateien</translation>
    </message>
    <message>
        <source>Receiving…</source>
        <translation>Empfängt …</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>Try again, or replace the link.</source>
        <translation>Noch einmal versuchen oder den Link ersetzen.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Sluice tries again by itself.</source>
        <translation>Sluice versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>%L1 failed</source>
        <translation>%L1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%L1 of %L2 files failed</source>
        <translation>%L1 von %L2 Dateien fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>ui::StatusStrip</name>
    <message>
        <source>Speed limit of all downloads together</source>
        <translation>Tempolimit aller Downloads zusammen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing active</source>
        <translation>Nichts aktiv</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Frei: %1</translation>
    </message>
    <message>
        <source>1 h average: %1</source>
        <translation>Mittel 1 h: %1</translation>
    </message>
    <message>
        <source>Small files of a server share a connection and count as one: %1 of %2 places for files at once are taken.</source>
        <translation>Kleine Dateien eines Servers teilen sich eine Verbindung und zählen als eine: %1 von %2 Plätzen für gleichzeitige Dateien sind besetzt.</translation>
    </message>
</context>
<context>
    <name>ui::SummaryBar</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation>Schlüssel hinzufügen …</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) failed</source>
        <translation>
            <numerusform>%Ln Download fehlgeschlagen</numerusform>
            <numerusform>%Ln Downloads fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln download(s) locked</source>
        <translation>
            <numerusform>%Ln Download verschlossen</numerusform>
            <numerusform>%Ln Downloads verschlossen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) missing</source>
        <translation>
            <numerusform>%Ln Schlüssel fehlt</numerusform>
            <numerusform>%Ln Schlüssel fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) seem wrong</source>
        <translation>
            <numerusform>%Ln Schlüssel scheint falsch</numerusform>
            <numerusform>%Ln Schlüssel scheinen falsch</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SystemRequests</name>
    <message>
        <source>Downloads are running</source>
        <translation>Downloads laufen</translation>
    </message>
</context>
<context>
    <name>ui::TableView</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>ui::TagMenu</name>
    <message>
        <source>&amp;New tag…</source>
        <translation>&amp;Neuer Tag …</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>Neuer Tag</translation>
    </message>
</context>
<context>
    <name>ui::ToolBar</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limit</translation>
    </message>
    <message>
        <source>Speed limit of all downloads together</source>
        <translation>Tempolimit aller Downloads zusammen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter by name, host or folder</source>
        <translation>Nach Name, Server oder Ordner filtern</translation>
    </message>
    <message>
        <source>Filter by name, host or folder (%1)</source>
        <translation>Nach Name, Server oder Ordner filtern (%1)</translation>
    </message>
</context>
<context>
    <name>ui::TotalsBar</name>
    <message>
        <source>Nothing is checked yet.</source>
        <translation>Noch ist nichts angewählt.</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) checked</source>
        <translation>
            <numerusform>%Ln Datei angewählt</numerusform>
            <numerusform>%Ln Dateien angewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to fetch</source>
        <translation>%1 zu holen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln need(s) a key that is not there</source>
        <translation>
            <numerusform>%Ln braucht einen Schlüssel, der fehlt</numerusform>
            <numerusform>%Ln brauchen einen Schlüssel, der fehlt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln encrypted</source>
        <translation>
            <numerusform>%Ln verschlüsselt</numerusform>
            <numerusform>%Ln verschlüsselt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there already</source>
        <translation>
            <numerusform>%Ln schon da</numerusform>
            <numerusform>%Ln schon da</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>not enough room</source>
        <translation>nicht genug Platz</translation>
    </message>
    <message>
        <source>&amp;Start at once</source>
        <translation>&amp;Sofort beginnen</translation>
    </message>
    <message>
        <source>&amp;Queue selected</source>
        <translation>In die &amp;Warteschlange</translation>
    </message>
    <message>
        <source>Look up sizes</source>
        <translation>Größen nachschlagen</translation>
    </message>
    <message>
        <source>Asks the encoding manifest for each checked file: sizes, and which keys are missing</source>
        <translation>Schlägt jede angewählte Datei im Encoding-Manifest nach: Größen und fehlende Schlüssel</translation>
    </message>
    <message>
        <source>Uncheck everything</source>
        <translation>Alles abwählen</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>Ordner für die Dateien</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Den Ordner wählen</translation>
    </message>
    <message>
        <source>looking up sizes…</source>
        <translation>Größen werden nachgeschlagen…</translation>
    </message>
</context>
<context>
    <name>ui::TrayIcon</name>
    <message numerus="yes">
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln aktiv</numerusform>
            <numerusform>%Ln aktiv</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln wartet</numerusform>
            <numerusform>%Ln warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>&amp;Show Sluice</source>
        <translation>Sluice &amp;zeigen</translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Remove now</source>
        <translation>Jetzt entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln download(s).</source>
        <translation>
            <numerusform>%Ln Download entfernt.</numerusform>
            <numerusform>%Ln Downloads entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo (%1)</source>
        <translation>Rückgängig (%1)</translation>
    </message>
</context>
<context>
    <name>ui::LineTrouble</name>
    <message>
        <source>a magnet link: Sluice fetches no torrents</source>
        <translation>ein Magnet-Link: Sluice lädt keine Torrents</translation>
    </message>
    <message>
        <source>an FTP address: Sluice fetches http and https only</source>
        <translation>eine FTP-Adresse: Sluice lädt nur http und https</translation>
    </message>
    <message>
        <source>“%1”: did you mean %2?</source>
        <translation>„%1“: war %2 gemeint?</translation>
    </message>
    <message>
        <source>“%1” addresses are not fetched, only http and https</source>
        <translation>Adressen mit „%1“ werden nicht geladen, nur http und https</translation>
    </message>
    <message>
        <source>no http:// or https:// at its beginning</source>
        <translation>ohne http:// oder https:// am Anfang</translation>
    </message>
</context>
<context>
    <name>ui::Remedies</name>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>Replace link…</source>
        <translation>Link ersetzen …</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>Schlüssel hinzufügen …</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Rename or move…</source>
        <translation>Umbenennen, verschieben …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show the failed files</source>
        <translation>Fehlgeschlagene Dateien zeigen</translation>
    </message>
</context>
<context>
    <name>ui::RelocateDialog</name>
    <message>
        <source>Rename or move</source>
        <translation>Umbenennen oder verschieben</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>What is on the disk of “%1” goes along.</source>
        <translation>Was von „%1“ auf dem Datenträger liegt, zieht mit um.</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen …</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Rename or move</source>
        <translation>&amp;Umbenennen oder verschieben</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Verschieben</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>Wird verschoben …</translation>
    </message>
    <message>
        <source>“%1” is no whole path of a folder. It begins with %2</source>
        <translation>„%1“ ist kein vollständiger Pfad eines Ordners. Einer beginnt mit %2</translation>
    </message>
    <message numerus="yes">
        <source>What is on the disk of %Ln download(s) goes along.</source>
        <translation>
            <numerusform>Was von %Ln Download auf dem Datenträger liegt, zieht mit um.</numerusform>
            <numerusform>Was von %Ln Downloads auf dem Datenträger liegt, zieht mit um.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>%1 wants a user name and a password for “%2”.</source>
        <translation>%1 verlangt für „%2“ einen Benutzernamen und ein Passwort.</translation>
    </message>
    <message>
        <source>For &amp;everything at %1</source>
        <translation>Für &amp;alles auf %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>An&amp;melden</translation>
    </message>
    <message>
        <source>How %1 knows you, for “%2”.</source>
        <translation>Woran %1 Sie erkennt, für „%2“.</translation>
    </message>
    <message>
        <source>They are kept in files that only you can read, shown nowhere, and sent to no other site.</source>
        <translation>Sie werden in Dateien aufbewahrt, die nur Sie lesen können, nirgends angezeigt und an keine andere Seite gesendet.</translation>
    </message>
</context>
<context>
    <name>ui::RemedyCommands</name>
    <message>
        <source>Download again</source>
        <translation>Noch einmal herunterladen</translation>
    </message>
    <message>
        <source>&amp;Download again</source>
        <translation>&amp;Noch einmal herunterladen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Download %Ln finished file(s) again? When they are there, they replace those on the disk.</source>
        <translation>
            <numerusform>%Ln fertige Datei noch einmal herunterladen? Ist sie da, ersetzt sie die auf dem Datenträger.</numerusform>
            <numerusform>%Ln fertige Dateien noch einmal herunterladen? Sind sie da, ersetzen sie die auf dem Datenträger.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Menus</source>
        <translation>Menüs</translation>
    </message>
</context>
<context>
    <name>ui::WhenDone</name>
    <message>
        <source>Do &amp;nothing</source>
        <translation>&amp;Nichts tun</translation>
    </message>
    <message>
        <source>&amp;Quit Sluice</source>
        <translation>Sluice &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Sleep</source>
        <translation>In den &amp;Ruhezustand gehen</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>&amp;Herunterfahren</translation>
    </message>
    <message>
        <source>&amp;Run a command…</source>
        <translation>Einen Be&amp;fehl ausführen …</translation>
    </message>
    <message>
        <source>When all is &amp;done</source>
        <translation>Wenn alles &amp;fertig ist</translation>
    </message>
    <message>
        <source>When all is done</source>
        <translation>Wenn alles fertig ist</translation>
    </message>
    <message>
        <source>Command to run when all downloads are done:</source>
        <translation>Befehl, der ausgeführt wird, wenn alle Downloads fertig sind:</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>All is done. Sluice is about to quit.</source>
        <translation>Alles ist fertig. Sluice wird gleich beendet.</translation>
    </message>
    <message>
        <source>All is done. The computer is about to sleep.</source>
        <translation>Alles ist fertig. Der Computer geht gleich in den Ruhezustand.</translation>
    </message>
    <message>
        <source>All is done. The computer is about to be shut down.</source>
        <translation>Alles ist fertig. Der Computer wird gleich heruntergefahren.</translation>
    </message>
    <message>
        <source>All is done. About to run: %1</source>
        <translation>Alles ist fertig. Gleich wird ausgeführt: %1</translation>
    </message>
    <message>
        <source>%1 could not be started.</source>
        <translation>%1 konnte nicht gestartet werden.</translation>
    </message>
</context>
<context>
    <name>ui::WhenDoneBar</name>
    <message>
        <source>Call it off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Call it off (%1)</source>
        <translation>Abbrechen (%1)</translation>
    </message>
</context>
<context>
    <name>ui::WrongObjects</name>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was fehlt</translation>
    </message>
</context>
<context>
    <name>ui::RowOffer</name>
    <message>
        <source>Add to a row of the queue</source>
        <translation>Zu einer Zeile der Warteschlange hinzufügen</translation>
    </message>
    <message>
        <source>“%1” has files of the same build in the same folder, and is not finished.</source>
        <translation>„%1“ hat Dateien desselben Builds im selben Ordner und ist noch nicht fertig.</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln chosen file(s) can be added to it. What it has already is kept.</source>
        <translation>
            <numerusform>Die %Ln gewählte Datei kann hinzukommen. Was schon da ist, bleibt.</numerusform>
            <numerusform>Die %Ln gewählten Dateien können hinzukommen. Was schon da ist, bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add to “%1”</source>
        <translation>&amp;Zu „%1“ hinzufügen</translation>
    </message>
    <message>
        <source>As a &amp;row of its own</source>
        <translation>Als &amp;eigene Zeile</translation>
    </message>
</context>
</TS>

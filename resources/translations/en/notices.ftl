# The transparency notices.
notices-screen = Documents and notices
notices-title = To read before you begin
notices-intro = The texts in force, for professionals and for patients.
notices-ask = These texts say how Vigie is used and what is done with data. Read them now or later: the essential takes six lines each, and they stay in your menu.
notices-agree = { $count ->
    [one] I have taken note of this text
   *[other] I have taken note of these { $count } texts
}
notices-later = Later
notices-close = Close
notices-list = Notices
notices-mine = for professionals
notices-of-patients = given to patients
notices-to-read = to read
notices-new-version = new version
notices-read-on = read on { $day }
notices-version = version { $version }, { $dated }
notices-essential = The essential
notices-changes = What has changed
notices-changes-since = What has changed since version { $version }, which you read
notices-loading = Loading…
notices-language = Language of the text
notices-in-fr = Français
notices-in-en = English
notices-acknowledged = Thank you. These texts stay in your menu.
notices-not-acknowledged = Not recorded: you will be asked again. { $text }
notices-new = { $count ->
    [one] A text for professionals is to be read. It waits until you have time.
   *[other] { $count } texts for professionals are to be read. They wait until you have time.
}
notices-read-new = Read

# What `;hyd` and the other abbreviations write into a note, with a space behind them.
phrase-hint = Phrases: { $codes }, then Space.
phrase-hyd = Advice on drinking given.
phrase-tem = Told to watch the temperature and to call if there is fever.
phrase-nut = Advice on eating given.
phrase-rec = To be called again tomorrow.
phrase-msg = Message left, asked to call back.
phrase-doc = Doctor asked for advice.

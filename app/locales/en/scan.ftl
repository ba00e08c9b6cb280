# Scanning a code that does not open

scan-title = This code does not open
scan-forged = This code is not one of ours
scan-forged-lead = A letter of the address may be wrong, or somebody pasted another code over the poster. Your grid is still there; a short search finds it.
scan-revoked = This poster is no longer valid
scan-revoked-lead = This paper is no longer in use. The grid is, and this way leads there too.
scan-grid-gone = { $grid } is now part of another grid. Please look for the one you live in.
scan-to-grid = Go to { $grid }
scan-find = Find my grid
scan-tell = Please tell the grid worker
scan-tell-known = If you know them, a call to say where the poster hangs is enough; a new one takes minutes.
scan-tell-unknown = If not, find your grid: its page has their names and numbers.
scan-sticker = If another code is pasted over ours, do not scan it, and type no phone number or code into what it opens.
scan-tell-revoked = Tell them where the old poster still hangs, so that it can be replaced.

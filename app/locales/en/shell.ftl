# What stands on every page: head, places, foot, settings

shell-name = Sandan
shell-skip = Skip to the text
shell-home = Front page
shell-shop = Points shop
shell-me = My account
shell-sign-in = Sign in
shell-foot = Residents order, the grid assigns, party members accept
shell-changed = This page has news.
shell-unread = { $needs ->
    [0] New messages: { $count }
   *[other] New messages: { $count }, for you to do: { $needs }
}

bar-label = Main places
bar-home = Home
bar-hall = Hall
bar-desk = Desk
bar-unit = Unit
bar-counter = Counter
bar-admin = Admin
bar-shop = Shop
bar-inbox = Inbox
bar-me = Me

settings-title = Size, colours, language
settings-size = Size of letters
settings-size-plain = Standard
settings-size-large = Large
settings-size-elder = Elder mode
settings-size-max = Largest
settings-theme = Colours
settings-theme-auto = As the phone has it
settings-theme-light = Light
settings-theme-dark = Dark
settings-save = Keep this
notice-settings = It is set as you like it.

pager-label = Pages
pager-back = Back
pager-on = On
pager-page = Page { $page }
pager-first = Back to the first

# The frame, the pieces and the error pages.
web-product = Liaison
web-skip = Skip to the content
web-rooms = Rooms
web-search = Search names, numbers, documents…
web-search-all = Search the whole node
web-demonstration-label = About this node
web-search-go = Search
web-demonstration = Demonstration: every person, number and event here is invented.
web-waiting = { $n ->
    [one] { $n } waiting
   *[other] { $n } waiting
}
web-waiting-unit = waiting
web-acting-case = Case { $case }
web-acting-purpose = purpose: { $purpose }
web-hand-over = hand over
web-account = Your account
web-sign-out = Sign out
web-preferences = Language and theme
web-language = Language
web-lang-en = English
web-lang-fr = Français
web-lang-ar = العربية
web-theme = Theme
web-theme-auto = As the device
web-theme-light = Light
web-theme-dark = Dark

web-form-errors = { $n ->
    [one] One thing to correct
   *[other] { $n } things to correct
}
web-form-optional = (optional)
web-steps = Steps
web-step-done = done
web-step-now = now
web-step-ahead = not yet
web-progress-so-far = { $n ->
    [one] { $n } done so far
   *[other] { $n } done so far
}
web-progress-of = { $done } of { $of }
web-progress-leave = You can leave this page. The work goes on.
web-pager = Pages
web-pager-rows = { $first } to { $last } of { $total }
web-pager-previous = Previous
web-pager-next = Next
web-not-available-title = Not available for this answer.
web-not-available-text = You can go on without it.

web-ago-now = just now
web-ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
web-ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
web-ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
web-ago-months = { $n ->
    [one] 1 month ago
   *[other] { $n } months ago
}
web-ago-years = { $n ->
    [one] 1 year ago
   *[other] { $n } years ago
}
web-ahead-minutes = { $n ->
    [one] in 1 minute
   *[other] in { $n } minutes
}
web-ahead-hours = { $n ->
    [one] in 1 hour
   *[other] in { $n } hours
}
web-ahead-days = { $n ->
    [one] in 1 day
   *[other] in { $n } days
}
web-ahead-months = { $n ->
    [one] in 1 month
   *[other] in { $n } months
}
web-ahead-years = { $n ->
    [one] in 1 year
   *[other] in { $n } years
}
web-span-seconds = { $n } s
web-span-minutes = { $n } min
web-span-hours = { $n } h
web-span-hours-minutes = { $h } h { $m }
web-span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}

web-problem-front-page = Go to the front page
web-problem-not-available = Not available
web-problem-not-available-what = There is nothing here for you under this address.
web-problem-not-available-kept = If you followed a link, ask the person who sent it. Nothing was changed.
web-problem-bad-request = This could not be read
web-problem-bad-request-what = Something in what was sent is missing or not in the form we expect.
web-problem-bad-request-kept = Nothing was saved. Go back: your browser still has what you typed.
web-problem-too-large = Too large
web-problem-too-large-what = What was sent is larger than this page takes.
web-problem-too-large-kept = Nothing was saved. Send it in parts, or ask your administrator to import it on the node.
web-problem-rate-limited = Too many attempts
web-problem-rate-limited-what = This was tried too often in a short time.
web-problem-rate-limited-kept = Nothing was changed. Wait a little, then try again.
web-problem-conflict = Somebody was faster
web-problem-conflict-what = This was changed while you worked on it.
web-problem-conflict-kept = Your change was not saved. Go back, look at what is new, then send yours again.
web-problem-signed-out = You are signed out
web-problem-signed-out-what = Your session is over.
web-problem-signed-out-kept = What you had saved is kept. Sign in to go on.
web-problem-foreign-origin = Not accepted
web-problem-foreign-origin-what = This was sent from a page that does not belong to this node.
web-problem-foreign-origin-kept = Nothing was changed. Open the page here and send it again.
web-problem-broken = Something failed on our side
web-problem-broken-what = The page could not be made. The reason is in the node's log.
web-problem-broken-kept = What you saved before is kept. Try again; if it fails again, tell your administrator the time.
web-problem-unavailable-now = Not possible right now
web-problem-unavailable-now-what = The node cannot reach what it needs for this page.
web-problem-unavailable-now-kept = What you saved before is kept. Try again in a minute.
web-again-kept = What you wrote is not saved yet. Sign in in a new tab, come back to this one, and send it.
web-again-sign-in = Sign in in a new tab
web-again-send = Send what I wrote
web-typed-kept = What you wrote is not saved. It stands here: copy it, look at what is new, then decide.
web-list-comma = ,

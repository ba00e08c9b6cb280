# Front page

home-title = Sandan · order help from your grid
home-heading = Need something? Order it
home-lead = A light out, a pipe leaking, someone to go along to the clinic: order it, your grid assigns it, a party volunteer comes. You see every step.
home-scan = Scan the QR code in your stairwell to open your grid's page.

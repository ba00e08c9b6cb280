# Responsible units and the responsibility list

unit-list = Responsible units
unit-list-hint = Departments, town offices, companies and organisations, and who acts for them
unit-lead = What a grid cannot do by itself is given to these. A unit nobody acts for is given nothing; what waited for it goes back to the grid.
unit-new = Set up a unit
unit-add = Set it up
unit-none = No units yet
unit-none-hint = Set up units, appoint people, then say in the responsibility list what each of them answers for.
unit-retired = Retired
unit-name = Unit
unit-kind = Kind
unit-area = Serves
unit-area-hint = This area and all below it. It cannot be changed later.
unit-find-area = Find an area
unit-hours = Working hours
unit-hours-hint = On a working day, such as 08:30-12:00 14:00-18:00; round the clock is 00:00-24:00
unit-people = People who act for it
unit-nobody = Nobody
unit-nobody-hint = Nobody acts for it yet, so nothing is given to it.
unit-duties = Responsibility lists
unit-duties-count = { $count ->
    [one] On one list
   *[other] On { $count } lists
}
unit-card = About the unit
unit-appoint = Appoint somebody
unit-appoint-hint = Their mobile number. They need not have signed in yet; the post waits for them.
unit-appoint-do = Appoint
unit-end-sure = From their next step on { $name } no longer acts for { $unit }. Cases in hand do not move by themselves; give them to others first.
unit-retire = Retire this unit
unit-retire-hint = { $count ->
    [one] It is given nothing new and finishes what it has in hand. On the one responsibility list it stands on, the next unit takes its place. It can be taken back at any time.
   *[other] It is given nothing new and finishes what it has in hand. On the { $count } responsibility lists it stands on, the next unit takes its place. It can be taken back at any time.
}
unit-retire-do = Retire
unit-restore = Take it back
unit-restore-hint = Cases for which it stands on a responsibility list go to it again at once.
unit-restore-do = Take back
notice-unit-added = The unit is set up. Now appoint somebody to act for it.
notice-unit-retired = Retired; it finishes what it has in hand.
notice-unit-restored = Taken back; it can be given cases again.

unit-kind-department = Department
unit-kind-town-office = Town office
unit-kind-company = Company
unit-kind-organisation = Organisation

duty-list = Responsibility list
duty-list-hint = For which cases, and where, a unit leads or helps
duty-lead-in = A list holds for an area and all below it, unless an area below has a list of its own.
duty-new = Make a list
duty-file = As a file
duty-none = No such list
duty-none-hint = Try another area or case type, or make a new one.
duty-caption = Follow the case type to change its list
duty-see = Show
duty-of = and
duty-any = all case types
duty-type = Case type
duty-area = Area
duty-lead = Lead
duty-lead-hint = Answers for the whole; cases go to it first
duty-helpers = Helpers
duty-helpers-hint = Units that work along with the lead; there may be several
duty-choose = Choose one
duty-and = ; 
duty-retired-unit = { $unit } (retired)
duty-leads = { $lead } leads
duty-leads-with = { $lead } leads; { $helpers } helps along
duty-inherited = No list of its own here; by the one above: { $units }.
duty-nobody = Nobody has been made responsible yet.
duty-title = { $area }: { $what }
duty-find-area = Where
duty-find-area-hint = Name or code of a town, community or grid; leave it empty to choose among your own
duty-where = { $what }: for which area
duty-clear = Take this list away
duty-clear-hint = The one above then holds: { $units }. Cases already given out stay where they are.
duty-clear-nobody = No unit then answers for these cases here; they stay with the grid. Cases already given out stay where they are.
duty-clear-do = Take it away
notice-duty-cleared = The list is taken away.
notice-duty-imported = Imported: { $set } changed, { $unchanged } as before.

duty-file-lead = Change the lists of { $area } all at once in a spreadsheet program.
duty-export = Download the lists as they are
duty-import = Hand in a changed one
duty-import-file = CSV file
duty-import-hint = UTF-8 or GBK, at most { $most } rows
duty-import-do = Hand in
duty-columns = How to write it
duty-columns-hint = The first line names the columns: { $header }. Below, one list a row: case type, area, lead, helpers. Write short names or codes; a name may follow after a space, for people to read. Several helpers are separated by semicolons.
duty-columns-rule = Each list of the file takes the place of the one there is; lists that are not in it stay. If anything is wrong nothing is taken, and you are told on which lines.

unit-work-lead = { $kind } · { $area } · working hours: { $hours }; limits are counted in them
unit-work-retired = It is given nothing new. Please finish what it has in hand.
unit-work-called = Whistles your unit must answer
unit-work-called-short = To report in
unit-work-called-hint = Go there first, then open the slip and say “We are here”.
unit-work-report-by = Report in by { $when } ({ $left })
unit-work-to-accept = To accept
unit-work-to-accept-none = Nothing waits to be accepted.
unit-work-in-hand = In hand
unit-work-in-hand-none = Nothing is in hand.
unit-work-waiting = Waiting for a check, a rating or a decision
unit-work-helping = Helping
unit-work-more = Only the 200 nearest their limit are listed; when some are done, the others appear.
unit-work-over = Done before
unit-work-over-none = Nothing is over yet.
unit-work-over-no-more = There is no more.
unit-work-none = Nothing to do just now
unit-work-none-hint = When a slip is assigned or a whistle is blown this page shows it by itself, and the inbox tells you.

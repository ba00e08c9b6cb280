# The catalogue of case types, and reviews

type-list = Case types
type-list-hint = What can be dealt with, when a case opens and closes, limits, who does it, points
type-lead = Six classes, sub-classes, case types. A change makes a new version; slips that were placed keep theirs.
type-new = Add a case type
type-add = Add
type-file = Import and export
type-see = See
type-state = How it stands
type-any = all
type-that-say = case types that speak of
type-find = What they speak of
type-anything = anything
type-all = See everything
type-every-class = All
type-class = Class
type-none = No such case type
type-none-hint = Try another word, or see everything.
type-name = Case type
type-limits = Limits
type-accept = Accepted within
type-finish = Done within
type-helpers = Who does it
type-points = Points
type-in-force = In force
type-in-review = In review
type-declined = Declined
type-retired = Retired
type-changing = New version in review
type-superseded = Not in use
type-by-grid = Filed by the grid

type-named = What it is
type-subclass = Sub-class, short name
type-subclass-hint = Small letters, as in repair. The same as another type's puts both together
type-subclass-zh = Sub-class in Chinese
type-subclass-en = Sub-class in English
type-hint-zh = One sentence about it, in Chinese
type-hint-en = One sentence about it, in English
type-opened = When a case opens and closes
type-open-when = A case is opened when
type-close-when = It may be closed when
type-limited = How fast
type-limit-hint = 2 紧急工作时 (hours round the clock), 4 工作时 (working hours), 5 工作日 (working days), from the order on
type-milestones = Milestones
type-milestones-hint = As in 责令停工=4 工作时;拆除=20 工作日
type-warn = Warn at this percentage of the time
type-warn-hint = 1 to 100. Whoever has it is reminded then
type-priority = Priority
type-worked = Who does it
type-menu = Who can raise it
type-menu-yes = Residents order it, and the grid files it
type-menu-no = Only the grid files it
type-proof = Pictures
type-points-hint = For whoever did it, once it was checked and rated “fair” or better
type-reviewed = Admission
type-review = Review it first, use it once all agree
type-reviewers = Reviewers
type-reviewers-hint = The phones of at least two people who hold a post, with spaces between them; not your own. One objection declines it

type-version = Version { $version }
type-versions = Versions
type-duties = See which units answer for it
type-change = Change it
type-change-hint = Saving makes a new version. Slips placed from then on follow it.
type-retire = Retire this case type
type-retire-hint = It cannot be ordered or filed any more. Slips that are under way go on. It can be put back at any time.
type-retire-do = Retire
type-restore = Put it back
type-restore-hint = It can be ordered and filed again at once.
type-restore-do = Put back
type-take-back = Take back the version in review
type-take-back-hint = Nobody has to review it then. You can change it and propose it again.
type-take-back-do = Take back

type-file-lead = Download the catalogue, change it in a spreadsheet program, and hand the whole file in: what is new is added, what changed becomes a new version, all else stays, also what is not in the file.
type-export = Download the catalogue
type-import = Hand in a table
type-import-file = CSV file
type-import-hint = At most { $most } rows, UTF-8 or GBK. If anything is wrong nothing is taken, and you are told the line and the column.
type-import-do = Import
type-columns = What the columns hold
type-columns-hint = The first line names the columns: { $header }.
type-columns-limits = Limits are written as “2 紧急工作时” (hours round the clock), “4 工作时” (working hours), “5 工作日” (working days); milestones as “责令停工=4 工作时;拆除=20 工作日”.
type-columns-choices = class: livelihood, environment, facilities, safety, disputes, policy. priority: urgent, high, normal. helpers: volunteers, party_members, grid_staff, units. proof: none, after, before_after. menu: yes or no.
type-columns-units = units: short names of responsible units with bars between them, the lead first, as in gas-company|housing. This is the district's responsibility list; a town whose own unit is named gets a list of its own. Left empty, the lists stay. Imported case types are admitted without a review.

notice-type-written = Saved. Version { $version } is in force now.
notice-type-in-review = Sent to its reviewers. They find it under “Waiting for my verdict”; it is in force once all agree.
notice-type-retired = Retired. Slips under way go on.
notice-type-restored = It can be ordered and filed again.
notice-type-taken-back = Taken back. You can change it and propose it again.
notice-types-imported = Imported: { $added } added, { $changed } with a new version, { $unchanged } unchanged, { $lists } responsibility lists updated.

review-title = Waiting for my verdict
review-lead = Before a new duty is put on grids, several people look at it. It is used once all agree; one objection declines it.
review-none = Nothing waits for your verdict
review-none-hint = When somebody asks you to review a new duty, it is here.
review-count = { $count ->
    [one] One new duty waits for my verdict
   *[other] { $count } new duties wait for my verdict
}
review-new = New
review-change = Changes version { $version }
review-was = Now: { $was }
review-proposed = Proposed by { $name }
review-waits-for = { $name } has not said yet
review-agreed = { $name } agrees
review-objected = { $name } objects: { $reason }
review-agree = I agree
review-object = I object
review-reason = Why
review-reason-hint = For whoever proposed it: what is missing, who should do it instead
review-object-do = Object, and send it back
notice-review-said = Noted. Others have yet to say.
notice-review-admitted = All agree. It is in force now.
notice-review-declined = Noted. It was declined.

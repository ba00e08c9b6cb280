# The page of a grid: the first one after scanning

grid-title = { $grid }, { $community }
grid-path = District, town and community
grid-order = Order
grid-call = Say what you need. { $name } ({ $role }) reads it first, then somebody is sent.
grid-call-nobody = Say what you need. Somebody of the grid reads it first, then somebody is sent.
grid-void = This grid is now part of another one and takes no more orders.
grid-void-link = Find my grid
grid-people = Who serves here
grid-menu = What you can order
grid-menu-others = Something else? Look by class
grid-doing = Under way here
grid-doing-none = Nothing is under way at the moment.
grid-under-way = Under way
grid-closed = Done
grid-slips = { "" }
grid-just-now = ordered just now
grid-ago = ordered { $length } ago
grid-supervision = No need for a phone screen: call the community at

//! Which address shows which page.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    page::{not_found, page},
    pages::{
        admin, counter, demo, desk, grid, hall, home, inbox, me, order, points, request, reviews, scan, shop,
        signin, unit, voucher,
    },
};

/// Every page, rendered whole before it is sent: the status is right, and nothing waits for scripts.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=not_found>
                <Route path=path!("/") view=|| page(home::home) ssr=SsrMode::Async />
                <Route path=path!("/signin") view=|| page(signin::sign_in) ssr=SsrMode::Async />
                <Route path=path!("/demo") view=|| page(demo::demo) ssr=SsrMode::Async />
                <Route path=path!("/q/:token") view=|| page(scan::scan) ssr=SsrMode::Async />
                <Route path=path!("/g/:grid") view=|| page(grid::grid) ssr=SsrMode::Async />
                <Route path=path!("/g/:grid/order") view=|| page(order::order) ssr=SsrMode::Async />
                <Route path=path!("/r") view=|| page(request::find) ssr=SsrMode::Async />
                <Route path=path!("/r/:number") view=|| page(request::request) ssr=SsrMode::Async />
                <Route path=path!("/r/:number/trace") view=|| page(request::trace) ssr=SsrMode::Async />
                <Route path=path!("/inbox") view=|| page(inbox::inbox) ssr=SsrMode::Async />
                <Route path=path!("/me") view=|| page(me::me) ssr=SsrMode::Async />
                <Route path=path!("/me/profile") view=|| page(me::profile::profile) ssr=SsrMode::Async />
                <Route path=path!("/me/quiet") view=|| page(me::quiet::quiet) ssr=SsrMode::Async />
                <Route path=path!("/me/sessions") view=|| page(me::sessions::sessions) ssr=SsrMode::Async />
                <Route path=path!("/me/looks") view=|| page(me::looks::looks) ssr=SsrMode::Async />
                <Route path=path!("/me/points") view=|| page(points::points) ssr=SsrMode::Async />
                <Route path=path!("/me/vouchers") view=|| page(voucher::vouchers) ssr=SsrMode::Async />
                <Route path=path!("/me/vouchers/:id") view=|| page(voucher::voucher) ssr=SsrMode::Async />
                <Route path=path!("/shop") view=|| page(shop::shelf) ssr=SsrMode::Async />
                <Route path=path!("/shop/:item") view=|| page(shop::item) ssr=SsrMode::Async />
                <Route path=path!("/hall") view=|| page(hall::hall) ssr=SsrMode::Async />
                <Route path=path!("/reviews") view=|| page(reviews::reviews) ssr=SsrMode::Async />
                <Route path=path!("/hall/mine") view=|| page(hall::mine) ssr=SsrMode::Async />
                <Route path=path!("/desk") view=|| page(desk::desk) ssr=SsrMode::Async />
                <Route path=path!("/unit") view=|| page(unit::unit) ssr=SsrMode::Async />
                <Route path=path!("/counter") view=|| page(counter::counter) ssr=SsrMode::Async />
                <Route path=path!("/admin") view=|| page(admin::overview::overview) ssr=SsrMode::Async />
                <Route path=path!("/admin/people") view=|| page(admin::people::people) ssr=SsrMode::Async />
                <Route path=path!("/admin/people/new") view=|| page(admin::people::new) ssr=SsrMode::Async />
                <Route path=path!("/admin/people/:id") view=|| page(admin::people::person) ssr=SsrMode::Async />
                <Route path=path!("/admin/units") view=|| page(admin::units::units) ssr=SsrMode::Async />
                <Route path=path!("/admin/units/new") view=|| page(admin::units::new) ssr=SsrMode::Async />
                <Route path=path!("/admin/units/:slug") view=|| page(admin::units::unit) ssr=SsrMode::Async />
                <Route path=path!("/admin/responsibility") view=|| page(admin::responsibility::responsibility) ssr=SsrMode::Async />
                <Route path=path!("/admin/responsibility/new") view=|| page(admin::responsibility::new) ssr=SsrMode::Async />
                <Route path=path!("/admin/responsibility/file") view=|| page(admin::responsibility::file) ssr=SsrMode::Async />
                <Route path=path!("/admin/responsibility/:service/:area") view=|| page(admin::responsibility::list) ssr=SsrMode::Async />
                <Route path=path!("/admin/services") view=|| page(admin::services::services) ssr=SsrMode::Async />
                <Route path=path!("/admin/services/import") view=|| page(admin::services::file) ssr=SsrMode::Async />
                <Route path=path!("/admin/services/new") view=|| page(admin::services::new) ssr=SsrMode::Async />
                <Route path=path!("/admin/services/:slug") view=|| page(admin::services::service) ssr=SsrMode::Async />
                <Route path=path!("/admin/shop") view=|| page(admin::shop::shop) ssr=SsrMode::Async />
                <Route path=path!("/admin/shop/new") view=|| page(admin::shop::new) ssr=SsrMode::Async />
                <Route path=path!("/admin/shop/:slug") view=|| page(admin::shop::item) ssr=SsrMode::Async />
                <Route path=path!("/admin/rules") view=|| page(admin::rules::rules) ssr=SsrMode::Async />
                <Route path=path!("/admin/posters") view=|| page(admin::posters::posters) ssr=SsrMode::Async />
                <Route path=path!("/admin/posters/:grid") view=|| page(admin::posters::poster) ssr=SsrMode::Async />
                <Route path=path!("/admin/photos") view=|| page(admin::photos::photos) ssr=SsrMode::Async />
                <Route path=path!("/admin/words") view=|| page(admin::words::words) ssr=SsrMode::Async />
                <Route path=path!("/admin/audit") view=|| page(admin::audit::audit) ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}

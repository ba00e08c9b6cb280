//! What is due without anybody asking: done once, however often and on however many nodes the timer comes round.

use crate::town::{GRID, on_both_engines};
use desk::{
    photo,
    request::{self, To, Work},
    timer::{self, Done},
};
use domain::{
    Minutes,
    request::{RATING_PERIOD, State},
};

on_both_engines! {
    async fn what_nobody_rated_is_closed_once(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let volunteer = town.volunteer(GRID).await;
        let number = resident.orders("repair-light").await;
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Hall).await.unwrap();
        request::accept(&volunteer.ask(), number).await.unwrap();
        request::finish(&volunteer.ask(), number, Work::default()).await.unwrap();
        request::check(&worker.ask(), number, Work::default()).await.unwrap();

        assert_eq!(timer::run_due(&town.stranger()).await.unwrap(), Done::default());
        town.pass(Minutes(RATING_PERIOD.0 + 1));
        let (one, other) = (town.stranger(), town.stranger());
        let two_nodes = [tokio::spawn(async move { timer::run_due(&one).await }), tokio::spawn(async move { timer::run_due(&other).await })];
        let (mut steps, mut late) = (0, 0);
        for node in two_nodes {
            let done = node.await.unwrap().unwrap();
            steps += done.steps;
            late += done.late;
        }
        // It may be rated to the very end, so that it is due a second after that.
        assert_eq!((steps, late), (1, Minutes(1).micros() - 1_000_000));
        assert_eq!(timer::run_due(&town.stranger()).await.unwrap(), Done::default());

        let mut conn = town.desk.db.read().await.unwrap();
        let slip = store::request::find(&mut conn, number).await.unwrap().unwrap();
        assert!(matches!(slip.state, State::Closed { grade: None, .. }), "{:?}", slip.state);
    }

    async fn what_served_its_time_is_swept(town: Town) {
        let resident = town.resident(GRID).await;
        let picture = {
            let mut bytes = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(8, 8).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
            bytes.into_inner()
        };
        photo::take(&resident.ask(), picture).await.unwrap();
        let ask = resident.ask();
        let again = ask.clone();
        let order = || request::Order {
            grid: GRID.to_owned(),
            service: "repair-light".to_owned(),
            need: "灯不亮".to_owned(),
            building: "3 幢".to_owned(),
            ..request::Order::default()
        };
        let number = request::place(&ask, order()).await.unwrap();
        assert_eq!(timer::run_due(&town.stranger()).await.unwrap().photos, 0);
        assert_eq!(request::place(&again, order()).await.unwrap(), number, "the answer is still kept");

        town.pass(Minutes::days(8));
        assert_eq!(timer::run_due(&town.stranger()).await.unwrap().photos, 1);
        assert_ne!(request::place(&again, order()).await.unwrap(), number, "after a week it is a new order");
    }
}

//! The photos of the demo district: small scenes drawn by code, before and after the work.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    Lamp,
    Water,
    Street,
    Room,
}

impl Scene {
    pub fn of(service: &str) -> Self {
        match service {
            "repair-light" | "street-light" | "hazard-wire" => Self::Lamp,
            "repair-water" | "unblock-drain" | "hazard-building" => Self::Water,
            "manhole" | "road" | "rubbish" | "greenery" | "parking" => Self::Street,
            _ => Self::Room,
        }
    }
}

const WIDTH: u32 = 960;
const HEIGHT: u32 = 720;

type Colour = [u8; 3];
const WALL: Colour = [222, 214, 200];
const NIGHT: Colour = [70, 68, 74];
const FLOOR: Colour = [150, 132, 110];
const METAL: Colour = [176, 182, 186];
const DARK: Colour = [52, 50, 48];
const LIGHT: Colour = [255, 240, 190];
const WATER: Colour = [120, 168, 196];
const ROAD: Colour = [128, 128, 126];
const GREEN: Colour = [116, 146, 98];
const WOOD: Colour = [164, 118, 76];

struct Canvas(RgbImage);

impl Canvas {
    /// A wall and a floor, the light falling off to the edges as in any photo.
    fn new(wall: Colour, floor: Colour) -> Self {
        let horizon = HEIGHT * 2 / 3;
        Self(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
            let base = if y < horizon { wall } else { floor };
            let (dx, dy) = (x.abs_diff(WIDTH / 2) * 100 / WIDTH, y.abs_diff(HEIGHT / 2) * 100 / HEIGHT);
            let light = 100 - (dx * dx + dy * dy) * 30 / 5000;
            Rgb(base.map(|c| u8::try_from(u32::from(c) * light / 100).unwrap_or(c)))
        }))
    }

    fn paint(&mut self, colour: Colour, inside: impl Fn(i64, i64) -> bool) {
        for (x, y, pixel) in self.0.enumerate_pixels_mut() {
            if inside(i64::from(x), i64::from(y)) {
                *pixel = Rgb(colour);
            }
        }
    }

    fn block(&mut self, colour: Colour, x: i64, y: i64, width: i64, height: i64) {
        self.paint(colour, |px, py| (x..x + width).contains(&px) && (y..y + height).contains(&py));
    }

    fn disc(&mut self, colour: Colour, x: i64, y: i64, rx: i64, ry: i64) {
        self.paint(colour, |px, py| {
            let (dx, dy) = ((px - x) * 1000 / rx, (py - y) * 1000 / ry);
            dx * dx + dy * dy <= 1_000_000
        });
    }
}

/// A picture as a phone would send it.
pub(super) fn draw(scene: Scene, done: bool) -> Vec<u8> {
    let canvas = match scene {
        Scene::Lamp => lamp(done),
        Scene::Water => water(done),
        Scene::Street => street(done),
        Scene::Room => room(done),
    };
    let mut bytes = Cursor::new(Vec::new());
    // Cannot fail: it is written into memory.
    let _ = canvas.0.write_to(&mut bytes, ImageFormat::Jpeg);
    bytes.into_inner()
}

fn lamp(lit: bool) -> Canvas {
    let mut canvas = if lit { Canvas::new(WALL, FLOOR) } else { Canvas::new(NIGHT, DARK) };
    if lit {
        canvas.disc([246, 232, 196], 480, 250, 260, 200);
    }
    canvas.block(DARK, 474, 0, 12, 130);
    canvas.disc(METAL, 480, 150, 120, 40);
    canvas.disc(if lit { LIGHT } else { METAL }, 480, 210, 70, 80);
    canvas.block(WOOD, 120, 470, 240, 18);
    canvas.block(WOOD, 140, 488, 16, 130);
    canvas.block(WOOD, 324, 488, 16, 130);
    canvas
}

fn water(dry: bool) -> Canvas {
    let mut canvas = Canvas::new(WALL, [196, 198, 196]);
    canvas.block([236, 236, 232], 220, 420, 520, 60);
    canvas.disc([244, 244, 242], 480, 470, 220, 70);
    canvas.block(METAL, 462, 230, 36, 170);
    canvas.block(METAL, 462, 230, 150, 30);
    canvas.block(METAL, 590, 230, 26, 60);
    if !dry {
        canvas.disc(WATER, 603, 320, 10, 18);
        canvas.disc(WATER, 603, 380, 10, 18);
        canvas.disc(WATER, 560, 640, 260, 40);
    }
    canvas
}

fn street(done: bool) -> Canvas {
    let mut canvas = Canvas::new([198, 210, 218], ROAD);
    canvas.block(GREEN, 0, 400, 960, 80);
    canvas.disc(GREEN, 160, 330, 120, 110);
    canvas.block(WOOD, 148, 400, 24, 90);
    canvas.block([232, 232, 228], 430, 600, 120, 14);
    canvas.block([232, 232, 228], 700, 600, 120, 14);
    if done {
        canvas.disc([138, 138, 136], 560, 660, 150, 34);
    } else {
        canvas.disc(DARK, 560, 660, 150, 34);
        canvas.block([206, 62, 50], 430, 540, 260, 16);
        canvas.block([206, 62, 50], 440, 540, 14, 90);
        canvas.block([206, 62, 50], 666, 540, 14, 90);
    }
    canvas
}

fn room(done: bool) -> Canvas {
    let mut canvas = Canvas::new(WALL, FLOOR);
    canvas.block([150, 186, 206], 560, 120, 240, 220);
    canvas.block([240, 240, 236], 674, 120, 12, 220);
    canvas.block(WOOD, 130, 420, 340, 30);
    canvas.block(WOOD, 150, 450, 20, 150);
    canvas.block(WOOD, 430, 450, 20, 150);
    if done {
        canvas.disc([196, 92, 70], 300, 398, 40, 24);
    } else {
        canvas.block([178, 150, 112], 560, 560, 120, 90);
        canvas.block([188, 162, 126], 640, 510, 110, 80);
        canvas.disc(DARK, 250, 660, 60, 16);
    }
    canvas
}

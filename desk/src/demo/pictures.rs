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
    /// What people take a picture of when they order this; nothing for most services.
    pub fn of(service: &str) -> Option<Self> {
        match service {
            "repair-light" | "street-light" | "hazard-wire" => Some(Self::Lamp),
            "repair-water" | "unblock-drain" => Some(Self::Water),
            "manhole" | "road" | "rubbish" => Some(Self::Street),
            "cleaning" | "repair-lock" | "hazard-fire" => Some(Self::Room),
            _ => None,
        }
    }
}

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;

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

    /// Paints what is `inside` of the block from (x, y).
    fn paint(&mut self, colour: Colour, [x, y, width, height]: [u32; 4], inside: impl Fn(u32, u32) -> bool) {
        for py in y..(y + height).min(HEIGHT) {
            for px in x..(x + width).min(WIDTH) {
                if inside(px, py) {
                    self.0.put_pixel(px, py, Rgb(colour));
                }
            }
        }
    }

    fn block(&mut self, colour: Colour, x: u32, y: u32, width: u32, height: u32) {
        self.paint(colour, [x, y, width, height], |_, _| true);
    }

    fn disc(&mut self, colour: Colour, x: u32, y: u32, rx: u32, ry: u32) {
        self.paint(colour, [x - rx, y - ry, 2 * rx, 2 * ry], |px, py| {
            let (dx, dy) = (px.abs_diff(x) * 1000 / rx, py.abs_diff(y) * 1000 / ry);
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
        canvas.disc([246, 232, 196], 320, 167, 173, 133);
    }
    canvas.block(DARK, 316, 0, 8, 87);
    canvas.disc(METAL, 320, 100, 80, 27);
    canvas.disc(if lit { LIGHT } else { METAL }, 320, 140, 47, 53);
    canvas.block(WOOD, 80, 313, 160, 12);
    canvas.block(WOOD, 93, 325, 11, 87);
    canvas.block(WOOD, 216, 325, 11, 87);
    canvas
}

fn water(dry: bool) -> Canvas {
    let mut canvas = Canvas::new(WALL, [196, 198, 196]);
    canvas.block([236, 236, 232], 147, 280, 347, 40);
    canvas.disc([244, 244, 242], 320, 313, 147, 47);
    canvas.block(METAL, 308, 153, 24, 113);
    canvas.block(METAL, 308, 153, 100, 20);
    canvas.block(METAL, 393, 153, 17, 40);
    if !dry {
        canvas.disc(WATER, 402, 213, 7, 12);
        canvas.disc(WATER, 402, 253, 7, 12);
        canvas.disc(WATER, 373, 427, 173, 27);
    }
    canvas
}

fn street(done: bool) -> Canvas {
    let mut canvas = Canvas::new([198, 210, 218], ROAD);
    canvas.block(GREEN, 0, 267, 640, 53);
    canvas.disc(GREEN, 107, 220, 80, 73);
    canvas.block(WOOD, 99, 267, 16, 60);
    canvas.block([232, 232, 228], 287, 400, 80, 9);
    canvas.block([232, 232, 228], 467, 400, 80, 9);
    if done {
        canvas.disc([138, 138, 136], 373, 440, 100, 23);
    } else {
        canvas.disc(DARK, 373, 440, 100, 23);
        canvas.block([206, 62, 50], 287, 360, 173, 11);
        canvas.block([206, 62, 50], 293, 360, 9, 60);
        canvas.block([206, 62, 50], 444, 360, 9, 60);
    }
    canvas
}

fn room(done: bool) -> Canvas {
    let mut canvas = Canvas::new(WALL, FLOOR);
    canvas.block([150, 186, 206], 373, 80, 160, 147);
    canvas.block([240, 240, 236], 449, 80, 8, 147);
    canvas.block(WOOD, 87, 280, 227, 20);
    canvas.block(WOOD, 100, 300, 13, 100);
    canvas.block(WOOD, 287, 300, 13, 100);
    if done {
        canvas.disc([196, 92, 70], 200, 265, 27, 16);
    } else {
        canvas.block([178, 150, 112], 373, 373, 80, 60);
        canvas.block([188, 162, 126], 427, 340, 73, 53);
        canvas.disc(DARK, 167, 440, 40, 11);
    }
    canvas
}

#[cfg(test)]
mod tests {
    use super::{Scene, draw};

    #[test]
    fn every_scene_differs_before_and_after() {
        for scene in [Scene::Lamp, Scene::Water, Scene::Street, Scene::Room] {
            assert_ne!(draw(scene, false), draw(scene, true), "{scene:?}");
        }
    }
}

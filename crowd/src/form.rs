//! A form as it stands on a page, and as somebody filled it in.

use std::io::Cursor;

use bytes::Bytes;
use image::{ImageFormat, Rgb, RgbImage};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};

/// A form on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    /// It changes something; otherwise it asks for a page.
    pub posts: bool,
    /// It takes pictures or a table.
    pub files: bool,
    pub controls: Vec<Control>,
}

/// What can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    Hidden {
        name: String,
        value: String,
    },
    Text {
        name: String,
        typed: String,
    },
    /// One of several: radio buttons, or a list.
    Choice {
        name: String,
        values: Vec<String>,
    },
    Tick {
        name: String,
        value: String,
        ticked: bool,
    },
    /// A day, from this one on.
    Day {
        name: String,
        first: String,
    },
    File {
        name: String,
        needed: bool,
    },
    /// Sent only if it is the one that was pressed.
    Button {
        name: String,
        value: String,
    },
}

/// A form that was filled in: the same bytes whenever it is sent.
#[derive(Debug, Clone)]
pub struct Filled {
    pub action: String,
    pub fields: Vec<(String, String)>,
    pub content_type: String,
    pub body: Bytes,
}

const BOUNDARY: &str = "----sandan-crowd-boundary";

/// One form in so many brings a picture nobody asked for.
const PICTURES: u32 = 6;

impl Form {
    /// The value of a hidden field.
    pub fn hidden(&self, wanted: &str) -> Option<&str> {
        self.controls.iter().find_map(|control| match control {
            Control::Hidden { name, value } if name == wanted => Some(value.as_str()),
            _ => None,
        })
    }

    /// The same form as if the page had been asked for again: what is sent with it is not a repeat.
    pub fn rekey(&mut self, fresh: &str) {
        for control in &mut self.controls {
            if let Control::Hidden { name, value } = control
                && name == "key"
            {
                fresh.clone_into(value);
            }
        }
    }

    /// Pictures are left out, whatever the page offers.
    pub fn without_pictures(&mut self) {
        self.controls.retain(|control| !matches!(control, Control::File { .. }));
    }

    /// Fills everything in: choices by chance, empty lines with `words`; `pressed` names the button, by its value.
    pub fn fill(&self, dice: &mut StdRng, words: &str, pressed: Option<&str>) -> Filled {
        let (fields, picture) = self.fields(dice, words, pressed);
        let pictures: Vec<(&str, Bytes)> =
            picture.map(|name| (name, drawing(dice).into())).into_iter().collect();
        self.filled(fields, &pictures)
    }

    /// The same with exactly these pictures.
    pub fn fill_with(&self, dice: &mut StdRng, words: &str, pictures: &[Bytes]) -> Filled {
        let (fields, _) = self.fields(dice, words, None);
        let named = self.controls.iter().find_map(|control| match control {
            Control::File { name, .. } => Some(name.as_str()),
            _ => None,
        });
        let name = named.unwrap_or_default();
        let pictures: Vec<(&str, Bytes)> = pictures.iter().map(|picture| (name, picture.clone())).collect();
        self.filled(fields, &pictures)
    }

    /// What is sent as text, and the field that gets a picture.
    fn fields(
        &self,
        dice: &mut StdRng,
        words: &str,
        pressed: Option<&str>,
    ) -> (Vec<(String, String)>, Option<&str>) {
        let mut fields = Vec::new();
        let mut picture = None;
        for control in &self.controls {
            match control {
                Control::Hidden { name, value } => fields.push((name.clone(), value.clone())),
                Control::Text { name, typed } if typed.is_empty() => {
                    fields.push((name.clone(), words.to_owned()))
                }
                Control::Text { name, typed } => fields.push((name.clone(), typed.clone())),
                Control::Choice { name, values } => {
                    if let Some(value) = values.choose(dice) {
                        fields.push((name.clone(), value.clone()));
                    }
                }
                Control::Tick { name, value, ticked: true } => fields.push((name.clone(), value.clone())),
                Control::Day { name, first } => fields.push((name.clone(), first.clone())),
                Control::File { name, needed } => {
                    if *needed || dice.random_ratio(1, PICTURES) {
                        picture = Some(name.as_str());
                    }
                }
                Control::Button { name, value } if pressed == Some(value.as_str()) => {
                    fields.push((name.clone(), value.clone()))
                }
                Control::Tick { .. } | Control::Button { .. } => {}
            }
        }
        (fields, picture)
    }

    fn filled(&self, fields: Vec<(String, String)>, pictures: &[(&str, Bytes)]) -> Filled {
        let (content_type, body) = if self.files {
            (format!("multipart/form-data; boundary={BOUNDARY}"), parts(&fields, pictures))
        } else {
            ("application/x-www-form-urlencoded".to_owned(), plain(&fields))
        };
        Filled { action: self.action.clone(), fields, content_type, body }
    }
}

impl Filled {
    pub fn field(&self, wanted: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

fn plain(fields: &[(String, String)]) -> Bytes {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into()
}

fn parts(fields: &[(String, String)], pictures: &[(&str, Bytes)]) -> Bytes {
    let mut body = Vec::new();
    let head = |name: &str, more: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n")
    };
    for (name, value) in fields {
        body.extend(head(name, "").bytes().chain(value.bytes()).chain(*b"\r\n"));
    }
    for (name, png) in pictures {
        let more = "; filename=\"photo.png\"\r\nContent-Type: image/png";
        body.extend(head(name, more).bytes().chain(png.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body.into()
}

/// A small picture that is not like any other.
fn drawing(dice: &mut StdRng) -> Vec<u8> {
    let colours: [u8; 3] = dice.random();
    let picture = RgbImage::from_fn(24, 24, |x, y| {
        let [red, green, blue] = colours;
        Rgb([red ^ (x as u8 * 8), green ^ (y as u8 * 8), blue])
    });
    let mut png = Cursor::new(Vec::new());
    // Writing into memory does not fail.
    let _ = picture.write_to(&mut png, ImageFormat::Png);
    png.into_inner()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn one_seed_fills_a_form_in_one_way() {
        let form = Form {
            action: "/do/rate".into(),
            posts: true,
            files: false,
            controls: vec![
                Control::Hidden { name: "key".into(), value: "a b".into() },
                Control::Choice { name: "grade".into(), values: (1..=5).map(|n| n.to_string()).collect() },
                Control::Text { name: "comment".into(), typed: String::new() },
                Control::Button { name: "person".into(), value: "li".into() },
                Control::Button { name: "person".into(), value: "wu".into() },
            ],
        };
        let fill = || form.fill(&mut StdRng::seed_from_u64(7), "好", Some("wu"));
        assert_eq!(fill().body, fill().body);
        let body = String::from_utf8(fill().body.to_vec()).unwrap();
        assert!(
            body.starts_with("key=a+b&grade=") && body.ends_with("&comment=%E5%A5%BD&person=wu"),
            "{body}"
        );
    }
}

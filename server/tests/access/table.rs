//! The table as it is written down in `access.txt`.

use std::{fmt, str::FromStr};

/// Who asks. Most can hold their post for the grid it is about, or for one elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Stranger,
    Resident,
    Owner,
    Helper,
    Volunteer,
    Party,
    Worker,
    Leader,
    Staff,
    Unit,
    Keeper,
    Moderator,
    Admin,
}

impl Who {
    pub const ALL: [Self; 13] = [
        Self::Stranger,
        Self::Resident,
        Self::Owner,
        Self::Helper,
        Self::Volunteer,
        Self::Party,
        Self::Worker,
        Self::Leader,
        Self::Staff,
        Self::Unit,
        Self::Keeper,
        Self::Moderator,
        Self::Admin,
    ];

    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Holds a post, so it matters where.
    pub fn is_posted(self) -> bool {
        !matches!(self, Self::Stranger | Self::Resident | Self::Owner | Self::Helper)
    }
}

/// Where the post is held, seen from what is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Where {
    Here,
    Elsewhere,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The page, or the thing done.
    Ok,
    /// The way to the sign-in.
    SignIn,
    /// It does not exist, as far as this person is told.
    NotFound,
    /// Not for this person, who is told so.
    Forbidden,
    /// The way leads on to another page.
    On,
    /// The person may ask; this time the answer was no.
    Refused,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ok => "ok",
            Self::SignIn => "sign-in",
            Self::NotFound => "404",
            Self::Forbidden => "403",
            Self::On => "on",
            Self::Refused => "no",
        })
    }
}

impl FromStr for Outcome {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Ok, Self::SignIn, Self::NotFound, Self::Forbidden, Self::On, Self::Refused]
            .into_iter()
            .find(|outcome| outcome.to_string() == text)
            .ok_or(())
    }
}

/// What one person gets; two answers where it matters where the post is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub here: Outcome,
    pub elsewhere: Outcome,
}

impl Cell {
    pub fn with(self, place: Where, outcome: Outcome) -> Self {
        match place {
            Where::Here => Self { here: outcome, ..self },
            Where::Elsewhere => Self { elsewhere: outcome, ..self },
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.here == self.elsewhere {
            self.here.fmt(f)
        } else {
            write!(f, "{}/{}", self.here, self.elsewhere)
        }
    }
}

impl FromStr for Cell {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (here, elsewhere) = text.split_once('/').unwrap_or((text, text));
        Ok(Self { here: here.parse()?, elsewhere: elsewhere.parse()? })
    }
}

/// One page or verb.
#[derive(Debug, Clone)]
pub struct Row {
    pub line: usize,
    /// The address of a page as the router has it, or of a server function.
    pub path: String,
    /// Where the slip stands that it is about.
    pub state: Option<String>,
    /// One for each of [`Who::ALL`]; `None`: there is no such person, or it says nothing to try.
    pub cells: Vec<Option<Cell>>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.state {
            Some(state) => format!("{} [{state}]", self.path),
            None => self.path.clone(),
        };
        write!(f, "{name:<32}")?;
        for cell in &self.cells {
            let cell = cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string());
            write!(f, " {cell:<9}")?;
        }
        Ok(())
    }
}

/// Reads the table. What cannot be read is a mistake in the table, and said with its line.
pub fn read(text: &str) -> Vec<Row> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let mut rows = lines.map(|(line, text)| row(line + 1, text)).collect::<Vec<_>>();
    assert!(!rows.is_empty(), "access.txt holds no rows");
    let columns = rows.remove(0);
    let names = Who::ALL.map(Who::name).join(" ");
    assert_eq!(columns.path, names, "access.txt: the first line names the columns");
    rows
}

fn row(line: usize, text: &str) -> Row {
    let wrong = |what: &str| -> ! { panic!("access.txt, line {line}: {what}\n    {text}") };
    if !text.starts_with('/') {
        let columns = text.split_whitespace().collect::<Vec<_>>().join(" ");
        return Row { line, path: columns, state: None, cells: Vec::new() };
    }
    let mut words = text.split_whitespace().peekable();
    let path = words.next().unwrap_or_default().to_owned();
    let state =
        words.next_if(|word| word.starts_with('[')).map(|word| word.trim_matches(['[', ']']).to_owned());
    let cells: Vec<_> = words
        .map(|word| match word {
            "-" => None,
            word => Some(word.parse().unwrap_or_else(|()| wrong(&format!("`{word}` is no outcome")))),
        })
        .collect();
    if cells.len() != Who::ALL.len() {
        wrong(&format!("{} cells for {} columns", cells.len(), Who::ALL.len()));
    }
    Row { line, path, state, cells }
}

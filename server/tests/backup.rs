//! Backups of a house at work, restored elsewhere; and everything that may be wrong with one.

pub mod house;

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use self::house::{House, contents};
use crate::database::Engine;
use desk::backup::{Key, verify};
use domain::{PhotoId, Timestamp, person::Phone};
use rand::{RngCore as _, SeedableRng as _, rngs::StdRng};
use sha2::{Digest as _, Sha256};
use sqlx::Connection as _;
use store::photo::Photo;
use uuid::Uuid;

/// A notice of days off that the operator added.
const NOTICE: &str = r#"{"year": 2031, "papers": [], "days": []}"#;

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Backed up at work, sealed; restored into both engines; there everything is as it was, and goes on.
async fn a_house_at_work_is_restored(engine: Engine) {
    let mut house = House::empty(engine).await;
    house.does(&["demo"]);
    house.opens();
    fs::create_dir(house.data().join("holidays")).unwrap();
    fs::write(house.data().join("holidays/2031.json"), NOTICE).unwrap();
    let secret_key = house.dir.path().join("key");
    let public_key = house.dir.path().join("key.pub");
    let said = house.does(&["backup-key", name(&secret_key)]);
    fs::write(&public_key, said.lines().next().unwrap()).unwrap();

    let orders = house.orders(3);
    let acknowledged = [orders.one_each(), orders.one_each()].concat();
    let sealed = house.dir.path().join("night.tar.age");
    let said = house.does(&["backup", name(&sealed), "--key-file", name(&public_key)]);
    assert!(said.starts_with(name(&sealed)) && said.contains("read back and compared"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(orders.stop() > 0, "nobody could order while the backup was taken");
    house.closes();

    for to in [Engine::Sqlite, Engine::Postgres] {
        let elsewhere = House::empty(to).await;
        elsewhere.fails(&["restore", name(&sealed)], "encrypted");
        elsewhere.fails(&["restore", name(&sealed), "--key-file", name(&public_key)], "encrypted");
        let said = elsewhere.does(&["restore", name(&sealed), "--key-file", name(&secret_key)]);
        assert!(said.contains("Every invariant holds."), "{said}");
        assert!(elsewhere.does(&["check"]).contains("Every invariant holds."));
        for file in ["secret", "holidays/2031.json"] {
            let (was, is) = (fs::read(house.data().join(file)), fs::read(elsewhere.data().join(file)));
            assert_eq!(was.unwrap(), is.unwrap(), "{file}");
        }
        let db = elsewhere.database.connect().await;
        let mut conn = db.read().await.unwrap();
        for &number in &acknowledged {
            let slip = store::request::find(&mut conn, number).await.unwrap();
            let slip =
                slip.unwrap_or_else(|| panic!("{number} was acknowledged before the backup, and is gone"));
            assert_eq!(slip.need.as_str(), "楼道灯\t不亮\\N");
            assert_eq!(store::photo::of(&mut conn, &slip).await.unwrap().len(), 1, "the photo of {number}");
        }
        drop(conn);
        db.close().await;

        // What was restored gives the same backup again, whichever engine it came from.
        let plain = |house: &House, name: &str| house.dir.path().join(name);
        let (first, second) = (plain(&elsewhere, "first.tar"), plain(&elsewhere, "second.tar"));
        assert!(elsewhere.does(&["backup", name(&first)]).contains("verified"));
        let again = House::empty(engine).await;
        again.does(&["restore", name(&first)]);
        again.does(&["backup", name(&second)]);
        assert!(contents(&first) == contents(&second), "{engine:?} and {to:?} differ");
        assert_eq!(pictures(&elsewhere), pictures(&again));
        again.fails(&["restore", name(&first)], "is in the way");
        again.database.remove().await;

        // Work goes on there.
        let mut elsewhere = elsewhere;
        elsewhere.opens();
        let orders = elsewhere.orders(1);
        orders.one_each();
        orders.stop();
        elsewhere.closes();
        elsewhere.database.remove().await;
    }
    house.database.remove().await;
}

fn pictures(house: &House) -> Vec<PathBuf> {
    let photos = house.data().join("photos");
    let mut pictures: Vec<PathBuf> = fs::read_dir(&photos)
        .unwrap()
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path().strip_prefix(&photos).unwrap().to_owned())
        .collect();
    pictures.sort();
    pictures
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_on_sqlite_is_restored() {
    a_house_at_work_is_restored(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_house_on_postgresql_is_restored() {
    a_house_at_work_is_restored(Engine::Postgres).await;
}

/// A small installation: one district, one administrator.
async fn small(engine: Engine) -> House {
    let house = House::empty(engine).await;
    let divisions = house.dir.path().join("divisions.csv");
    fs::write(&divisions, "code,name,level,parent_code\n321012,江都区,district,3210\n").unwrap();
    house.does(&["import", "divisions", name(&divisions)]);
    house.does(&["admin", "create", "--phone", "13812345678"]);
    house
}

#[tokio::test]
async fn a_byte_that_was_changed_anywhere_is_found() {
    let house = small(Engine::Sqlite).await;
    let at = |file: &str| house.dir.path().join(file);
    house.does(&["backup-key", name(&at("key"))]);
    house.does(&["backup", name(&at("plain"))]);
    house.does(&["backup", name(&at("sealed")), "--key-file", name(&at("key"))]);
    let key = Key::read(&at("key")).unwrap();
    for (backup, key) in [("plain", None), ("sealed", Some(&key))] {
        let whole = fs::read(at(backup)).unwrap();
        verify(&at(backup), key).unwrap();
        // Every byte of the ends, where the odd ones are, and a good many between.
        let step = whole.len() / 300;
        let few = (0..600).chain((600..whole.len()).step_by(step)).chain(whole.len() - 1700..whole.len());
        let broken = at("broken");
        for byte in few {
            let mut changed = whole.clone();
            changed[byte] ^= 1 << (byte % 8);
            fs::write(&broken, &changed).unwrap();
            assert!(verify(&broken, key).is_err(), "byte {byte} of the {backup} backup may be anything");
        }
        for length in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
            fs::write(&broken, &whole[..length]).unwrap();
            assert!(verify(&broken, key).is_err(), "{length} bytes of the {backup} backup are enough");
        }
    }
}

/// What cannot be restored leaves the place as empty as it was.
async fn nothing_is_half_restored(engine: Engine) {
    let house = small(engine).await;
    let at = |file: &str| house.dir.path().join(file);
    for key in ["key", "other"] {
        house.does(&["backup-key", name(&at(key))]);
    }
    house.fails(&["backup-key", name(&at("key"))], "cannot be read or written");
    house.does(&["backup", name(&at("plain"))]);
    house.does(&["backup", name(&at("sealed")), "--key-file", name(&at("key"))]);
    house.fails(&["backup", name(&at("plain"))], "exists already");
    house.fails(&["restore", name(&at("plain"))], "is in the way");

    let whole = fs::read(at("plain")).unwrap();
    let mut changed = whole.clone();
    changed[whole.len() / 2] ^= 1;
    fs::write(at("changed"), changed).unwrap();
    fs::write(at("cut"), &whole[..whole.len() - 512]).unwrap();
    fs::write(at("text"), "this is no backup").unwrap();
    fs::write(at("nokey"), "# nothing\n").unwrap();
    fs::write(at("wrongkey"), "age1wrong\n").unwrap();

    let elsewhere = House::empty(engine).await;
    elsewhere.fails(&["backup", name(&at("nothing"))], "nothing to back up");
    for (file, key, said) in [
        ("changed", None, "damaged"),
        ("cut", None, "damaged"),
        ("text", None, "no backup of Sandan"),
        ("nowhere", None, "nowhere"),
        ("sealed", Some("other"), "this key does not open"),
        ("sealed", Some("nokey"), "holds no key"),
        ("sealed", Some("wrongkey"), "neither age1"),
    ] {
        let mut words = vec!["restore".to_owned(), name(&at(file)).to_owned()];
        words.extend(key.iter().flat_map(|key| ["--key-file".to_owned(), name(&at(key)).to_owned()]));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        elsewhere.fails(&words, said);
        assert_eq!(fs::read_dir(elsewhere.data()).unwrap().count(), 0, "{file} left something");
    }
    // What an earlier try left that was killed is cleared away.
    fs::create_dir(elsewhere.data().join("photos.restoring")).unwrap();
    fs::write(elsewhere.data().join("secret.restoring"), "old").unwrap();
    elsewhere.does(&["restore", name(&at("plain"))]);
    let left: Vec<_> =
        fs::read_dir(elsewhere.data()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|file| !file.to_string_lossy().contains("restoring")), "{left:?}");
    // The database is not empty any more, wherever its files lie.
    fs::create_dir(elsewhere.dir.path().join("bare")).unwrap();
    let bare = name(&elsewhere.dir.path().join("bare")).to_owned();
    let said = if engine == Engine::Sqlite { "is in the way" } else { "has tables already" };
    elsewhere.fails(&["restore", name(&at("plain")), "--data-dir", &bare], said);
    assert_eq!(fs::read_dir(&bare).unwrap().count(), 0, "something was left");
    assert!(elsewhere.does(&["check"]).contains("Every invariant holds."));
    house.database.remove().await;
    elsewhere.database.remove().await;
}

#[tokio::test]
async fn nothing_is_half_restored_on_sqlite() {
    nothing_is_half_restored(Engine::Sqlite).await;
}

#[tokio::test]
async fn nothing_is_half_restored_on_postgresql() {
    nothing_is_half_restored(Engine::Postgres).await;
}

/// Gives the administrator a photo of so many bytes, and says where its file lies. Nobody looks whether it is a picture.
async fn photo(house: &House, bytes: usize) -> (PhotoId, PathBuf) {
    let mut picture = vec![0; bytes];
    StdRng::seed_from_u64(bytes as u64).fill_bytes(&mut picture);
    let content: String = Sha256::digest(&picture).iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = house.data().join("photos").join(&content[..2]);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{content}.jpg")), &picture).unwrap();
    fs::write(folder.join(format!("{content}.small.jpg")), "small").unwrap();

    let db = house.database.connect().await;
    let mut tx = db.write().await.unwrap();
    let owner =
        store::person::find_by_phone(&mut tx, &Phone::new("13812345678").unwrap()).await.unwrap().unwrap();
    let id = PhotoId(Uuid::from_u128(bytes as u128));
    let (uploaded_by, uploaded_at, path) =
        (owner.id, Timestamp::from_micros(0), folder.join(format!("{content}.jpg")));
    let (request, hidden_at) = (None, None);
    let photo = Photo { id, content, width: 1, height: 1, uploaded_by, uploaded_at, request, hidden_at };
    store::photo::add(&mut tx, &photo, u32::MAX).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    (id, path)
}

#[tokio::test]
async fn a_backup_that_cannot_be_whole_is_none() {
    let house = small(Engine::Sqlite).await;
    let folder = house.dir.path().join("backups");
    fs::create_dir(&folder).unwrap();
    photo(&house, 1_000_000).await;

    // No file may grow beyond so many blocks of 512 bytes, as if the disk were full.
    let sandan = house.sandan();
    let mut full = Command::new("sh");
    full.args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" backup \"$1\""]);
    full.arg(sandan.get_program()).arg(&folder).env_clear();
    full.envs(sandan.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = full.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("cannot be written"), "{error}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "something was left");

    house.does(&["backup", name(&folder)]);
    let made = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().file_name();
    let made = made.to_string_lossy();
    assert!(made.starts_with("sandan-20") && made.ends_with(".tar"), "{made}");

    let mut database = sqlx::SqliteConnection::connect(&house.database.url()).await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'from the future', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    house.fails(&["backup", name(&folder.join("newer"))], "the database has 9999");
}

#[tokio::test]
async fn a_picture_that_is_gone_is_named_and_the_rest_is_kept() {
    let house = small(Engine::Sqlite).await;
    let at = |file: &str| house.dir.path().join(file);
    photo(&house, 5000).await;
    let (id, picture) = photo(&house, 6000).await;
    let whole = fs::read(&picture).unwrap();
    fs::write(&picture, &whole[1..]).unwrap();
    house.fails(&["backup", name(&at("damaged"))], &id.to_string());
    fs::remove_file(&picture).unwrap();
    house.fails(&["backup", name(&at("missing"))], &id.to_string());
    for backup in ["damaged", "missing"] {
        let (_, end) = verify(&at(backup), None).unwrap();
        assert_eq!((end.lost, end.pictures), (1, 1), "{backup}");
    }
    let elsewhere = House::empty(Engine::Sqlite).await;
    let said = elsewhere.does(&["restore", name(&at("missing"))]);
    assert!(said.contains("Of 1 of the photos the file was missing"), "{said}");
    fs::write(&picture, &whole).unwrap();
    house.does(&["backup", name(&at("whole"))]);
}

/// A backup that is broken off in its middle, softly or with its power gone, leaves nothing under its name.
#[tokio::test]
async fn a_backup_that_is_broken_off_is_none() {
    let house = small(Engine::Sqlite).await;
    let folder = house.dir.path().join("backups");
    fs::create_dir(&folder).unwrap();
    // Whoever reads this picture waits until somebody writes it.
    let (_, picture) = photo(&house, 5000).await;
    fs::remove_file(&picture).unwrap();
    assert!(Command::new("mkfifo").arg(&picture).status().unwrap().success());
    for (signal, left) in [("TERM", 0), ("KILL", 1)] {
        let mut backup = house.sandan().arg("backup").arg(&folder).stderr(Stdio::piped()).spawn().unwrap();
        // It opens once the backup has come to it.
        let writer = fs::OpenOptions::new().write(true).open(&picture).unwrap();
        let names = || fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
        assert!(names().all(|name| name.to_string_lossy().ends_with(".partial")), "{signal}");
        assert_eq!(names().count(), 1, "{signal}");
        let id = backup.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        if signal == "TERM" {
            while names().count() > 0 {
                thread::sleep(Duration::from_millis(10));
            }
        }
        drop(writer);
        assert!(!backup.wait().unwrap().success(), "{signal}");
        let mut said = String::new();
        backup.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(said.contains("broken off"), signal == "TERM", "{said}");
        assert!(names().all(|name| name.to_string_lossy().ends_with(".partial")), "{signal}");
        assert_eq!(names().count(), left, "{signal}");
    }
}

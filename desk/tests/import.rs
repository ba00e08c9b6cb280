//! Divisions from a file: all or nothing, again at will, and every fault told with its line.

use crate::town::{DISTRICT, Town, area, on_both_engines};
use desk::import::{self, ImportError, Imported, RowProblem};
use domain::Timestamp;

async fn read(town: &Town, file: &[u8]) -> Result<Imported, ImportError> {
    import::divisions(&town.stranger(), file).await
}

async fn areas(town: &Town) -> u32 {
    let mut conn = town.desk.db.read().await.expect("a reader");
    store::area::count(&mut conn).await.expect("a count")
}

/// What is wrong, line by line, as the operator reads it.
async fn faults(town: &Town, rows: &str) -> String {
    let before = areas(town).await;
    let file = format!("code,name,level,parent_code\n{rows}");
    let refused = read(town, file.as_bytes()).await.expect_err("a file with faults");
    assert_eq!(areas(town).await, before, "nothing is half imported");
    refused.to_string().replace("nothing was imported:\n", "")
}

on_both_engines! {
    async fn the_whole_district_is_imported_and_again_changes_nothing(town: Town) {
        let all = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/divisions.csv")).unwrap();
        let (head, rows) = all.split_once('\n').unwrap();
        let rows: Vec<&str> = rows.lines().filter(|line| line.starts_with(DISTRICT)).collect();
        assert_eq!(rows.len(), 352, "one district, 14 towns, 337 communities");
        // Children may stand before their parents.
        let upside_down: Vec<&str> = std::iter::once(head).chain(rows.into_iter().rev()).collect();
        let file = upside_down.join("\r\n");
        // Four of them the town knows already.
        let first = read(&town, format!("\u{FEFF}{file}").as_bytes()).await.unwrap();
        assert_eq!(first, Imported { added: 348, renamed: 0, unchanged: 4 });
        let again = read(&town, file.as_bytes()).await.unwrap();
        assert_eq!(again, Imported { added: 0, renamed: 0, unchanged: 352 });
    }

    async fn a_new_name_renames(town: Town) {
        let file = "code,name,level,parent_code\n321012100,仙女街道,town,321012\n";
        assert_eq!(read(&town, file.as_bytes()).await.unwrap(), Imported { added: 0, renamed: 1, unchanged: 0 });
        let mut conn = town.desk.db.read().await.unwrap();
        let renamed = store::area::find(&mut conn, area("321012100")).await.unwrap().unwrap();
        assert_eq!(renamed.name, "仙女街道");
    }

    async fn each_fault_is_told_with_its_line_and_what_to_do(town: Town) {
        for (row, told) in [
            ("32101,江都区,district,3210", "line 2: \"32101\" is no division code; a district has 6 digits, a town 9, a community 12"),
            ("321012100001009,第九网格,grid,321012100001", "line 2: \"321012100001009\" is no division code; a district has 6 digits, a town 9, a community 12"),
            ("321012101,小纪镇,community,321012", "line 2: 321012101 has as many digits as a town, but the line says \"community\"; correct one of them"),
            ("321012101,,town,321012", "line 2: the name of 321012101 is empty, too long or holds unprintable characters"),
            ("321012101,小纪镇,town,321088", "line 2: 321012101 lies in 321012 by its digits, but the line says \"321088\"; correct one of them"),
            ("321012101001,九龙社区,community,321012101", "line 2: 321012101, the parent of 321012101001, is neither in the file nor imported yet; add its line"),
            ("321012101,小纪镇", "line 2: has 2 columns instead of 4; put names that hold a comma into quotation marks"),
            ("321012101,小纪镇,town,321012\n321012101,小纪,town,321012", "line 3: 321012101 stands on line 2 already; remove one of the two"),
        ] {
            assert_eq!(faults(&town, row).await, told);
        }
        let both = faults(&town, "1,a,town,\n321012101,小纪镇,town,321012\n2,b,town,").await;
        assert_eq!(both.lines().count(), 2, "every fault is told: {both}");
    }

    async fn a_file_of_a_spreadsheet_program_is_read_and_its_lines_are_counted_right(town: Town) {
        // 江都区, as a program in China saves it.
        let gbk = b"code,name,level,parent_code\r\n321012,\xBD\xAD\xB6\xBC\xC7\xF8,district,3210\r\n";
        assert_eq!(read(&town, gbk).await.unwrap(), Imported { added: 0, renamed: 0, unchanged: 1 });
        let rows = "321012,江都区,district,3210\r\n,,,\r\n\r\n1,a,town,\r\n321012100,\"仙女\r\n镇\",village,321012\r\n2,b,town,\r\n";
        let told = faults(&town, rows).await;
        let lines: Vec<&str> = told.lines().filter_map(|fault| fault.split_once(": ")).map(|(line, _)| line).collect();
        assert_eq!(lines, ["line 5", "line 6", "line 7"]);
    }

    async fn what_is_no_table_of_divisions_is_refused(town: Town) {
        assert!(matches!(read(&town, b"PK\x03\x04\xFF\xFE\x00").await, Err(ImportError::NotText)));
        assert!(matches!(read(&town, b"").await, Err(ImportError::Header)));
        assert!(matches!(read(&town, b"a,b\n1,2\n").await, Err(ImportError::Header)));
        assert!(matches!(read(&town, b"code,name,level,parent_code\n").await, Err(ImportError::Empty)));
    }

    async fn a_voided_code_is_never_given_again(town: Town) {
        let mut tx = town.desk.db.write().await.unwrap();
        store::area::void(&mut tx, area("321012100002"), Timestamp::from_micros(1)).await.unwrap();
        tx.commit().await.unwrap();
        let file = "code,name,level,parent_code\n321012100002,龙川社区居委会,community,321012100\n";
        let refused = read(&town, file.as_bytes()).await;
        let Err(ImportError::Rows(faults)) = refused else { panic!("{refused:?}") };
        assert!(matches!(faults[..], [import::RowFault { line: 2, fault: RowProblem::Voided(_) }]), "{faults:?}");
    }
}

//! Files of tickets, tasks and activities brought in by the built binary, and taken back.

use serde_json::Value;

use crate::office::Office;

const TICKETS: &str = "Số phiếu;Khách hàng;Tiêu đề;Nội dung;Ưu tiên;Trạng thái;Người phụ trách;Ngày tạo;Ngày đóng\r\n\
    #7001;CODE;Vé chậm;khách đợi;Cao;Đã đóng;lan;14/10/2025 09:30;15/10/2025 10:00\r\n\
    7002;KH-999999;Hóa đơn sai;;Thấp;;;20/10/2025;\r\n\
    7003;CODE;Mất mật khẩu;mật khẩu: hoasen88;;;;21/10/2025;\r\n\
    7004;;Không có ngày;;;;;hôm qua;\r\n\
    ;;;;;;;;\r\n";

fn import(office: &Office, kind: &str, file: &str, more: &[&str]) -> Value {
    let arguments: Vec<&str> =
        ["import", kind, file, "--json", "--yes"].into_iter().chain(more.iter().copied()).collect();
    office.run_as("mai", &arguments).json()
}

fn code(office: &Office) -> String {
    let rows = office.run_as("mai", &["customer", "list", "--json", "--limit", "1"]).lines();
    rows[0]["code"].as_str().expect("a code").to_owned()
}

fn count(office: &Office, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    office.open_database().query_row(&sql, [], |row| row.get(0)).expect("a count")
}

#[track_caller]
fn counts(summary: &Value, wanted: [(&str, u64); 4]) {
    for (name, count) in wanted {
        assert_eq!(summary[name], count, "{name} in {summary}");
    }
}

#[test]
fn tickets_are_tried_brought_in_and_taken_back() {
    let office = Office::demo(3);
    let before = count(&office, "ticket");
    let file = office.file("tickets.csv", TICKETS.replace("CODE", &code(&office)));
    let errors = office.home().join("bad.csv").display().to_string();
    let wanted = [("read", 4), ("added", 1), ("bad", 3), ("skipped_duplicates", 0)];
    let trial = import(&office, "tickets", &file, &["--dry-run", "--errors", &errors]);
    counts(&trial, wanted);
    assert!(trial["import"].is_null());
    assert_eq!(trial["bad_by"], serde_json::json!({ "no-customer": 1, "holds-password": 1, "unreadable": 1 }));
    assert_eq!(count(&office, "ticket"), before);
    office.run_as("mai", &["import", "tickets", &file]).fails(2, "--yes");

    let done = import(&office, "tickets", &file, &["--errors", &errors]);
    counts(&done, wanted);
    let bad = std::fs::read_to_string(done["error_file"].as_str().expect("bad rows")).expect("a file");
    assert!(bad.contains("no-customer: no customer is found") && bad.contains("KH-999999"), "{bad}");
    let shown = office.run_as("lan", &["ticket", "show", "7001", "--json"]).json().to_string();
    assert!(shown.contains("Vé chậm") && shown.contains("closed"), "{shown}");
    // The file once more, and what was bad put right.
    counts(
        &import(&office, "tickets", &file, &["--errors", &errors]),
        [("read", 4), ("added", 0), ("bad", 3), ("skipped_duplicates", 1)],
    );
    let right = office.file("right.csv", bad.replace("KH-999999", &code(&office)));
    let right = import(&office, "tickets", &right, &["--errors", &errors]);
    counts(&right, [("read", 3), ("added", 1), ("bad", 2), ("flagged", 0)]);

    let id = done["import"].as_str().expect("an id");
    let reverted = office.run_as("mai", &["import", "revert", id, "--json"]).json();
    assert_eq!((&reverted["removed"], &reverted["stayed"]), (&1.into(), &0.into()));
    assert_eq!(count(&office, "ticket"), before + 1);
    office.run_as("mai", &["ticket", "show", "7001"]).fails(1, "not there");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn who_lacks_a_right_brings_nothing_in() {
    let office = Office::demo(2);
    let code = code(&office);
    let tables = ["ticket", "task", "activity"].map(|table| count(&office, table));
    for (kind, rule) in [("tickets", "ticket.create"), ("tasks", "task.edit"), ("activities", "note.add")] {
        let file = office.file("work.csv", format!("customer,subject,text\n{code},Vé,chậm\n"));
        let line = ["import", kind, &file, "--yes"];
        for member in ["lan", "radu"] {
            let refused = office.run_as(member, &line);
            refused.fails(1, "import.run");
            assert_eq!(refused.out, "");
        }
        office.run_by_key(&line).fails(1, rule);
        counts(&import(&office, kind, &file, &[]), [("read", 1), ("added", 1), ("bad", 0), ("flagged", 0)]);
    }
    assert_eq!(["ticket", "task", "activity"].map(|table| count(&office, table)), tables.map(|count| count + 1));
}

#[test]
fn other_encodings_empty_files_and_maps_are_taken_as_with_customers() {
    let office = Office::demo(2);
    let code = code(&office);
    // As a spreadsheet saves "Unicode text": UTF-16 with a mark, tabs.
    let text = format!(
        "Khách hàng\tLoại\tKết quả\tGhi chú\tNgày gọi\tPhút\r\n{code}\tCuộc gọi\tMáy bận\tgọi lại sau\t3/12/2025 8:05\t2\r\n{code}\tCuộc gọi\tMáy bận\tgọi lại sau\t3/12/2025 8:05\t2\r\n"
    );
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let calls = office.file("calls.txt", utf16);
    counts(
        &import(&office, "activities", &calls, &[]),
        [("read", 2), ("added", 1), ("skipped_duplicates", 1), ("bad", 0)],
    );
    let notes = office.run_as("mai", &["note", "list", &code, "--json"]);
    assert!(notes.out.contains("gọi lại sau") && notes.out.contains("busy"), "{notes:?}");

    let tasks = "Sarcină;Scadență;Responsabil;Stare\nSun înapoi;2.12.2025;minh;deschis\nTrimit oferta;;;gata\n";
    let cedillas = tasks.replace('ț', "ţ");
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1250.encode(&cedillas);
    assert!(!lossy);
    let file = office.file("tasks.csv", &bytes);
    let done = import(&office, "tasks", &file, &["--encoding", "windows-1250"]);
    counts(&done, [("read", 2), ("added", 2), ("bad", 0), ("flagged", 0)]);
    let minh = office.run_as("minh", &["task", "list", "--json"]);
    assert!(minh.out.contains("Sun înapoi"), "{minh:?}");

    office.run_as("mai", &["import", "tickets", &office.file("empty.csv", ""), "--yes"]).fails(2, "empty.csv");
    let header = office.file("header.csv", "subject,customer\n");
    counts(&import(&office, "tickets", &header, &[]), [("read", 0), ("added", 0), ("bad", 0), ("flagged", 0)]);
    let strange = office.file("strange.csv", "Kto,Co\nx,Vé\n");
    office.run_as("mai", &["import", "tickets", &strange, "--yes"]).fails(2, "COLUMN=subject");
    office
        .run_as("mai", &["import", "activities", &strange, "--map", "#2=subject", "--yes"])
        .fails(2, "no field `subject`");
    let mapped = import(&office, "tickets", &strange, &["--map", "#2=subject,#1=ignore"]);
    // Names that nobody knows are no header.
    counts(&mapped, [("read", 2), ("added", 2), ("bad", 0), ("flagged", 0)]);
    office.run(&["log", "verify"], "").good();
}

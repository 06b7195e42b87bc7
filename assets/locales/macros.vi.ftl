# Macro: những phím được nhấn lại.

place-macros = Macro
macro-records = Đang ghi phím. Nhấn { $key } để kết thúc.
macro-empty = Chưa nhấn phím nào: không có gì để lưu.
macro-secret = Nội dung đã gõ có số hoặc địa chỉ thuộc về trường niêm phong: không lưu.
macro-not-here = Macro không giữ những gì gõ ở đây: đã ngừng ghi.
macro-long = Macro này quá dài: đã ngừng ghi.
macro-keys-only = Macro chỉ giữ phím: đã ngừng ghi.
macro-stopped = Đã dừng macro.
macro-broken = Không đọc được macro này. Hãy xóa và ghi lại.
macro-no-name = Hãy gõ tên trước.
macro-long-name = Tên này quá dài.
macros-full = Có quá nhiều macro. Hãy xóa bớt trước.
macro-saved = Đã lưu macro { $name }.
macro-deleted = Đã xóa macro.
macro-sure = Nhấn { $key } lần nữa để xóa hẳn { $name }.
macros-how-open = Gõ để tìm; Enter để chạy.
macros-how-save = Gõ tên và nhấn { $key } để lưu những gì đã ghi.
do-stop-macro = kết thúc macro
help-stop-macro = Kết thúc ghi macro
help-record-macro = Ghi macro
help-macros = Macro: chạy, xóa
do-save-macro = lưu
help-save-macro = Lưu macro dưới tên này
do-delete-macro = xóa
help-delete-macro = Xóa macro

# Texts of the screens, in Vietnamese.

place-anywhere = Mọi nơi
place-sign-in = Đăng nhập
place-lock = Đã khóa
place-customers = Khách hàng
place-search = Tìm kiếm
place-detail = Hồ sơ khách
place-form = Biểu mẫu khách hàng
place-log = Nhật ký
place-entry = Mục nhật ký
place-reveal = Hiện dữ liệu
place-revealed = Dữ liệu đang hiện
place-check = Đối chiếu
place-note = Ghi chú mới
place-filter = Bộ lọc
place-conflict = Xung đột
place-question = Câu hỏi
place-help = Trợ giúp

mode-local = cục bộ
mode-shared = dùng chung

role-owner = chủ sở hữu
role-admin = quản trị
role-lead = trưởng nhóm
role-agent = nhân viên
role-auditor = kiểm soát
role-service = dịch vụ

# Sign-in

sign-in-lead = Đăng nhập bằng tên, mật khẩu và mã dùng một lần
sign-in-member = Thành viên
sign-in-password = Mật khẩu
sign-in-code = Mã
sign-in-empty = Hãy điền ô này rồi nhấn Enter.
sign-in-busy = Đang kiểm tra…
demo-title = Văn phòng dùng thử: dữ liệu giả
demo-seconds = đổi mã sau { $seconds } giây
welcome-first = Xin chào. Đây là lần đăng nhập đầu tiên của bạn.
welcome-last = Xin chào. Lần đăng nhập trước: { $moment }.
welcome-failures = Từ đó có { $count } lần đăng nhập hỏng: có phải bạn không?
notice-network = Văn phòng nằm trên ổ đĩa mạng: chậm hơn và chỉ hợp cho vài người cùng lúc.

# Lock

lock-title = Đã khóa: { $name }
lock-lead = Nhập mật khẩu để tiếp tục.
lock-idle = Tự khóa vì một lúc không có ai gõ phím. Nhập mật khẩu để tiếp tục.
lock-refused = Mật khẩu không đúng. Hãy nhập lại.
lock-busy = Đang mở…
lock-unsaved = Có nội dung chưa lưu. Hãy mở khóa, rồi lưu hoặc để làm bản nháp.

# Customers

customers-search = nhấn { $key } để tìm
customers-count = { $count } khách hàng
customers-found = { $found } trên { $total }
customers-none = Chưa có khách hàng nào. Hãy nhờ trưởng nhóm giao khách cho bạn.
customers-none-new = Chưa có khách hàng. Nhấn { $key } để thêm người đầu tiên.
customers-none-found = Không tìm thấy ai. Hãy đổi từ tìm, hoặc nhấn Esc để thôi.
customers-lookup = Tìm đúng số điện thoại, e-mail hoặc số giấy tờ: gõ đủ rồi nhấn Enter. Việc này được ghi nhật ký.
loading = Đang tải…
press-reload = Nhấn { $key } để thử lại.

# Customer

tab-overview = Tổng quan
tab-timeline = Diễn biến
tab-access = Truy cập
detail-none = { $key } mở khách hàng đang chọn ở đây. Việc mở được ghi nhật ký.
detail-no-sealed = Chưa có trường niêm phong. Nhấn { $key } để thêm.
timeline-none = Chưa có gì xảy ra.
timeline-none-note = Chưa có gì xảy ra. Nhấn { $key } để thêm ghi chú.
access-none = Chưa ai mở hồ sơ này.

field-name = Tên
field-kind = Loại
field-code = Mã
field-company = Công ty
field-city = Thành phố
field-country = Quốc gia
field-website = Trang web
field-since = Khách từ
field-status = Trạng thái
field-owner = Phụ trách
field-department = Phòng ban
field-updated = Sửa lúc
field-flags = Cần xem lại
field-phone = Điện thoại
field-phone2 = Số thứ hai
field-email = E-mail
field-address = Địa chỉ
field-birth-date = Ngày sinh
field-national-id = Số CCCD
field-iban = IBAN

kind-person = Cá nhân
kind-company = Công ty
status-lead = Tiềm năng
status-active = Đang dùng
status-inactive = Ngừng
status-blocked = Bị chặn
activity-note = Ghi chú
activity-call = Cuộc gọi
activity-email = E-mail
activity-meeting = Cuộc họp
activity-visit = Ghé thăm

# Reveal and check

reveal-title = Hiện: { $field }
reveal-why = Bạn cần xem để làm gì?
reveal-words = Ghi thêm
reveal-logged = Ai xem, xem gì, lúc nào, vì sao đều được ghi nhật ký.
reveal-left = ẩn lại sau { $seconds } giây
reveal-over = { $field } đã được ẩn lại.
reason-call = Cần gọi cho khách
reason-delivery = Giao hàng hoặc đến thăm
reason-billing = Hóa đơn hoặc thanh toán
reason-identity = Xác minh danh tính
reason-complaint = Giải quyết khiếu nại
reason-legal = Nghĩa vụ pháp lý
check-title = Đối chiếu: { $field }
check-lead = Gõ điều người gọi nói. Dữ liệu gốc vẫn được giấu.
check-logged = Mỗi lần thử đều được ghi nhật ký.
check-match = Khớp.
check-no-match = Không khớp.
check-tries = { $count ->
    [0] Hết lượt thử: hãy nhờ trưởng nhóm.
   *[other] Còn { $count } lượt thử.
}

# Forms

note-title = Ghi chú: { $name }
note-lead = Tab: chọn loại, rồi ← →. Xin đừng ghi số điện thoại hay số giấy tờ.
note-empty = Hãy viết gì đó trước.
note-saved = Ghi chú đã vào dòng thời gian. { $undo } để hoàn tác.
form-new = Thêm mới
form-edit = Sửa
form-sealed = Niêm phong: được che ngay khi lưu
form-sealed-lead = Gõ để thay, Del để xóa; không đụng đến thì giữ nguyên.
form-choice-lead = ← → để chọn.
form-cleared = sẽ bị xóa
form-name-needed = Cần có tên.
form-saving = Đang lưu…
form-created = Đã thêm { $name }.
form-saved = Đã lưu { $name }. { $undo } để hoàn tác.
form-dropped = Khi khóa, dữ liệu niêm phong bạn vừa gõ đã bị bỏ. Hãy gõ lại.
conflict-title = Đã có người sửa
conflict-lead = Người khác vừa lưu khách hàng này khi bạn đang sửa. Hãy chọn bên cho từng trường; phần của bạn chưa được lưu.
conflict-theirs = của họ
conflict-mine = của bạn
conflict-choice = ! cả hai cùng sửa. Esc quay lại biểu mẫu.
question-title = Chưa lưu
question-drop = Nội dung bạn gõ chưa được lưu. Bỏ đi?
question-quit = Nội dung đã gõ chưa lưu. Nó được giữ làm bản nháp và đưa ra khi bạn trở lại. Thoát?

# Log

log-count = { $count } mục
log-all = mới nhất trước
log-none = Không mục nào khớp. Nhấn { $key } để bỏ lọc.
log-sequence = Số
log-time = Lúc
log-member = Ai
log-action = Việc
log-subject = Đối tượng
log-outcome = Kết quả
log-verified = Xác minh
verified-good = đúng
verified-bad-hash = sai băm
verified-bad-link = đứt nối
verified-bad-signature = sai ký
outcome-done = xong
outcome-denied = từ chối
outcome-failed = hỏng
entry-title = Mục { $number }
entry-nobody = không ai (chưa đăng nhập)
entry-reason = Lý do
entry-details = Chi tiết
entry-changes = Dòng đã ghi
entry-origin = Từ máy
entry-session = Phiên
entry-signer = Người ký
entry-previous = Mục trước
entry-hash = Mã băm
filter-title = Lọc nhật ký
filter-any = bất kỳ
filter-from = Từ ngày
filter-to = Đến ngày
filter-since = từ { $date }
filter-until = đến { $date }
filter-bad-date = Hãy gõ ngày theo mẫu 2026-11-22.

action-office-create = lập văn phòng
action-grant-issue = cấp khóa
action-session-sign-in = đăng nhập
action-session-sign-out = đăng xuất
action-session-lock = khóa
action-session-unlock = mở khóa
action-customer-view = mở hồ sơ
action-customer-lookup = tra cứu
action-customer-create = thêm khách
action-customer-edit = sửa khách
action-note-add = thêm ghi chú
action-field-reveal = hiện dữ liệu
action-field-copy = sao chép
action-field-check = đối chiếu
action-import-chunk = nhập dữ liệu
action-import-revert = hủy lần nhập
action-log-view = xem nhật ký
action-log-export = xuất nhật ký
action-log-verify = xác minh

# What went wrong and what to do

problem-sign-in-refused = Tên, mật khẩu hoặc mã không đúng. Hãy nhập lại.
problem-wait = Quá nhiều lần sai. Hãy chờ { $seconds } giây.
problem-no-session = Phiên làm việc đã hết. Hãy đăng nhập lại.
problem-denied = Bạn không được phép làm việc này ({ $rule }). Hãy hỏi trưởng nhóm.
problem-not-found = Không có, hoặc không thuộc phạm vi của bạn.
problem-invalid = { $field }: { $message }
unfit-empty = không được để trống
unfit-not-in-list = hãy chọn một mục trong danh sách
unfit-email = không phải địa chỉ e-mail: viết như ten@example.com
unfit-date = không phải ngày: viết như 31/12/1990
unfit-cccd = CCCD không hợp lệ: kiểm tra lại 12 chữ số
unfit-cnp = CNP không hợp lệ: kiểm tra lại 13 chữ số
unfit-iban = IBAN không hợp lệ: đối chiếu với giấy tờ
unfit-too-long = quá dài: tối đa { $most } ký tự
problem-conflict = Người khác đã sửa hồ sơ này. Hãy mở lại.
problem-duplicate = { $field }: đã có ở một khách khác.
problem-tries-used-up = Đã hết lượt thử. Hãy nhờ trưởng nhóm.
problem-nothing-to-undo = Không còn gì để hoàn tác hay làm lại.
problem-busy = Văn phòng đang bận. Lát nữa hãy thử lại.
problem-no-audit = Không ghi được nhật ký nên không hiện hay đổi gì cả: { $cause }
problem-tampered = Dữ liệu lưu trữ không khớp với nhật ký. Không có gì được hiện. Hãy báo chủ sở hữu chạy: kin log verify
problem-store = Tệp văn phòng báo lỗi: { $cause } Hãy thử lại; nếu vẫn lỗi, báo quản trị.
toast-not-now = Ở đây chưa làm được: { $deed }.
too-small = Cửa sổ quá nhỏ. Kin cần { $width } cột và { $height } dòng.

# Help

help-title = Phím
help-find = Tìm phím hoặc từ:
help-none = Không phím nào làm việc đó. Hãy đổi từ.

do-open = mở
do-search = tìm
do-new = thêm
do-reveal = hiện
do-check = đối chiếu
do-note = ghi chú
do-edit = sửa
do-filter = lọc
do-clear-filter = bỏ lọc
do-to-customer = xem khách
do-sort = sắp xếp
do-demo = người kế tiếp
do-confirm = tiếp tục
do-confirm-field = áp dụng
do-save = lưu
do-next-field = ô kế
do-next-part = phần kế
do-open-again = mở bản của họ
do-end = ẩn ngay
do-next-tab = thẻ kế
do-other-pane = khung kia
do-back = quay lại
do-clear-search = thôi tìm
do-cancel = thôi
do-close = đóng
do-show-customers = khách hàng
do-show-log = nhật ký
do-help = trợ giúp
do-lock = khóa
do-quit = thoát

help-open = Mở mục đang chọn
help-search = Tìm; thêm / ở đầu để tìm đúng số, e-mail, giấy tờ
help-new = Thêm khách hàng
help-reveal = Hiện trường đang chọn trong chốc lát, có lý do
help-check = Đối chiếu lời người gọi với trường đang chọn
help-note = Thêm ghi chú vào diễn biến
help-edit = Sửa khách đang mở
help-filter = Lọc danh sách
help-clear-filter = Bỏ lọc
help-to-customer = Mở khách mà mục này nói đến
help-sort = Chọn thứ tự danh sách
help-demo = Điền người dùng thử kế tiếp (hoặc gõ số thứ tự)
help-confirm = Tiếp tục
help-confirm-field = Áp dụng bộ lọc
help-save = Lưu
help-next-field = Ô kế tiếp
help-next-part = Phần kế tiếp
help-previous-field = Ô trước
help-previous-part = Phần trước
help-open-again = Mở bản của họ, bỏ bản của bạn
help-end = Ẩn dữ liệu ngay
help-next-tab = Thẻ kế tiếp
help-previous-tab = Thẻ trước
help-other-pane = Qua lại giữa danh sách và hồ sơ
help-back = Lùi một bước
help-clear-search = Thôi tìm
help-cancel = Thôi, không làm nữa
help-close = Đóng lại
help-up = Lên
help-down = Xuống
help-up-typing = Lên
help-down-typing = Xuống
help-page-up = Lên một trang
help-page-down = Xuống một trang
help-first = Về đầu
help-last = Đến cuối
help-reload = Tải lại
help-show-customers = Khách hàng
help-show-log = Nhật ký
help-help = Các phím này; gõ để tìm
help-help-anywhere = Bảng phím này, cả khi đang gõ
help-lock = Khóa ngay
help-lock-anywhere = Khóa ngay, cả khi đang gõ
help-quit = Đăng xuất và thoát; chỉ hỏi khi còn gì chưa lưu
help-quit-anywhere = Thoát, cả khi đang gõ
help-suspend = Tạm dừng, về dòng lệnh

# Danh sách, hàng loạt, khung nhìn, bản nháp, tham quan

place-bulk = Đổi hàng loạt
place-columns = Cột
place-drafts = Bản nháp
place-list-filter = Bộ lọc
place-palette = Bảng lệnh
place-pick = Lựa chọn
place-settings = Cài đặt
place-sort = Sắp xếp theo
place-view-form = Lưu khung nhìn
place-views = Khung nhìn
choose-none = Không có gì khớp. Hãy đổi từ.
filtered = đang lọc:
marked = { $count } đã chọn
marked-most = Nhiều nhất là { $count } dòng. Hãy thu hẹp danh sách.
customers-none-match = Không ai khớp bộ lọc. Nhấn { $key } để bỏ lọc.
columns-lead = Danh sách hiện các cột từ trên xuống, vừa đến đâu hay đó.
sort-ascending = { $field }, tăng dần
sort-descending = { $field }, giảm dần
field-created = Ngày thêm
bulk-title = Đổi { $count } khách hàng
bulk-changes = { $count ->
    [0] Sẽ không có gì thay đổi.
   *[other] { $count } khách hàng sẽ thay đổi.
}
bulk-same = { $count } đã như vậy.
bulk-refused = { $count } không còn hoặc ngoài phạm vi của bạn.
bulk-conflicts = { $count } vừa bị người khác sửa: hãy chọn lại.
bulk-done = Đã đổi { $count } khách hàng. { $undo } để hoàn tác.
undone-edit = Đã hoàn tác hoặc làm lại việc sửa { $name }.
undone-bulk = Đã hoàn tác hoặc làm lại thay đổi ở { $count } khách hàng.
undone-note = Ghi chú ở { $name } đã được gỡ hoặc trả lại.
undo-conflict = { $name } đã bị người khác sửa: không hoàn tác được nữa.
copied = Đã chép. Sau { $seconds } giây sẽ xóa khỏi bảng tạm.
curtain = Kin không hiện gì khi cửa sổ này không được dùng.
editor-failed = Trình soạn thảo không trả về gì: văn bản giữ nguyên. $EDITOR đã đặt đúng chưa?
reveal-link = Thuộc về
reveal-link-none = không mục nào
conflict-typed = (bạn vừa gõ)
conflict-same = Không có gì khác với bản của họ.
drafts-lead = Đã gõ nhưng chưa lưu. Được niêm phong, chỉ mình bạn xem.
draft-new = Khách hàng mới { $name }
draft-edit = Đang sửa { $name }
draft-note = Ghi chú cho { $name }
draft-not-kept = Không giữ được bản nháp: { $problem }
filter-example = city = Huế and status = active and updated > 30d
filter-is = là
filter-is-not = không phải
filter-holds = có chứa
filter-in = là một trong ( , )
filter-on = vào ngày
filter-after = sau ngày, hoặc đã lâu hơn
filter-from-on = từ ngày
filter-before = trước ngày, hoặc trong vòng
filter-up-to = đến hết ngày
filter-has = có giá trị ở
filter-me = bạn
filter-nobody = không ai
filter-near = Ý bạn là { $word }?
filter-mistake-unknown-field = Không có trường này.
filter-mistake-unknown-operator = Ở đây hãy viết = != ~ in > < >= hoặc <=.
filter-mistake-operator-not-for-field = Không so sánh trường này như vậy được.
filter-mistake-unknown-value = Trường này không có giá trị đó.
filter-mistake-bad-date = Hãy viết ngày (2026-11-22) hoặc khoảng (30d, 2w, 1y).
filter-mistake-missing-value = Ở đây thiếu giá trị.
filter-mistake-missing-operator = Hãy nói cách so sánh: = != ~ in > <.
filter-mistake-missing-field = Ở đây thiếu trường.
filter-mistake-missing-joiner = Giữa hai điều kiện cần and, or hoặc dấu phẩy.
filter-mistake-unclosed-parenthesis = Dấu ngoặc chưa có cặp.
filter-mistake-unclosed-quote = Dấu nháy chưa đóng.
filter-mistake-too-deep = Quá nhiều ngoặc lồng nhau.
filter-mistake-too-long = Bộ lọc quá dài.
settings-lang = Ngôn ngữ
settings-theme = Giao diện
settings-mouse = Chuột
settings-on = bật
settings-off = tắt
settings-mono = không màu (NO_COLOR)
settings-lead = Có hiệu lực ngay và được giữ cho bạn. Phím và mục khác ở config.toml.
mouse-on = Đã bật chuột.
mouse-off = Đã tắt chuột: có thể bôi chọn văn bản.
views-none = Chưa có khung nhìn. Nhấn { $key } để lưu danh sách hiện tại.
view-all = Tất cả khách hàng.
view-share = Ai dùng
view-private = chỉ bạn
view-everyone = mọi người
view-shared = chia sẻ: { $roles }
view-of = của { $name }
view-saved = Đã lưu khung nhìn { $name }.
view-deleted = Đã xóa khung nhìn.
view-sure = Nhấn { $key } lần nữa để xóa hẳn { $name }.
view-unreadable = Khung nhìn này do bản Kin mới hơn lưu: không đọc được bộ lọc.
tour-title = Tham quan { $step }/{ $steps }
tour-end = { $key } kết thúc
tour-search = Nhấn { $key } rồi gõ tên, không cần dấu: "hong dao" tìm ra Hồng Đào.
tour-open = Nhấn { $key } để mở khách hàng đang chọn. Nhật ký ghi ai đã xem.
tour-reveal = Phần bị che đã niêm phong. { $key } hiện trường đang chọn một lúc, kèm lý do; { $other } đối chiếu lời người gọi.
tour-palette = { $key } mở bảng lệnh: tìm thao tác và khách hàng. { $other } liệt kê mọi phím.
tour-lock = { $key } khóa ngay khi bạn rời chỗ. Chỉ mật khẩu của bạn mở lại được.
do-bulk = đổi
help-bulk = Đổi mọi khách hàng đã chọn, có xem trước
do-mark = chọn
help-mark = Chọn hoặc bỏ chọn, rồi xuống dòng
help-mark-all = Chọn tất cả dòng khớp
do-views = khung nhìn
help-views = Khung nhìn đã lưu: mở, lưu, chia sẻ
help-reverse = Đảo chiều sắp xếp
help-columns = Chọn, xếp và chỉnh độ rộng cột
do-copy = chép
help-copy = Chép giá trị đang hiện; có ghi nhật ký
help-copy-code = Chép mã khách hàng
help-copy-name = Chép tên
do-confirm-bulk = thực hiện
help-confirm-bulk = Thực hiện
do-choose = chọn
help-choose = Lấy mục đang chọn
do-merge = lưu
help-merge = Lưu các bên đã chọn
do-edit-outside = trình soạn thảo
help-edit-outside = Viết tiếp trong trình soạn thảo ($EDITOR)
do-save-view = lưu danh sách này
help-save-view = Lưu danh sách như hiện tại
do-share-view = chia sẻ
help-share-view = Chia sẻ, đổi tên hoặc để riêng
do-delete-view = xóa
help-delete-view = Xóa khung nhìn; hỏi lại một lần
do-delete-draft = bỏ
help-delete-draft = Bỏ hẳn bản nháp
do-complete = điền
help-complete = Lấy gợi ý
do-toggle = bật/tắt
help-toggle = Đổi lựa chọn
do-move-up = lên
help-move-up = Chuyển lên
do-move-down = xuống
help-move-down = Chuyển xuống
do-narrower = hẹp lại
help-narrower = Hẹp lại
do-wider = rộng ra
help-wider = Rộng ra
do-previous = trước
help-previous = Lựa chọn trước; bên họ
do-next = sau
help-next = Lựa chọn sau; bên bạn
do-reset = mặc định
help-reset = Các cột mặc định
do-clear-marks = bỏ chọn
help-clear-marks = Bỏ mọi lựa chọn
help-up-choice = Lên
help-down-choice = Xuống
help-up-panel = Lên
help-down-panel = Xuống
do-undo = hoàn tác
help-undo = Hoàn tác lần sửa cuối
help-redo = Làm lại điều vừa hoàn tác
help-jump-back = Về nơi trước đó
help-jump-forward = Tới lại
do-palette = bảng lệnh
help-palette = Thao tác và khách hàng theo tên
help-settings = Ngôn ngữ, giao diện, chuột
help-drafts = Những gì đã gõ mà chưa lưu
help-tour = Bắt đầu hoặc kết thúc tham quan
help-mouse = Bật hoặc tắt chuột

# Linear mode

linear-lead = Kin bằng từng dòng chữ. Gõ câu trả lời rồi nhấn Enter. Ctrl-C để đăng xuất và thoát.
linear-demo = { $name }, { $role }: mật khẩu { $password }, mã { $code }
linear-ask-member = Thành viên (chỉ nhấn Enter để thoát):
linear-ask-password = Mật khẩu (không hiện ra khi gõ):
linear-ask-code = Mã dùng một lần:
linear-signed-in = Bạn đã đăng nhập: { $name }, { $role }.
linear-clears = Khi bạn khóa hoặc thoát, màn hình và phần cuộn lại được sẽ bị xóa.
linear-menu = Bạn muốn làm gì?
linear-find = Tìm khách hàng
linear-log = Đọc nhật ký
linear-lock = Khóa
linear-leave = Thoát
linear-back = Quay lại
linear-choose = Chọn một số (? để đọc lại các lựa chọn):
linear-no-choice = Ở đây không có lựa chọn { $typed }.
linear-goodbye = Bạn đã đăng xuất.
linear-left = Chưa có ai đăng nhập.
linear-ended = Đầu vào đã hết. Bạn đã đăng xuất.
linear-unlocked = Đã mở khóa. Hãy tiếp tục từ chỗ đang dở.
linear-find-lead = Gõ tên hoặc vài phần của tên: hong dao sẽ tìm ra Hồng Đào.
linear-find-exact = Để tìm đúng số điện thoại, e-mail hay số giấy tờ, gõ / rồi gõ trọn. Việc này được ghi nhật ký.
linear-find-filter = Để lọc, gõ = rồi gõ điều kiện, ví dụ: = city = Huế and status = active
linear-ask-find = Tìm (chỉ nhấn Enter để quay lại):
linear-found = { $count ->
    [0] Không tìm thấy ai.
   *[other] Tìm thấy { $count } khách hàng.
}
linear-found-more = Tìm thấy hơn { $count } khách hàng.
linear-pick = Gõ số để mở, hoặc Enter để quay lại:
linear-pick-more = Gõ số để mở, m để xem thêm, hoặc Enter để quay lại:
linear-no-more = Không còn gì nữa.
linear-more = Gõ m để xem thêm, hoặc Enter để quay lại:
linear-mistake = Ở ký tự thứ { $at }, { $near }:
linear-mistake-end = Ở cuối:
linear-customer-menu = Bạn muốn làm gì với khách hàng này?
linear-masked = được che
linear-may-reveal = có thể hiện
linear-may-check = có thể đối chiếu
linear-reveal = Hiện một trường
linear-check = Đối chiếu điều người gọi nói
linear-note = Thêm ghi chú
linear-again = Đọc lại hồ sơ
linear-which-field = Trường nào?
linear-ask-words = Ghi thêm vào nhật ký (chỉ nhấn Enter nếu không có):
linear-stays = Dữ liệu sẽ nằm lại trong phần chữ đã in: ở đây Kin không xóa đi được.
linear-sure = Vẫn hiện? (c là có, k là không):
linear-yes = c
linear-not-shown = Không có gì được hiện.
linear-hides = Nhấn Enter, hoặc sau { $seconds } giây, dữ liệu bị xóa cùng cả màn hình và phần cuộn lại được.
linear-ask-said = Điều người gọi nói (không hiện ra khi gõ):
linear-note-kind = Loại ghi chú nào?
linear-note-lead = Gõ ghi chú. Một dấu chấm đứng riêng một dòng là hết. Xin đừng ghi số điện thoại hay số giấy tờ.
linear-ask-note = Dòng tiếp theo của ghi chú:
linear-note-none = Chưa gõ gì, nên không thêm gì.
linear-note-saved = Ghi chú đã vào dòng thời gian.
linear-log-none = Không có mục nào khớp.
linear-log-bad = Không đáng tin
linear-log-pick = Gõ số của mục để đọc, f để lọc, hoặc Enter để quay lại:
linear-log-pick-more = Gõ số của mục để đọc, m để xem thêm, f để lọc, hoặc Enter để quay lại:
linear-ask-log-member = Một phần tên thành viên (chỉ nhấn Enter nếu ai cũng được):
linear-ask-log-action = Việc gì, ví dụ đăng nhập (chỉ nhấn Enter nếu việc gì cũng được):
linear-log-actions = Không có việc nào tên như vậy. Có: { $names }.

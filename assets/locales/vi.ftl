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
lock-unsaved = Còn nội dung chưa lưu. Hãy mở khóa, lưu hoặc bỏ đi, rồi mới thoát.

# Customers

customers-search = nhấn / để tìm
customers-count = { $count } khách hàng
customers-found = { $found } trên { $total }
customers-none = Chưa có khách hàng nào. Hãy nhờ trưởng nhóm giao khách cho bạn.
customers-none-new = Chưa có khách hàng nào. Nhấn n để thêm người đầu tiên.
customers-none-found = Không tìm thấy ai. Hãy đổi từ tìm, hoặc nhấn Esc để thôi.
customers-lookup = Tìm đúng số điện thoại, e-mail hoặc số giấy tờ: gõ đủ rồi nhấn Enter. Việc này được ghi nhật ký.
loading = Đang tải…
press-reload = Nhấn F5 để thử lại.

# Customer

tab-overview = Tổng quan
tab-timeline = Diễn biến
tab-access = Truy cập
detail-none = Enter mở khách đang chọn tại đây. Mỗi lần mở đều được ghi nhật ký.
detail-no-sealed = Chưa có dữ liệu niêm phong. Nhấn e để thêm.
timeline-none = Chưa có gì xảy ra.
timeline-none-note = Chưa có gì xảy ra. Nhấn a để thêm ghi chú.
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
note-saved = Đã thêm ghi chú vào diễn biến.
form-new = Thêm mới
form-edit = Sửa
form-sealed = Niêm phong: được che ngay khi lưu
form-sealed-lead = Gõ để thay, Del để xóa; không đụng đến thì giữ nguyên.
form-choice-lead = ← → để chọn.
form-cleared = sẽ bị xóa
form-name-needed = Cần có tên.
form-saving = Đang lưu…
form-created = Đã thêm { $name }.
form-saved = Đã lưu { $name }.
form-dropped = Khi khóa, dữ liệu niêm phong bạn vừa gõ đã bị bỏ. Hãy gõ lại.
conflict-title = Đã có người sửa
conflict-lead = Người khác đã lưu khách này trong lúc bạn sửa. Phần của bạn chưa được lưu.
conflict-theirs = của họ
conflict-mine = của bạn
conflict-sealed = Các trường thường giống nhau; một trường niêm phong đã đổi.
conflict-choice = o mở bản của họ, bỏ bản của bạn. k lưu đè bản của bạn. Esc quay lại biểu mẫu.
question-title = Chưa lưu
question-drop = Nội dung bạn gõ chưa được lưu. Bỏ đi?
question-quit = Nội dung bạn gõ chưa được lưu. Bỏ đi và thoát?

# Log

log-count = { $count } mục
log-all = mới nhất trước
log-filtered = đang lọc:
log-none = Không có mục nào khớp. Nhấn c để bỏ lọc.
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
action-customer-bulk = sửa hàng loạt
action-note-add = thêm ghi chú
action-note-remove = gỡ ghi chú
action-field-reveal = hiện dữ liệu
action-field-copy = sao chép
action-field-check = đối chiếu
action-view-save = lưu bộ xem
action-view-delete = xóa bộ xem
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
unfit-too-many = quá nhiều: tối đa { $most }
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
help-find = Tìm:
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
do-keep-mine = giữ bản của tôi
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
help-filter = Lọc theo người, việc, kết quả hoặc ngày
help-clear-filter = Bỏ lọc
help-to-customer = Mở khách mà mục này nói đến
help-sort = Sắp theo tên hoặc theo mã
help-demo = Điền người dùng thử kế tiếp (hoặc gõ số thứ tự)
help-confirm = Tiếp tục
help-confirm-field = Áp dụng bộ lọc
help-save = Lưu
help-next-field = Ô kế tiếp
help-next-part = Phần kế tiếp
help-previous-field = Ô trước
help-previous-part = Phần trước
help-open-again = Mở bản của họ, bỏ bản của bạn
help-keep-mine = Lưu bản của bạn đè lên
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
help-help = Bảng phím này
help-help-anywhere = Bảng phím này, cả khi đang gõ
help-lock = Khóa ngay
help-lock-anywhere = Khóa ngay, cả khi đang gõ
help-quit = Đăng xuất và thoát; chỉ hỏi khi còn gì chưa lưu
help-quit-anywhere = Thoát, cả khi đang gõ
help-suspend = Tạm dừng, về dòng lệnh

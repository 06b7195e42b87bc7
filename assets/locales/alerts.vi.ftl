# Cảnh báo, dò tìm và hoạt động, bằng tiếng Việt.

# Nơi

place-alerts = Cảnh báo
place-alert = Một cảnh báo
place-detectors = Dò tìm
place-insight = Hoạt động
place-member-insight = Hoạt động của một người
today-alerts = Cảnh báo chưa xử lý

# Cảnh báo

alert-seen = Nội dung
alert-kind = Loại
alert-severity = Mức độ
alert-concerns = Liên quan
alert-follows = Khi còn mở
alert-taken-by = Người nhận
alert-handled = Người đóng
alert-new = mới
alert-taken = { $name } đang xem
alert-closed = đã đóng
alert-evidence = Bằng chứng: { $count } mục nhật ký
alert-entry-not-yours = ngoài phạm vi của bạn
alert-answers = Trả lời
alert-answer-trail = Trả lời
alert-answer-title = Trả lời cảnh báo
alert-answer-note = Điều bạn tìm thấy hoặc được cho biết. Nó được giữ cùng cảnh báo.
alert-close-trail = Đóng
alert-close-title = Đóng cảnh báo
alert-verdict = Kết luận
alert-note = Đóng thì cảnh báo hết tác dụng. Lời của bạn được giữ lại.
verdict-incident = sự cố
verdict-explained = có lý do
verdict-false-alarm = báo nhầm
severity-low = thấp
severity-medium = vừa
severity-high = cao
severity-critical = khẩn cấp
alerts-open = Cảnh báo chưa xử lý
alerts-all = Mọi cảnh báo
alerts-about = Cảnh báo về { $name }
alerts-count = { $count } cảnh báo
alerts-none = Không có cảnh báo nào chưa xử lý. Mọi thứ đều ổn.
alerts-never = Ở đây không có cảnh báo nào.

# Tên cảnh báo, và điều đã thấy

seen-member-altered = Đăng nhập bị sửa
about-member-altered = Cách đăng nhập của người này bị sửa trong tệp, ngoài nhật ký; không cho vào.
seen-member-key-swapped = Khóa thành viên bị tráo
about-member-key-swapped = Tệp ghi một khóa công khai khác ({ $key }) cho người này so với các quyết định đã ký.
seen-class-key-swapped = Khóa của nhóm bị tráo
about-class-key-swapped = Tệp ghi một khóa khác ({ $key }) cho nhóm { $class }, thế hệ { $generation }, so với các quyết định đã ký.
seen-key-copy-unusable = Khóa không mở được gì
about-key-copy-unusable = Có một bản khóa của nhóm { $class } không mở được cho người này.
seen-decision-refused = Quyết định không hiệu lực
about-decision-refused = Quyết định { $decision } không có hiệu lực: { $why }.
seen-decision-unlogged = Quyết định ngoài nhật ký
about-decision-unlogged = Nhật ký không nói đến quyết định { $decision }.
seen-decisions-changed = Các quyết định bị sửa
about-decisions-changed = Không ai được làm gì cho đến khi khôi phục bản sao lưu: { $why }.
seen-sign-in-failures = Nhiều lần đăng nhập sai
about-sign-in-failures = { $failures } lần đăng nhập sai liên tiếp, đến mục { $entry } của nhật ký.
seen-record-altered = Hồ sơ bị sửa trong tệp
about-record-altered = Nhật ký không xác nhận hồ sơ như trong tệp; hồ sơ không được mở.
seen-request-altered = Chấp thuận không ai cấp
about-request-altered = Trong tệp có một chấp thuận không ai cấp; nó không cho ai xem gì.
seen-ssh-key-altered = Khóa SSH không ai đăng ký
about-ssh-key-altered = Trong tệp có một khóa SSH mà người này không đăng ký; nó không cho ai vào.
seen-alert-altered = Cảnh báo bị sửa
about-alert-altered = Một cảnh báo bị gỡ khỏi tệp hoặc bị sửa; hệ quả của nó còn đến khi cảnh báo này được đóng.
seen-checkpoint-failed = Điểm chốt chưa ra ngoài
about-checkpoint-failed = Không đưa được điểm chốt ra ngoài (đến: { $destination }). Cho đến khi đưa được, phần cuối nhật ký chưa có nhân chứng ở đó.
seen-log-rolled-back = Nhật ký bị cắt hoặc thay
about-log-rolled-back = Một điểm chốt bên ngoài có { $entries } mục ({ $time }) mà nhật ký không có. Hãy chạy: kin log verify
seen-backup-failed = Sao lưu thất bại
about-backup-failed = Không sao lưu được; nhật ký nêu lý do. Hãy chạy: kin backup now
seen-backup-missed = Đã lỡ sao lưu
about-backup-missed = Đã quá lâu so với thiết lập mà không có bản sao lưu nào. Hãy chạy: kin backup now
seen-backup-drill-failed = Bản sao lưu bị hỏng
about-backup-drill-failed = Một bản sao lưu không toàn vẹn khi thử. Hãy tạo bản khác rồi thử: kin backup now, kin backup drill
seen-backup-drill-overdue = Chưa thử bản sao lưu
about-backup-drill-overdue = Đã quá lâu so với thiết lập mà chưa ai thử bản sao lưu. Hãy chạy: kin backup drill
seen-office-restored = Văn phòng từ bản sao lưu
about-office-restored = Văn phòng được phục hồi từ bản sao lưu lúc { $time }, đến mục { $entries } của nhật ký. Những gì làm sau đó không còn.
seen-many-reveals = Xem quá nhiều giá trị
about-many-reveals = Đã xem hoặc chép { $count } giá trị trong { $window }.
detector-many-reveals = Một người xem hoặc chép nhiều giá trị trong thời gian ngắn.
seen-unlinked-reveals = Xem không gắn công việc
about-unlinked-reveals = Trong { $window } đã xem { $count } giá trị không gắn với cuộc gọi hay phiếu nào.
detector-unlinked-reveals = Xem giá trị mà không gắn với dòng nào trong dòng thời gian.
seen-off-hours = Ngoài giờ làm việc
about-off-hours = Đã xem, chép hoặc xuất { $count } giá trị ngoài giờ làm việc.
detector-off-hours = Xem, chép hoặc xuất giá trị ngoài giờ làm việc.
seen-outside-portfolio = Khách của người khác
about-outside-portfolio = Trong { $window } đã mở { $count } khách do người khác phụ trách.
detector-outside-portfolio = Một người mở nhiều khách do người khác phụ trách.
seen-slow-harvest = Gom dữ liệu từ từ
about-slow-harvest = Đã xem { $count } giá trị trong { $window }: mỗi ngày không nhiều, gộp lại rất nhiều.
detector-slow-harvest = Mỗi ngày vài giá trị, trong nhiều ngày: gộp lại rất nhiều.
seen-honeytoken = Có người chạm khách mồi
about-honeytoken = Một khách không có thật bị xem: { $code }.
detector-honeytoken = Có người mở, tra hoặc xuất một khách không có thật.
seen-failed-sign-ins = Đăng nhập sai
about-failed-sign-ins = { $count } lần đăng nhập sai trong { $window }.
detector-failed-sign-ins = Có người thử đăng nhập nhiều lần.
seen-new-origin = Đăng nhập từ nơi lạ
about-new-origin = Đăng nhập từ { $place }, nơi người này chưa từng dùng.
detector-new-origin = Một người đến từ máy hoặc địa chỉ chưa từng dùng.
seen-mass-export = Xuất dữ liệu hàng loạt
about-mass-export = Đã xuất { $count } bản ghi trong { $window }.
detector-mass-export = Xuất nhiều dữ liệu trong thời gian ngắn.
seen-self-grant = Tự cấp quyền cho mình
about-self-grant = Người này đã đổi quyền của chính mình.
detector-self-grant = Một người đổi quyền của chính mình.

# Hệ quả

response-require-reason = Bắt nêu lý do
response-second-person = Người thứ hai duyệt
response-end-sessions = Kết thúc các phiên
response-lock-account = Khóa tài khoản
responses-none = chỉ báo
follows-require-reason = Mỗi giá trị phải có lý do.
follows-second-person = Mỗi giá trị cần người khác duyệt.
follows-end-sessions = Các phiên đã bị kết thúc.
follows-lock-account = Tài khoản bị khóa.
window-minutes = { $count } phút
window-hours = { $count } giờ
window-days = { $count } ngày

# Dò tìm

detectors-lead = Những gì nhật ký được theo dõi
detectors-changed = Dấu * sau mức: khác mức thường
detectors-count = bật { $on } trên { $count }
detector-from = Từ mức
detector-on = bật
detector-off = tắt
detector-yes = có
detector-no = không
detector-limit = { $count } trong { $window }
detector-open = { $count } mở
detector-does = Xử lý: { $responses }
detector-raised = Cảnh báo: { $count } tất cả, { $open } chưa xử lý, { $false } báo nhầm
detector-is-on = Đang bật
detector-threshold = Từ bao nhiêu lần
detector-window = Trong bao lâu
detector-window-hint = 30m, 24h, 7d
detector-responses = Xử lý ngoài việc báo
detector-try = Thử trên quá khứ
detector-span = Trong
detector-when = Khi nào
detector-hours = Giờ làm việc
detector-bad-threshold = Một số nguyên từ 1 trở lên.
detector-bad-window = Viết như 30m, 24h hoặc 7d.
detector-usual = Thường: { $usual }
detector-trying = Đang đọc quá khứ, xin đợi.
detector-tried = { $entries } mục từ { $date }: lẽ ra có { $count } cảnh báo.
honeytokens = Khách mồi (không có thật)
honeytokens-none = Chưa có. Tạo một khách giả, mở ra và nhấn { $key }.
honeytoken-note = Giữ để xem ai tò mò: ai mở, tra hoặc xuất khách này đều gây cảnh báo.
sure-honeytoken = Biến { $code } thành khách mồi? Từ đó ai mở ra đều gây cảnh báo, kể cả bạn.
sure-no-honeytoken = Cho { $code } trở lại là khách bình thường? Xem khách này sẽ không gây cảnh báo nữa.

# Hoạt động

insight-lead = { $days } ngày qua: mở { $views } khách, xem { $reveals } giá trị
insight-days = { $count } ngày qua
insight-none = Không có ai trong phạm vi của bạn.
insight-views = Đã mở
insight-reveals = Đã xem
insight-median = Trung vị
insight-by-day = Theo ngày
insight-alerts = Báo
insight-count = Số lần
insight-count-views = Khách đã mở
insight-count-reveals = Giá trị đã xem
insight-count-copies = Giá trị đã chép
insight-count-checks = Lần đối chiếu
insight-count-lookups = Lần tra chính xác
insight-count-exports = Lần xuất
insight-count-changes = Thay đổi
insight-count-denied = Bị từ chối
insight-count-failed-sign-ins = Đăng nhập sai
insight-times = gấp { $times } lần trung vị
insight-above = trên trung vị
insight-same = bằng trung vị
insight-below = dưới trung vị
insight-few-peers = Không có trung vị: chưa đến ba người khác cùng vai trò.
insight-by-hour = Giá trị đã xem, theo giờ trong ngày
insight-by-days = Giá trị đã xem, theo ngày
insight-span = { $from } đến { $until }
insight-by-class = Giá trị đã xem, theo nhóm
insight-by-reason = Giá trị đã xem, theo lý do
insight-no-reason = Không cần lý do

# Đã xong

done-take-alert = Bạn đang xem xét cảnh báo này.
done-answer-alert = Đã giữ câu trả lời.
done-alert = Đã đóng cảnh báo.
done-detector = Đã đặt lại mục dò tìm.
done-honeytoken = Từ giờ ai xem khách này đều gây cảnh báo.
done-no-honeytoken = Khách này trở lại bình thường.

# Thao tác

do-all-alerts = chưa xử lý/tất cả
help-all-alerts = Chỉ cảnh báo chưa xử lý, hoặc tất cả
do-take-alert = nhận
help-take-alert = Nhận xem xét cảnh báo
do-answer-alert = trả lời
help-answer-alert = Ghi điều bạn tìm thấy vào cảnh báo
do-close-alert = đóng cảnh báo
help-close-alert = Đóng cảnh báo với lời và kết luận
do-open-evidence = mục
help-open-evidence = Mở mục nhật ký đang chọn
do-evidence-in-log = trong nhật ký
help-evidence-in-log = Xem mọi bằng chứng trong nhật ký
do-edit-detector = sửa
help-edit-detector = Sửa mục dò tìm, hoặc thử trên quá khứ
do-remove-honeytoken = bỏ khách mồi
help-remove-honeytoken = Cho trở lại là khách bình thường
do-try-detector = thử
help-try-detector = Xem lẽ ra có những cảnh báo nào
do-days = số ngày
help-days = Trong 7, 30 hoặc 90 ngày
do-their-log = trong nhật ký
help-their-log = Xem những việc này trong nhật ký
do-their-alerts = cảnh báo
help-their-alerts = Xem cảnh báo về người này
help-honeytoken = Biến thành khách mồi để xem ai tò mò
help-my-insight = Hoạt động của bạn, so với mức thường

# Phiếu hỗ trợ, bằng tiếng Việt. Khóa giống nhau ở mọi ngôn ngữ; có kiểm thử giữ điều đó.

place-tickets = Phiếu
place-ticket = Phiếu hỗ trợ
place-ticket-form = Biểu mẫu phiếu
place-answer = Lời ở phiếu
place-ticket-number = Phiếu khác
tab-tickets = Phiếu

queue-mine = Của tôi
queue-team = Nhóm
queue-unassigned = Chưa ai nhận
queue-breaching = Sắp trễ
queue-watched = Theo dõi
queue-all = Tất cả

phase-new = Mới
phase-open = Đang mở
phase-waiting = Đang chờ
phase-solved = Đã xong
phase-closed = Đã đóng
priority-low = thấp
priority-normal = thường
priority-high = cao
priority-urgent = khẩn
channel-phone = qua điện thoại
channel-email = qua e-mail
channel-chat = qua trò chuyện
channel-visit = gặp trực tiếp
channel-web = qua trang web
channel-other = cách khác

span-minutes = { $count }p
span-hours = { $count }g
span-days = { $count }ng
promise-left = còn { $time }
promise-soon = gần { $time }
promise-late = trễ { $time }
promise-paused = tạm dừng
promise-met = đúng hạn
promise-missed = lỡ hạn

field-subject = Chủ đề
field-requester = Người hỏi
field-product = Sản phẩm
field-priority = Ưu tiên
field-channel = Kênh
field-time = Thời hạn
ticket-number = Phiếu
ticket-owner = Xử lý
ticket-queue = Hàng chờ
ticket-sort-due = Sắp hết hạn trước
ticket-sort-number = Số phiếu

# Danh sách

tickets-search = Nhấn { $key } để tìm, cả # và số phiếu
tickets-count = { $count } phiếu
tickets-more = hơn { $count } phiếu
tickets-none = Hàng này không có phiếu. Nhấn { $key } để sang hàng kế.
tickets-none-new = Hàng này không có phiếu. Nhấn { $key } để mở phiếu mới.
tickets-none-mine = Bạn không có phiếu nào đang mở. Nhấn { $key } để xem các hàng khác.
tickets-none-breaching = Không có hẹn nào sắp trễ. Nhấn { $key } để sang hàng kế.
tickets-none-found = Không tìm thấy. Đổi từ tìm, hoặc nhấn { $key } để thôi tìm.
tickets-none-match = Không phiếu nào hợp bộ lọc. Nhấn { $key } để bỏ lọc.
tickets-filter-wrong = Không đọc được bộ lọc. Nhấn { $key } để bỏ lọc, hoặc sửa lại.
ticket-none-open = { $key } mở phiếu đang chọn ở đây. Việc mở được ghi nhật ký.
filter-has-ticket = có phiếu, dù đã xong hay chưa
filter-has-open-ticket = có phiếu chưa giải quyết xong
ticket-filter-example = priority:urgent status:open owner:me
ticket-filter-keys = Viết { $words }
ticket-filter-values = Không có giá trị này. Hãy viết: { $words }
ticket-filter-value = Thiếu giá trị. Hãy viết như status:open hoặc owner:me,nobody
ticket-filter-quote = Dấu nháy chưa đóng. Hãy viết như kind:"vài từ"
customer-no-tickets = Khách hàng này chưa có phiếu nào.
customer-no-tickets-new = Khách hàng này chưa có phiếu nào. Nhấn { $key } để mở phiếu.

# Một phiếu

ticket-no-requester = không có người hỏi
ticket-hidden-requester = một khách hàng ngoài phạm vi của bạn
ticket-choose-requester = { $key } tìm khách hàng đang hỏi
ticket-somebody = (người khác)
ticket-writing = { $name } đang viết
ticket-looking = { $name } đang xem
ticket-respond = Trả lời đầu
ticket-resolve = Giải quyết
ticket-watchers = Theo dõi
ticket-related = Liên quan
ticket-merged = Gộp vào đây
ticket-merged-into = Tiếp ở
ticket-satisfaction = Hài lòng
ticket-score = { $score } trên 5
ticket-conversation = Trao đổi, mới nhất trước
ticket-note-public = trả lời CÔNG KHAI
ticket-note-internal = ghi chú nội bộ
ticket-no-notes = Chưa ai nói gì.
ticket-no-notes-add = Chưa ai nói gì. Nhấn { $key } để ghi chú.
ticket-timeline = Khách hàng gần đây

ticket-pick-status = Trạng thái mới
ticket-pick-priority = Ưu tiên
ticket-pick-owner = Ai xử lý
ticket-pick-queue = Vào hàng chờ nào
ticket-pick-score = Khách hàng hài lòng đến đâu?
ticket-pick-linked = Các phiếu đi cùng
ticket-pick-change = Đổi các phiếu đã chọn
ticket-no-next = Không có gì chờ bạn ở hàng { $queue }.
ticket-created = Đã mở phiếu { $number }.
ticket-changed = Đã đổi phiếu { $number }. { $undo } để hoàn tác.
ticket-changed-meanwhile = Người khác vừa sửa phiếu { $number }. Hãy xem bản hiện giờ rồi thử lại.
ticket-refused = Phiếu { $number } chưa thể sang đó: thứ tự trạng thái hoặc vai trò của bạn không cho phép.
ticket-same = Phiếu { $number } đã như vậy rồi.
problem-ticket-conflict = Người khác đã sửa phiếu này từ khi bạn mở. Hãy so sánh rồi quyết định.
undone-ticket = Đã hoàn tác thay đổi ở phiếu #{ $number }.
redone-ticket = Đã làm lại thay đổi ở phiếu #{ $number }.
undone-tickets = Đã hoàn tác thay đổi ở { $count } phiếu.
redone-tickets = Đã làm lại thay đổi ở { $count } phiếu.

# Nhiều phiếu

tickets-change-title = Đổi { $count } phiếu
tickets-changes = { $count ->
    [0] Sẽ không có gì đổi.
   *[other] { $count } phiếu sẽ đổi.
}
tickets-same = { $count } đã như vậy.
tickets-refused = { $count } không được: không còn, ngoài phạm vi, hoặc sai thứ tự trạng thái.
tickets-conflicts = { $count } vừa bị người khác sửa: hãy chọn lại.
tickets-changed = Đã đổi { $count } phiếu. { $undo } để hoàn tác.

# Phiếu khác

ticket-relate-title = Phiếu liên quan
ticket-merge-title = Gộp vào phiếu khác
ticket-relate-lead = Gõ số của phiếu đi cùng phiếu này.
ticket-unrelate-preview = { $number } và { $other } đang liên quan. Enter sẽ bỏ liên quan.
ticket-merge-lead = Gõ số của phiếu mà phiếu này sẽ tiếp tục ở đó. Những gì sẽ xảy ra được cho xem trước.
ticket-merge-preview = { $number } sẽ tiếp tục ở { $other }: ghi chú, người theo dõi và liên quan chuyển sang đó, còn { $number } đóng lại. Enter để gộp.
ticket-merge-requester = Ở đó người hỏi là { $name }.
ticket-merge-conflict = Một trong hai phiếu vừa bị sửa nên chưa gộp gì. Hãy xem lại rồi thử lần nữa.
ticket-number-wrong = Đó không phải số phiếu. Gõ số như #1042.
ticket-number-same = Đó chính là phiếu này. Gõ số của phiếu khác.
ticket-number-unknown = Không có phiếu đó trong phạm vi của bạn. Gõ số khác.
ticket-related-done = { $number } và { $other } đã liên quan với nhau.
ticket-unrelated-done = { $number } và { $other } không còn liên quan.
ticket-merged-done = { $number } tiếp tục ở { $other }.

# Lời

answer-readers = Ai đọc
answer-internal = nội bộ: chỉ đồng nghiệp
answer-public = CÔNG KHAI: khách hàng
answer-to = Giao cho
answer-choose-member = chọn một người
answer-no-member = Hãy chọn người nhận phiếu.
answer-snippets = Lời hay dùng
answer-title-internal = Ghi chú nội bộ: { $number }
answer-title-public = Trả lời CÔNG KHAI: { $number }
answer-title-hand-over = Bàn giao: { $number }
answer-internal-lead = Chỉ đồng nghiệp đọc được.
answer-public-lead = ! Khách hàng sẽ được biết điều này.
answer-hand-over-lead = Người nhận đọc lời này như ghi chú nội bộ.
answer-sent = Đã ghi câu trả lời ở { $number }. { $undo } để hoàn tác.
answer-noted = Đã ghi chú ở { $number }. { $undo } để hoàn tác.

# Biểu mẫu

ticket-form-new = Phiếu mới
ticket-form-edit = Sửa { $number }
ticket-first-note = Ghi chú đầu, nội bộ ({ $key } để qua lại)
ticket-none-chosen = không
ticket-own-queue = của người xử lý, hoặc của bạn
ticket-subject-needed = Cần có chủ đề.
ticket-conflict-lead = Người khác vừa lưu phiếu này khi bạn đang sửa. Hãy chọn bên cho từng trường; phần của bạn chưa được lưu.
draft-ticket-new = Phiếu mới { $name }
draft-ticket-edit = Đang sửa phiếu { $name }
draft-answer = Lời ở phiếu { $name }

# Phím

do-search-tickets = tìm
help-search-tickets = Tìm phiếu theo từ, hoặc theo # và số
do-new-ticket = mới
help-new-ticket = Phiếu mới
do-ticket-of-customer = phiếu
help-ticket-of-customer = Phiếu mới của khách hàng này
do-open-ticket = mở
help-open-ticket = Mở phiếu đang chọn
do-next-queue = hàng chờ
help-next-queue = Hàng chờ kế tiếp
help-previous-queue = Hàng chờ trước
do-internal-note = ghi chú
help-internal-note = Thêm ghi chú nội bộ
do-public-answer = trả lời
help-public-answer = Trả lời khách hàng
do-set-status = trạng thái
help-set-status = Đổi trạng thái
do-take-ticket = nhận
help-take-ticket = Nhận phiếu về mình
do-take-selected = nhận
help-take-selected = Nhận phiếu đang chọn về mình
do-next-ticket = kế
help-next-ticket = Phiếu cần làm tiếp của hàng chờ
do-hand-over = bàn giao
help-hand-over = Bàn giao cho đồng nghiệp, kèm lời
do-edit-ticket = sửa
help-edit-ticket = Sửa phiếu
do-ticket-customer = khách
help-ticket-customer = Mở khách hàng đang hỏi
help-assign-ticket = Chọn ai xử lý phiếu
do-set-priority = ưu tiên
help-set-priority = Đổi mức ưu tiên
do-move-queue = chuyển
help-move-queue = Chuyển phiếu sang hàng chờ khác
help-watch-ticket = Theo dõi phiếu, hoặc thôi
do-linked-tickets = đi cùng
help-linked-tickets = Mở phiếu liên quan hoặc đã gộp
help-relate-ticket = Nối với phiếu khác, hoặc bỏ nối
help-merge-ticket = Gộp phiếu vào phiếu khác
do-rate-ticket = chấm
help-rate-ticket = Ghi mức hài lòng của khách hàng
help-copy-ticket = Chép cả phiếu dưới dạng văn bản
do-change-tickets = đổi
help-change-tickets = Đổi mọi phiếu đã chọn, có xem trước
do-mark-ticket = chọn
help-mark-ticket = Chọn phiếu để đổi hàng loạt
help-mark-tickets = Chọn mọi phiếu phù hợp
do-filter-tickets = lọc
help-filter-tickets = Thu hẹp danh sách theo điều kiện
do-clear-ticket-filter = tất cả
help-clear-ticket-filter = Bỏ bộ lọc
do-ticket-views = khung nhìn
help-ticket-views = Khung nhìn phiếu đã lưu: mở, lưu, chia sẻ
do-sort-tickets = xếp
help-sort-tickets = Chọn thứ tự
help-reverse-tickets = Đảo thứ tự
do-clear-ticket-marks = bỏ chọn
help-clear-ticket-marks = Bỏ mọi dấu chọn
do-clear-ticket-search = thôi tìm
help-clear-ticket-search = Thôi tìm
do-insert-snippet = lời mẫu
help-insert-snippet = Chèn lời hay dùng
do-choose-requester = người hỏi
help-choose-requester = Tìm khách hàng đang hỏi
help-first-note-outside = Viết ghi chú đầu bằng trình soạn thảo của bạn
do-find-ticket = tiếp
help-find-ticket = Lấy số này
do-merge-now = gộp
help-merge-now = Gộp như đã cho xem
do-show-tickets = phiếu
help-show-tickets = Phiếu hỗ trợ

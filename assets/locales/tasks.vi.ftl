# Công việc và Hôm nay.

place-tasks = Công việc
place-quick-add = Việc mới
place-task-form = Công việc
place-snooze = Hoãn đến
do-show-tasks = công việc
help-show-tasks = Công việc: phải làm gì, khi nào
do-new-task = thêm
help-new-task = Gõ một việc mới trên một dòng
do-task-done = xong
help-task-done = Đánh dấu việc đã xong
do-task-reopen = mở lại
help-task-reopen = Việc này thật ra chưa xong
do-snooze = hoãn
help-snooze = Hoãn việc: một giờ, ngày mai, tuần sau
do-task-subject = khách hàng
help-task-subject = Mở khách hàng hay phiếu mà việc nói đến
do-delete-task = xóa
help-delete-task = Xóa việc; hoàn tác sẽ lấy lại
do-mark-task = chọn
help-mark-task = Chọn việc, để đổi nhiều việc cùng lúc
do-add-task = thêm
help-add-task = Thêm việc đúng như đã hiểu
do-save-task = lưu
help-save-task = Lưu việc
do-follow-up = hẹn việc
help-follow-up = Gõ một việc về khách hàng này

tasks-mine = Của tôi
tasks-given = Đã giao
tasks-team = Nhóm
tasks-all = Tất cả
tasks-done = Đã xong
tasks-lead = { $key } rồi gõ một dòng: gọi lại Đào ngày mai 9h
tasks-none-mine = Không có việc gì phải làm. Chúc một ngày tốt lành.
tasks-none-given = Bạn chưa giao cho ai việc nào còn dở.
tasks-none-team = Ở đây không ai còn việc dở.
tasks-none-done = Chưa có việc nào xong.
tasks-changed = Đã đổi { $count } việc. { $undo } để hoàn tác.
tasks-next = Lần tới: { $moment }.
tasks-left = { $count } việc giữ nguyên: ngoài phạm vi, hoặc người khác đã đổi.

task-group-overdue = Quá hạn
task-group-today = Hôm nay
task-group-tomorrow = Ngày mai
task-group-week = Tuần này
task-group-later = Sau này
task-group-no-date = Không có ngày
task-group-done = Đã xong
task-weekday-1 = T2
task-weekday-2 = T3
task-weekday-3 = T4
task-weekday-4 = T5
task-weekday-5 = T6
task-weekday-6 = T7
task-weekday-7 = CN
task-given-by = { $name } giao
task-snooze-hour = Một giờ nữa
task-snooze-tomorrow = Ngày mai
task-snooze-next-week = Thứ hai tới
task-reminder = Đến giờ rồi: { $title } ({ $key } để xem công việc)
task-added = Đã thêm việc. { $undo } để hoàn tác.
task-saved = Đã lưu việc. { $undo } để hoàn tác.
task-merged = Người khác vừa lưu việc này. Thay đổi của họ cũng có ở đây; hãy lưu lại.
task-clash = Người khác đã đổi cùng chỗ: { $theirs }. Lưu lại để giữ bản của bạn.
task-heading-about = Việc về { $name }
task-title = Tiêu đề
task-when = Khi nào
task-when-hint = ngày mai 9h, thứ sáu, 15/12, mỗi thứ hai
task-repeat = Lặp lại
task-remind = Nhắc
task-owner = Ai làm
task-words = Ghi chú
task-repeat-none = không lặp lại
task-repeat-day =
    { $count ->
        [1] mỗi ngày
       *[other] mỗi { $count } ngày
    }
task-repeat-weekday = thứ hai đến thứ sáu
task-repeat-week =
    { $count ->
        [1] mỗi tuần
       *[other] mỗi { $count } tuần
    }
task-repeat-month =
    { $count ->
        [1] mỗi tháng
       *[other] mỗi { $count } tháng
    }
task-repeat-year =
    { $count ->
        [1] mỗi năm
       *[other] mỗi { $count } năm
    }
task-remind-none = không
task-remind-then = đúng giờ
task-remind-minutes = trước { $count } phút
task-remind-hours = trước { $count } giờ
task-remind-days = trước { $count } ngày

quick-heading = Việc mới
quick-heading-about = Việc mới về { $name }
quick-lead = gọi lại Đào ngày mai 9h · thứ hai 8h30 · sau 2 tuần · mỗi thứ hai · @tên giao cho đồng nghiệp · #1042 là phiếu · /KH-000123 là khách hàng
quick-empty = Hãy gõ việc phải làm trước.
quick-title = Việc
quick-no-title = thiếu việc phải làm
quick-when = Khi nào
quick-no-date = không có ngày
quick-past = đã qua rồi
quick-repeat = Lặp lại
quick-owner = Ai làm
quick-about = Về
quick-unknown = Không thấy

today-tickets = Phiếu sắp hết giờ
today-overdue = Việc quá hạn
today-tasks = Việc hôm nay

undone-tasks =
    { $count ->
        [1] Đã hoàn tác: { $title }.
       *[other] Đã hoàn tác: { $count } việc.
    }
redone-tasks =
    { $count ->
        [1] Đã làm lại: { $title }.
       *[other] Đã làm lại: { $count } việc.
    }
draft-task = Việc: { $name }
problem-task-conflict = Người khác đã đổi việc này. Hãy mở lại và sửa lại.
unfit-when = không phải thời gian: viết như ngày mai 9h, 15/12
field-title = Tiêu đề
field-due = Khi nào
field-ticket = Phiếu

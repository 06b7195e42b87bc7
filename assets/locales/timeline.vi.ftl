# Diễn biến, bằng tiếng Việt.

# Nơi

place-note-edit = Sửa ghi chú
place-note-view = Một diễn biến
place-snippets = Câu thường dùng
place-timeline-kind = Hiện loại nào

# Việc đã xảy ra

activity-chat = Chat
direction-none = -
direction-in = đến
direction-out = đi
came-none = -
came-reached = gặp được
came-no-answer = không nghe máy
came-busy = máy bận
came-voicemail = hộp thư thoại
came-wrong-number = nhầm số
came-done = đã xong
came-other = khác
field-text = Nội dung
field-outcome = Kết quả
field-direction = Chiều
field-minutes = Số phút
field-next-step = Bước tiếp
field-next-at = Khi nào
timeline-all = Tất cả
timeline-only = Chỉ hiện: { $kind }. { $key } chọn loại khác.
timeline-none-kind = Không có dòng nào thuộc loại này.

# Biểu mẫu

note-edit-title = Sửa ghi chú: { $name }
note-when-hint = 28/11 14:30, 3d, 2w
note-when-unread = Không phải ngày. Viết như 28/11/2026 14:30, hoặc 3d là ba ngày nữa.
note-minutes-unread = Viết số phút tròn, như 5.
note-changed = Đã sửa ghi chú. { $undo } để hoàn tác.
note-removed = Đã xóa ghi chú khỏi diễn biến. { $undo } để đưa lại.
note-not-mentioned = Không báo được cho (không được xem khách này, hoặc không có ai tên vậy): { $names }.
note-mention = { $key } điền nốt: { $names }
snippets-none = Văn phòng chưa có câu thường dùng. Người được sửa quy định có thể thêm.

# Một dòng

note-took = { $minutes } phút
note-next = Tiếp theo: { $words }
note-edited = { $name } sửa lúc { $moment }. { $key } xem bản trước.
note-edited-mark = đã sửa
note-version = Bản { $version }, { $moment }, { $name }
note-version-now = Hiện nay
note-clash-title = Đã có người sửa: { $name }
note-clash-lead = Có người khác vừa sửa ghi chú này khi bạn đang viết. Hãy chọn một bên; bản của họ vẫn còn trong lịch sử.

# Vấn đề

problem-note-conflict = Có người khác đã sửa ghi chú này. Hãy mở lại.
undo-note-conflict = Ghi chú này đã có người khác sửa từ đó: không hoàn tác được nữa.
undone-note-edit = Đã hoàn tác việc sửa ghi chú của { $name }.
redone-note-edit = Đã làm lại việc sửa ghi chú của { $name }.
unfit-holds-password = có mật khẩu: hãy bỏ đi và nhắc khách đổi
unfit-holds-one-time-code = có mã dùng một lần: hãy bỏ đi, đừng hỏi khách mã này
unfit-holds-card-code = có mã bảo mật của thẻ: hãy bỏ đi, không lưu ở đâu cả
unfit-holds-pin = có mã PIN: hãy bỏ đi và nhắc khách đổi

# Phím

do-open-note = đọc hết
help-open-note = Đọc cả dòng đang chọn và các bản trước của nó
do-log-call = ghi cuộc gọi
help-log-call = Ghi một cuộc gọi
do-edit-note = sửa dòng
help-edit-note = Sửa dòng đang chọn
do-remove-note = xóa dòng
help-remove-note = Xóa dòng của chính mình khỏi diễn biến
do-filter-kind = loại
help-filter-kind = Chỉ hiện một loại trong diễn biến
do-next-kind = loại
help-next-kind = Loại kế tiếp: ghi chú, cuộc gọi, e-mail ...
do-snippet = câu có sẵn
help-snippet = Chèn một câu thường dùng của văn phòng
do-earlier-version = bản trước
help-earlier-version = Bản trước, đặt cạnh bản hiện nay
do-later-version = bản sau
help-later-version = Bản sau bản này
today-escalated = Báo cho trưởng nhóm
today-mentions = Có người nhắc đến bạn
do-customer-of-note = khách hàng
help-customer-of-note = Mở khách hàng của dòng này

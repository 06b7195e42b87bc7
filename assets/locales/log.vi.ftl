# Các màn hình riêng của nhật ký: bộ lọc, biểu đồ, một mục, ai đã xem một khách hàng.

place-log-line = Bộ lọc nhật ký
place-log-views = Bộ lọc đã lưu
place-jump-to = Đến một thời điểm
place-seen = Ai đã xem khách này

log-role = Vai trò
log-customer = Khách hàng
log-field = Trường
log-since = Từ lúc
log-until = Đến lúc
log-found = Tìm thấy ở
log-not = trừ { $what }
log-of-role = vai trò { $what }
log-of-origin = từ { $what }
log-of-subject = bản ghi { $what }
log-of-session = phiên { $what }
log-this-hour = Giờ này: { $moment }
log-filter-in = Chỉ hiện
log-filter-out = Bỏ ra
log-drop = Bỏ một điều kiện
log-line-example = member:lan -action:customer.view since:7d "hóa đơn"
log-ago-30m = trong nửa giờ qua
log-ago-24h = trong một ngày qua
log-ago-7d = trong một tuần qua
log-ago-2w = trong hai tuần qua
outcome-refused = từ chối hoặc hỏng
log-follow-on = Mục mới tự hiện ở trên cùng.
log-follow-off = Mục mới chỉ được đếm.
log-following = Đang theo dõi
log-new = { $count } mục mới
log-new-more = hơn { $count } mục mới
log-seeking = đã tìm lùi đến { $number }, { $key } để dừng
log-sought = đã tìm lùi đến { $number }, { $key } để tìm tiếp
log-none-yet = Đến giờ chưa tìm thấy gì.
filter-kept = { $count ->
   *[other] Còn { $count } điều kiện khác giữ nguyên.
}

log-chart-hour = Theo giờ
log-chart-day = Theo ngày
log-chart-member = Theo thành viên, 14 ngày qua
log-chart-unfinished = chưa đếm mục cũ hơn
log-chart-refused = { $count } bị từ chối
log-chart-small = Biểu đồ cần cửa sổ cao hơn.

jump-forms = Ngày (2026-11-22), giờ (14:00), cả hai, cách đây bao lâu (30m, 24h, 7d, 2w), hoặc số của một mục (#412).
jump-wrong = Đây không phải thời điểm hay số mục. Gõ 2026-11-22 14:00, 14:00, 7d hoặc #412.

log-view-no-name = Hãy gõ tên trước.
log-view-long = Tên này quá dài.
log-views-full = Đã lưu quá nhiều bộ lọc. Hãy xóa bớt trước.
log-view-saved = Đã lưu bộ lọc { $name }.
log-view-deleted = Đã xóa bộ lọc.
log-view-sure = Nhấn { $key } lần nữa để xóa hẳn { $name }.
log-views-how-open = Gõ để tìm. Muốn lưu bộ lọc thì đặt bộ lọc trước.
log-views-how-save = Gõ tên rồi nhấn { $key } để lưu bộ lọc đang dùng.

entry-session-since = từ { $moment }, { $count ->
   *[other] { $count } mục
}
entry-hash-good = nội dung khớp với mã băm
entry-hash-bad = nội dung không khớp với mã băm
entry-link-good = nối với mục ngay trước
entry-link-bad = không nối với mục ngay trước
entry-signature-good = { $name } đã ký
entry-signature-bad = không phải { $name } ký
entry-checkpoint = Điểm chốt
entry-covered = đã có trong điểm chốt tại mục { $number }
entry-not-covered = chưa có trong điểm chốt nào

seen-title = Ai đã xem { $code }
seen-count = { $count ->
   *[other] { $count } thành viên
}
seen-since = theo nhật ký từ { $moment }
seen-acts = Đã làm
seen-fields = Đã hiện
seen-reasons = Lý do

do-open-access = mở mục
help-open-access = Mở mục của nhật ký
do-seen = ai đã xem
help-seen = Ai đã xem khách này, trong một lời đáp
do-log-line = gõ lọc
help-log-line = Gõ bộ lọc: member:lan -action:... since:7d từ
do-their-entries = nhật ký
help-their-entries = Nhật ký của thành viên hay phiên đang chọn
do-stop-seeking = dừng
help-stop-seeking = Thôi tìm lùi thêm
do-former-filter = quay lại
help-former-filter = Về bộ lọc và chỗ trước đó
do-filter-in = chỉ hiện
help-filter-in = Thu hẹp nhật ký theo mục này
do-filter-out = bỏ ra
help-filter-out = Bỏ ra các mục giống mục này
help-drop-term = Bỏ một điều kiện của bộ lọc
help-drop-last = Bỏ điều kiện cuối của bộ lọc
do-chart = biểu đồ
help-chart = Biểu đồ: theo giờ, ngày, thành viên, không
do-go-to-time = thời điểm
help-go-to-time = Đến một ngày hay một giờ
do-follow = theo dõi
help-follow = Để mục mới tự hiện, hoặc không
do-log-views = đã lưu
help-log-views = Bộ lọc đã lưu: mở, lưu, xóa
help-hour-back = Sớm hơn một giờ
help-hour-on = Muộn hơn một giờ
help-day-back = Sớm hơn một ngày
help-day-on = Muộn hơn một ngày
do-older-entry = cũ hơn
help-older-entry = Mục bên dưới trong danh sách
do-newer-entry = mới hơn
help-newer-entry = Mục bên trên trong danh sách
do-entries-of-session = phiên
help-entries-of-session = Mọi mục của phiên này
do-entries-of-member = người
help-entries-of-member = Mọi mục của thành viên này
do-entries-of-customer = đối tượng
help-entries-of-customer = Mọi mục về khách hàng hay bản ghi này
do-go-there = đến
help-go-there = Đến thời điểm này
do-save-filter = lưu
help-save-filter = Lưu bộ lọc đang dùng theo tên này
do-delete-filter = xóa
help-delete-filter = Xóa bộ lọc đang chọn

linear-log-filter = Muốn lọc thì gõ = rồi các điều kiện, ví dụ =member:lan -action:customer.view since:7d "hóa đơn".

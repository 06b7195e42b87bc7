# Văn phòng: Hôm nay và Quản trị, bằng tiếng Việt.

place-today = Hôm nay
place-admin = Quản trị
place-members = Nhân sự
place-sessions = Phiên
place-roles = Vai trò
place-departments = Phòng ban
place-policy = Quy định
place-keys = Khóa
place-decisions = Quyết định
place-review = Rà soát
place-backups = Sao lưu
place-review-filter = Lọc bảng rà soát
place-member = Thành viên
place-role = Vai trò
place-role-form = Vai trò, đang sửa
place-act-form = Biểu mẫu
place-policy-form = Sửa quy định
place-prove = Mật khẩu
place-code = Lời mời
place-reseal = Niêm phong lại

# Hôm nay

today-title = { $key } Hôm nay: { $count }
today-requests = Yêu cầu cần quyết
today-proposals = Chờ người thứ hai
today-waiting = Thành viên đang chờ khóa
today-rotations = Khóa cần đổi
today-own = Yêu cầu của bạn
today-rotation = có người từng mở được đã rời đi: hãy đổi khóa
today-none = Không có gì chờ bạn. Chúc một ngày tốt lành.
today-next = Nhấn { $key } để làm việc với khách hàng.
today-next-palette = Nhấn { $key } để xem mọi việc bạn làm được.
request-export = xuất nhật ký
request-wants = Xin
request-open = đang chờ
request-approved = đã duyệt
request-denied = từ chối
request-over = đã hết
request-until = đến { $moment }
proposal-by = Người đề nghị
proposal-until = Hết hạn
proposal-mine = bạn

decide-request-title = Một yêu cầu
decide-proposal-title = Người thứ hai
decide-label = Quyết định
decide-open = chọn bằng ← →
decide-approve = duyệt
decide-deny = từ chối
decide-turn-down = bác bỏ
decide-take-back = rút lại
decide-first = Hãy chọn trước: ← hoặc →.
decide-request-note = Duyệt chỉ có giá trị cho khách và trường này, trong thời gian định sẵn. Có ghi nhật ký.
decide-proposal-note = Nếu bạn duyệt, việc được làm ngay, có chữ ký của cả hai người.
decide-proposal-mine = Bạn là người đề nghị. Chỉ người khác mới duyệt được.
words-label = Đôi lời
words-needed = Hãy viết đôi lời.

# Thành viên

members-all = Ai ở trong văn phòng, với quyền gì
members-lead = Dấu * sau vai trò: đang thay thế với quyền khác
members-waiting = { $count } thành viên đang chờ khóa
members-count = { $count } thành viên
members-none = Chưa có ai. Nhấn { $key } để mời người đầu tiên.
sessions-lead = Ai đang ở trong. Tin nhắn hiện ngay trên màn hình của họ.
sessions-count = { $count } phiên
sessions-none = Không có ai ở trong.
message-title = Tin nhắn cho { $name }
message-title-all = Tin nhắn cho mọi người đang ở trong
message-trail = Tin nhắn
message-words = Lời nhắn
message-note = Tối đa 500 ký tự. Nhật ký ghi gửi cho ai và dài bao nhiêu, không bao giờ ghi lời nhắn.
member-role = Vai trò
member-department = Phòng ban
member-standing = Tình trạng
member-last = Vào gần nhất
member-fails = Sai
member-open = Phiên
member-waits = Khóa
member-never = chưa từng đăng nhập
member-failures = { $count ->
    [0] từ đó không sai lần nào
   *[other] từ đó sai { $count } lần
}
member-invited-until = Mời đến
member-sessions = Phiên làm việc
member-no-sessions = không có phiên nào đang mở
session-seen = lần cuối { $moment }
session-mine = phiên này
standing-invited = được mời
standing-lapsed = quá hạn
standing-active = hoạt động
standing-expired = hết quyền
standing-suspended = tạm ngưng
standing-removed = đã xóa

grant-invite-title = Mời thành viên
grant-change-title = Quyền của { $name }
grant-stand-in-title = Thay thế: { $name }
grant-invite-note = Mã chỉ hiện một lần. Người được mời dùng mã để tự đặt mật khẩu và ứng dụng mã.
grant-change-note = Quyền mới thay cho quyền thường. Khóa mà bạn không giữ sẽ chờ người giữ trao.
grant-stand-in-note = Quyền này thay quyền thường trong số ngày đó rồi tự hết.
grant-limit = Phạm vi
grant-until = Đến ngày
grant-days = Số ngày
grant-no-end = không thời hạn
grant-bad-day = Viết ngày sắp tới (2027-01-31) hoặc để trống.
grant-bad-days = Hãy viết số ngày từ 1 đến 366.
grant-not-loaded = Danh sách chưa tải xong. Hãy chờ một lát.
grant-usual = Quyền thường
grant-temporary = Đang thay thế
grant-given = Được cấp
grant-by = bởi { $name }, { $moment }
grant-ends = hết hạn { $moment }
grant-keys = Hiện được
grant-lookups = Tra được
grant-waiting = đang chờ { $classes }

code-title = Mã của { $name }
code-lead = Hãy trao tận tay mã này. Ai có mã đều vào được với tên thành viên này.
code-lead-program = Ai có mã này sẽ tạo tệp khóa của chương trình, trên máy chạy chương trình: kin join --key-out TỆP
code-until = Mã dùng một lần, đến { $moment }.
code-proposed = Mã chưa dùng được cho đến khi người thứ hai duyệt trong Hôm nay.
code-once = Mã không hiện lại. Nếu mất, hãy đặt lại thành viên để có mã mới.

prove-title = Vẫn là bạn chứ?
prove-lead = Việc này hệ trọng. Hãy nhập mật khẩu, việc sẽ tự tiếp tục.

office-sending = Đang gửi…
office-proposed = Việc này cần người thứ hai duyệt. Nó chờ trong Hôm nay ({ $key }) của người có quyền.
done-office = Đã xong.
done-grant = Quyền đã được ký.
done-suspend = Thành viên đã tạm ngưng: mọi phiên đều dừng.
done-reactivate = Thành viên vào lại được rồi.
done-remove = Đã xóa thành viên.
done-give-keys = Đã trao khóa.
done-remove-keys = Đã xóa các khóa.
done-message = Đã gửi lời nhắn.
done-end-session = Đã kết thúc phiên.
done-message = Tin nhắn đã được gửi.
done-role = Đã lưu vai trò.
done-remove-role = Đã xóa vai trò.
done-department = Đã lưu phòng ban.
done-remove-department = Đã xóa phòng ban.
done-policy = Quy định đã được ký.
done-review = Bảng rà soát đã được ký.
done-approved = Đã duyệt.
done-denied = Đã từ chối.

sure-title = Bạn chắc chứ?
sure-reset = Đặt lại đăng nhập của { $name }? Mật khẩu và ứng dụng mã cũ ngừng dùng được ngay. Một mã mới được tạo, và khóa phải được người giữ trao lại.
sure-suspend = Tạm ngưng { $name }? Các phiên dừng ở bước kế tiếp, và không ai vào được bằng tên này cho đến khi bạn cho vào lại.
sure-reactivate = Cho { $name } vào lại với quyền như trước? Khóa đã đổi trong lúc đó phải chờ người trao.
sure-remove = Xóa hẳn { $name }? Việc { $name } đã làm vẫn còn trong nhật ký. Hãy đổi khóa của những nhóm mà { $name } mở được.
sure-give-keys = Trao cho { $name } khóa của: { $classes }? Ai giữ khóa đều mở được mọi giá trị của nhóm trong phạm vi.
sure-end-session = Kết thúc phiên của { $name } từ { $origin }?
sure-remove-role = { $count ->
    [0] Xóa vai trò { $name }? Không ai có vai trò này.
   *[other] Xóa vai trò { $name }? { $count } thành viên đang có và sẽ không còn quyền nào.
}
sure-remove-department = Xóa phòng ban { $name }? Phòng phải trống: không thành viên, không khách hàng, không có phòng nào bên dưới.
sure-rotate = Tạo khóa mới cho nhóm { $class }? Giá trị mới dùng khóa này ngay, giá trị cũ được niêm phong lại dần. Nói thẳng: ai từng đọc được thì có thể đã giữ lại.

# Vai trò

roles-lead = { $key } để xem mọi việc vai trò được làm
roles-count = { $count } vai trò
role-kind = Loại
role-brought = có sẵn
role-own = riêng
role-members = Thành viên
role-opens = Hiện được
role-new = Vai trò mới
role-operations = Được làm gì
role-reach = Phạm vi
role-fields = Trường niêm phong
role-sees = xem
role-copies = chép
role-edits = sửa
role-yes = có
role-no = không
role-for = Dành cho
role-people = người
role-programs = chương trình
role-built-in = Vai trò này có sẵn trong Kin và không sửa được. Hãy chép ra để tạo vai trò riêng.
role-own-lead = Vai trò riêng của văn phòng.
role-name-lead = Tên mà các thành viên thấy. Enter để sang phần quyền.
role-operation-lead = ← → hoặc Space: không, khách của mình, của phòng, tất cả.
role-program-lead = ← → hoặc Space: cho người, hoặc cho chương trình, chỉ đăng nhập bằng tệp khóa.
role-field-lead = ← → sang ô khác. Space đổi giá trị, Backspace đổi ngược lại.

scope-none = không
scope-own = của mình
scope-department = phòng ban
scope-all = tất cả
class-contact = liên hệ
class-identity = giấy tờ
class-financial = tài chính
classes-none = không gì
right-none = không gì
right-masked = bản che
right-lookup = đối chiếu, tra
right-reason = hiện, có lý do
right-reveal = hiện

# Phòng ban

departments-lead = Cây phòng ban
departments-count = { $count } phòng ban
departments-none = Chưa có phòng ban. Nhấn { $key } để thêm phòng đầu tiên.
department-add-title = Phòng ban mới
department-change-title = Đổi tên hoặc chuyển
department-under = Thuộc
department-top = không: ở trên cùng

# Quy định

policy-lead = Chữ đậm: khác mức thường
policy-persons = Cần hai người cho
policy-one = một người là đủ
policy-two = hai người
policy-times = Thời hạn
policy-minutes = Duyệt có giá trị (phút)
policy-hours = Lời mời có giá trị (giờ)
policy-months = Giữ nhật ký (tháng)
policy-for-ever = mãi mãi
policy-unlogged = Khi không ghi được nhật ký
policy-unlogged-no = không hiện gì
policy-unlogged-yes = khách hàng hiện dạng che
policy-bad-months = Ít nhất 3 tháng, hoặc 0 để giữ mãi.
policy-manners = Ai được sửa trường nào
policy-quotas = Số lần hiện không cần xin, trong giờ / trong ngày
policy-quota = { $hour } / { $day }
policy-note = Space hoặc ← → để chọn. Hạn mức là hai số: trong giờ / trong ngày. Tất cả được lưu cùng lúc.
policy-bad-number = Hãy viết số nguyên lớn hơn 0.
policy-bad-quota = Viết như 20/80, số nhỏ trước.
grave-class-grant = Trao khóa nhóm cho thêm người
grave-bulk-export = Xuất dữ liệu hàng loạt
grave-purge = Xóa hẳn một thành viên
grave-policy-change = Đổi quy định hoặc vai trò
manner-permitted = người có vai trò cho phép
manner-owner-and-permitted = họ, và người phụ trách khách
manner-owner-only = chỉ người phụ trách khách

# Khóa

keys-drilled = Thử bộ khôi phục lần cuối: { $date }
keys-never-drilled = Bộ khôi phục chưa từng được thử. Hãy thử: kin keys drill
keys-generation = thế hệ { $number }
keys-made = tạo ngày { $date }
keys-fingerprint = Vân tay
keys-holders = Mở được
keys-lookups = Tra được
keys-former = Từng mở được
keys-kit = Bộ khôi phục
keys-kit-yes = mở được
keys-kit-no = không mở được
keys-reseal = Niêm phong lại
keys-nobody = không ai
reseal-title = Niêm phong lại: { $class }
reseal-begins = Đang bắt đầu…
reseal-progress = { $looked } trên { $of }
reseal-lead = Việc này tiếp tục trong khi bạn làm việc khác; dòng tiêu đề cho biết đã đến đâu. Khi khóa màn hình thì dừng, lần sau tiếp tục từ đó.
reseal-going = niêm phong { $class } { $percent } %
reseal-stopped = Đã dừng. Nhấn { $key } tại nhóm đó để tiếp tục.
reseal-done = { $class }: mọi giá trị đã dùng khóa mới, { $count } giá trị được niêm phong lại.

# Quyết định và rà soát

decisions-lead = Quyết định đã ký, mới nhất trước
decisions-none = Chưa có quyết định nào.
decision-act = Quyết định
decision-about = Về
decision-by = Người ký
decision-holds = Có hiệu lực.
decision-refused = Không có hiệu lực: { $why }
act-appoint = bổ nhiệm
act-invite = lời mời
act-reset = đặt lại đăng nhập
act-enrol = gia nhập
act-grant = cấp quyền
act-stand-in = quyền thay thế
act-give-keys = trao khóa
act-suspend = tạm ngưng
act-reactivate = cho vào lại
act-remove = xóa thành viên
act-role = vai trò
act-remove-role = xóa vai trò
act-department = phòng ban
act-remove-department = xóa phòng ban
act-policy = quy định
act-class-key = khóa của nhóm
act-office-key = khóa của văn phòng
act-recovery-kit = bộ khôi phục
act-unreadable = không đọc được
act-review = rà soát

review-last = { $name } đã ký, { $date }
review-never = Chưa từng được ký
review-changes = { $count ->
    [0] từ đó không có gì đổi
   *[other] từ đó có { $count } thay đổi
}
review-rights = { $count } quyền
review-rule = Quyền
review-none = Không có quyền nào như vậy. Nhấn { $key } để xem tất cả.
review-sign-title = Ký bảng rà soát
review-covers = Bao gồm
review-since = Từ lần trước
review-sign-note = Chữ ký của bạn nói: tôi đã xem ai được làm gì, và như vậy là đúng.

# Việc làm

do-show-today = hôm nay
help-show-today = Hôm nay: những gì chờ bạn
do-show-admin = quản trị
help-show-admin = Quản trị: nhân sự, vai trò, khóa và hơn nữa
do-next-section = phần kế
help-next-section = Phần kế tiếp
help-previous-section = Phần trước
do-invite = mời
help-invite = Mời thành viên mới
do-edit-grant = quyền
help-edit-grant = Đổi quyền của thành viên
do-stand-in = thay thế
help-stand-in = Cấp quyền khác trong ít ngày
do-reset-member = đặt lại
help-reset-member = Đặt lại đăng nhập: mã mới, khóa mới
do-suspend-member = ngưng
help-suspend-member = Tạm ngưng thành viên
do-reactivate = cho vào
help-reactivate = Cho thành viên vào lại
do-remove-member = xóa
help-remove-member = Xóa hẳn thành viên
do-give-keys = trao khóa
help-give-keys = Trao khóa mà thành viên đang chờ
do-end-their-session = dừng phiên
help-end-their-session = Kết thúc phiên đang chọn
do-tell = nhắn
help-tell = Nhắn cho người của phiên đang chọn
do-tell-all = nhắn tất cả
help-tell-all = Nhắn cho mọi người đang ở trong
do-end-this-session = kết thúc
help-end-this-session = Kết thúc phiên đang chọn của một thành viên
do-new-role = chép
help-new-role = Vai trò mới, bắt đầu là bản chép của vai trò này
do-edit-role = sửa
help-edit-role = Sửa vai trò
do-remove-role = xóa
help-remove-role = Xóa vai trò
do-new-department = thêm
help-new-department = Thêm phòng ban dưới phòng đang chọn
do-edit-department = đổi tên, chuyển
help-edit-department = Đổi tên hoặc chuyển phòng ban
do-remove-department = xóa
help-remove-department = Xóa phòng ban
do-edit-policy = sửa
help-edit-policy = Sửa quy định
do-rotate = khóa mới
help-rotate = Tạo khóa mới cho nhóm
do-back-up = sao lưu
help-back-up = Sao lưu ngay
do-try-backup = thử
help-try-backup = Phục hồi thử bản mới nhất
do-reseal = niêm phong tiếp
help-reseal = Tiếp tục niêm phong lại các giá trị
do-leave-reseal = làm việc khác
help-leave-reseal = Làm việc khác; việc này vẫn tiếp tục
do-stop-reseal = dừng
help-stop-reseal = Dừng; lần sau tiếp tục từ đó
do-only-changes = chỉ thay đổi
help-only-changes = Chỉ hiện những gì đổi từ lần ký trước
do-filter-review = lọc
help-filter-review = Thu hẹp bảng rà soát theo chữ gõ
do-sign-review = ký
help-sign-review = Ký bảng rà soát
do-confirm-act = thực hiện
help-confirm-act = Thực hiện
do-handed-over = đã trao xong
help-handed-over = Đóng lại: mã không hiện nữa

# Backups

backups-lead = Toàn bộ văn phòng, mới nhất trước
backups-making = Đang sao lưu
backups-trying = Đang thử bản mới nhất
backups-none = Chưa có bản sao lưu nào.
backups-folder = Cất trong { $folder }
backups-next = Bản kế tiếp được tự động tạo từ { $date }
backups-by-hand = Không tự động sao lưu.
backups-tried = Thử lần cuối ngày { $date }
backups-never-tried = Chưa ai thử xem bản sao lưu có phục hồi trọn vẹn không.
backup-at = Lúc
backup-size = Cỡ
backup-customers = Khách hàng
backup-log = Nhật ký đến
backup-state = Trạng thái
backup-signed = đã ký
backup-changed = bị cắt hoặc sửa
backup-unsigned = chưa ký
backup-made = Đã sao lưu và đọc lại xong.
backup-tried = Bản mới nhất phục hồi trọn vẹn.

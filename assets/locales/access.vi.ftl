# Texts of one's own sign-in, of requests, sharing and why, in Vietnamese. Keys are the same in every language.

# Invitation, password, code app, recovery codes

place-enrol = Lời mời
place-credentials = Mật khẩu và ứng dụng mã
place-codes = Mã khôi phục
place-my-sign-in = Đăng nhập của tôi
place-notices = Xin lưu ý
enrol-title = Có lời mời
enrol-lead = Gõ hoặc dán mã mà bạn được giao. Mã chỉ dùng cho một người và một lần.
enrol-code = Mã mời
enrol-code-needed = Trước hết hãy gõ mã mời.
enrol-welcome = Chào { $name }, mời bạn vào { $office }
enrol-over = Lâu không gõ gì nên những gì bí mật đã được xóa. Hãy bắt đầu lại từ lời mời.
enrolled = Bạn đã vào văn phòng. Hãy đăng nhập bằng mật khẩu và mã.
password-title = Đổi mật khẩu
password-lead = Chọn mật khẩu ít nhất { $least } ký tự. Vài từ liền nhau thì dễ nhớ; có thể dán.
password-current = Mật khẩu cũ
password-new = Mật khẩu mới
password-again = Gõ lại lần nữa
password-length = { $count } trên ít nhất { $least } ký tự
password-weak = dễ đoán
password-fair = nên tốt hơn
password-good = tốt
password-strong = mạnh
password-suggested = Đây là gợi ý, đã điền sẵn. Hãy ghi lại cho đến khi thuộc:
password-changed = Đã đổi mật khẩu.
key-title = Thêm khóa SSH
key-lead = Dán dòng duy nhất trong tệp có đuôi .pub, ví dụ ~/.ssh/id_ed25519.pub. Tạo khóa: ssh-keygen -t ed25519. PuTTYgen cho thấy dòng này trong cửa sổ của nó.
key-line = Khóa công khai
key-label = Nhãn
key-added = Đã thêm khóa: từ nay bạn vào được bằng khóa này.
app-title = Ứng dụng mã mới
app-lead = Mã của ứng dụng hiện nay sẽ hết hiệu lực, mã khôi phục cũng vậy: bạn sẽ nhận mã mới.
app-scan = Quét hình bằng ứng dụng mã trên điện thoại, hoặc gõ khóa bí mật này vào đó:
app-type = Gõ khóa bí mật này vào ứng dụng mã trên điện thoại. Cửa sổ lớn hơn sẽ có hình để quét.
app-prove = Sau đó gõ sáu chữ số mà ứng dụng đang hiện:
app-code-needed = Trước hết hãy gõ sáu chữ số.
app-changed = Đã đổi ứng dụng mã.
codes-lead = Mỗi mã cho bạn vào một lần thay cho mã của ứng dụng, phòng khi mất điện thoại. Hãy chép ra giấy và cất kỹ. Mã không hiện lại lần nữa.
codes-written = Khi đã chép xong, nhấn { $key }.

# My sign-in

own-codes = { $count ->
    [0] Không còn mã khôi phục: hãy đặt lại ứng dụng mã để có mã mới.
   *[other] Còn { $count } mã khôi phục.
}
own-sessions = Phiên đang mở
own-since = Từ lúc
own-seen = Gần nhất
own-from = Từ máy
own-keys = Khóa SSH
own-added = Thêm lúc
own-used = Dùng gần nhất
own-never = chưa bao giờ
own-fingerprint = Dấu vân tay
own-no-keys = Chưa có. Có khóa thì bạn vào được qua mạng.
own-key-sure = Xóa { $name } sẽ kết thúc các phiên khác của bạn. Bấm { $key } lần nữa để xóa.
own-key-removed = Đã xóa khóa.
own-events = Gần đây
own-this = phiên này
own-other = phiên khác
own-ended = Đã kết thúc phiên.
notices-not-you = Nếu không phải bạn: { $key } cho xem các phiên và đổi mật khẩu. Hãy báo cả quản trị viên.

# Asking for more, sharing, looking as a role

place-ask = Yêu cầu
ask-title = Xin xem: { $field }
ask-who = Người có quyền duyệt sẽ thấy ở màn hình Hôm nay. Việc này được ghi nhật ký.
asked = Đã gửi yêu cầu. Người có quyền duyệt sẽ thấy ở Hôm nay.
place-sharing = Chia sẻ
place-share-form = Chia sẻ với
share-private = Riêng tư: chỉ người phụ trách và những người dưới đây thấy khách này.
share-open = Không riêng tư: ai có vai trò với tới thì thấy khách này.
share-none = Chưa chia sẻ với ai. { $key } để chia sẻ với một thành viên.
share-view-only = chỉ xem
share-edit = xem và sửa
share-level = Được
share-days = Số ngày
share-days-lead = trống: đến khi thu lại
share-bad-days = Gõ số ngày, nhiều nhất { $most }, hoặc để trống.
share-done = Đã chia sẻ.
form-locked = Bạn không được đổi trường này. { $key } cho biết vì sao.
limits-by-program = Ở chế độ này chỉ chương trình hạn chế số lần thử: ai giữ khóa của tệp có thể thử số ngoài chương trình.
place-preview = Xem như vai trò
preview-title = như vai trò: { $role }
preview-begun = Bạn đang xem như { $role }, không hơn quyền của chính bạn. Không thể thay đổi gì. { $key } để kết thúc.
preview-ended = Bạn đã trở lại là chính mình.

# Why

place-why = Vì sao
denied-why = { $key } cho biết vì sao.
why-allowed = Bạn được làm việc này.
why-refused = Bạn không được làm việc này.
why-role = Vai trò { $role } cho quyền này { $reach }.
why-reach-none = ở mức không
why-reach-own = với khách của bạn
why-reach-department = trong phòng ban của bạn
why-reach-all = với mọi khách hàng
why-field-none = Vai trò của bạn không thấy trường này.
why-field-masked = Vai trò của bạn thấy trường này ở dạng che.
why-field-lookup = Vai trò của bạn được đối chiếu và tìm theo trường này.
why-field-reason = Vai trò của bạn xem trường này khi nêu lý do.
why-field-reveal = Vai trò của bạn xem được trường này.
why-grant = Giấy cấp số { $number } của { $issuer } có hiệu lực { $reach }.
why-stand-in = Bạn đang thay tạm, theo giấy cấp số { $number } của { $issuer }, { $reach }.
why-until = Hết hạn lúc { $moment }.
why-key-held = Bạn giữ khóa của lớp { $class }.
why-key-waiting = Khóa của lớp { $class } đã được cấp: người giữ khóa còn phải trao.
why-key-none = Bạn không giữ khóa của lớp { $class }.
why-lookup-held = Bạn giữ khóa tìm của lớp { $class }.
why-lookup-waiting = Khóa tìm của lớp { $class } đã được cấp: người giữ khóa còn phải trao.
why-lookup-none = Bạn không giữ khóa tìm của lớp { $class }.
why-record-mine = Khách này do bạn phụ trách.
why-record-department = Khách này thuộc { $department }, phòng của bạn.
why-record-other = Khách này thuộc { $department }, không phải phòng của bạn.
why-record-private = Hồ sơ này riêng tư.
why-record-shared-view = Được chia sẻ cho bạn xem.
why-record-shared-edit = Được chia sẻ cho bạn sửa.
why-manner-permitted = Trường này do thành viên có vai trò cho phép sửa.
why-manner-owner-and-permitted = Trường này do người phụ trách khách và thành viên có vai trò cho phép sửa.
why-manner-owner-only = Chỉ người phụ trách khách được sửa trường này.
why-quota = Đã xem không cần xin: { $hour }/{ $hours } trong một giờ, { $day }/{ $days } trong một ngày.
why-approval = { $name } đã duyệt yêu cầu của bạn, đến { $moment }.
why-two-persons = Cần người thứ hai duyệt.
why-preview = Bạn đang xem như { $role }: không thể thay đổi gì.
why-by-cryptography = Bảo đảm bằng mật mã: không có khóa thì không ai đọc được.
why-by-server = Bảo đảm bởi máy chủ: không ai khác chạm vào tệp.
why-by-program = Chỉ do chương trình này bảo đảm: ai giữ khóa của tệp có thể đi vòng.
why-rule-customer-list = Xem danh sách
why-rule-customer-view = Mở khách hàng
why-rule-customer-lookup = Tìm chính xác
why-rule-customer-create = Thêm khách hàng
why-rule-customer-edit = Sửa khách hàng
why-rule-customer-bulk = Đổi nhiều khách một lúc
why-rule-customer-share = Chia sẻ khách hàng
why-rule-note-add = Thêm ghi chú
why-rule-field-view = Thấy
why-rule-field-edit = Sửa
why-rule-field-reveal = Hiện
why-rule-field-copy = Chép
why-rule-field-check = Đối chiếu
why-rule-view-share = Chia sẻ khung nhìn
why-rule-access-view = Xem ai đã mở
why-rule-log-view = Đọc nhật ký
why-rule-log-export = Xuất nhật ký
why-rule-import-run = Nhập dữ liệu
why-rule-import-revert = Hoàn tác lần nhập
why-rule-request-approve = Duyệt yêu cầu
why-rule-member-view = Xem thành viên
why-rule-member-manage = Quản lý thành viên
why-rule-role-manage = Quản lý vai trò
why-rule-department-manage = Quản lý phòng ban
why-rule-policy-manage = Đặt chính sách
why-rule-keys-give = Trao khóa
why-rule-keys-rotate = Đổi khóa
why-rule-review-sign = Ký bản rà soát
why-rule-alert-handle = Xử lý cảnh báo

# Hints and help

do-end-preview = thôi xem thử
help-end-preview = Trở lại là chính mình
help-preview = Xem mọi thứ như một vai trò khác
do-ask-more = xin xem
help-ask-more = Xin xem trường đang chọn
do-share-customer = chia sẻ
help-share-customer = Để khách riêng tư, hoặc chia sẻ với thành viên
do-enrol = lời mời
help-enrol = Vào lần đầu bằng lời mời
do-suggest = gợi ý
help-suggest = Nhờ gợi ý một mật khẩu
do-written = đã chép ra giấy
help-written = Đã chép xong: ẩn hẳn
do-understood = đã rõ
help-understood = Tôi đã xem
do-confirm-ask = gửi yêu cầu
help-confirm-ask = Gửi yêu cầu với lý do này
do-confirm-share = chia sẻ
help-confirm-share = Chia sẻ khách như vậy
do-share-with = chia sẻ với
help-share-with = Chia sẻ với thêm một thành viên
do-private = riêng tư
help-private = Riêng tư, hoặc không
do-end-share = thu lại
help-end-share = Thôi chia sẻ với thành viên này
do-password = mật khẩu
help-password = Đổi mật khẩu
do-code-app = ứng dụng mã
help-code-app = Đặt ứng dụng mã mới; có mã khôi phục mới
do-add-key = thêm khóa
help-add-key = Thêm một khóa SSH của mình
do-remove-key = xóa khóa
help-remove-key = Xóa khóa SSH đang chọn
do-end-session = kết thúc
help-end-session = Kết thúc phiên đang chọn
do-why = vì sao
help-why = Vì sao được phép, bị che hoặc bị từ chối
do-my-sign-in = đăng nhập của tôi
help-my-sign-in = Phiên, mật khẩu, ứng dụng mã, mã khôi phục của tôi

# The line of a server ends
farewell-ended = Phiên của bạn đã bị quản trị viên kết thúc. Những gì bạn đang gõ được giữ thành bản nháp.
farewell-over = Phiên của bạn đã hết: đã quá lâu, hoặc quyền của bạn đã thay đổi. Hãy kết nối lại để đăng nhập. Những gì bạn đang gõ được giữ thành bản nháp.
farewell-idle = Phiên này đã lâu không ai dùng nên đã kết thúc. Những gì bạn đang gõ được giữ thành bản nháp.
farewell-stopped = Máy chủ đã dừng. Những gì bạn đang gõ được giữ thành bản nháp: hãy kết nối lại khi máy chủ hoạt động trở lại.
farewell-fault = Kin đã dừng vì lỗi của chính nó. Những gì đã lưu vẫn an toàn. Hãy kết nối lại; nếu lại xảy ra, hãy báo quản trị viên.
server-stops = Máy chủ sẽ dừng trong vài giây. Những gì bạn đang gõ được giữ thành bản nháp.
farewell-joined = Bạn đã tham gia. Hãy kết nối lại bằng tên của mình để đăng nhập.
farewell-not-joined = Lời mời chưa được dùng. Hãy kết nối lại với tên join khi bạn sẵn sàng.
message-from = { $name } lúc { $time }: { $text }

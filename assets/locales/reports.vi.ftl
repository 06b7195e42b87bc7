# Báo cáo: biểu đồ để nhìn.

place-reports = Báo cáo
do-show-reports = báo cáo
help-show-reports = Báo cáo: biểu đồ về phiếu và khách hàng
do-next-chart = biểu đồ kế
help-next-chart = Biểu đồ kế tiếp
help-previous-chart = Biểu đồ trước
help-bar-before = Cột trước
help-bar-after = Cột kế tiếp

reports-none = Vai trò của bạn không được xem danh sách nào mà báo cáo dựa vào.
reports-counting = đang đếm
reports-all = tất cả
reports-tickets = Phiếu đang mở theo tuổi
reports-tickets-none = Không có phiếu nào đang mở: không ai phải chờ.
reports-promises = Cam kết giữ được, theo tuần
reports-promises-none = Không có cam kết nào đến hạn trong các tuần này. Điều đã hứa nằm trong quy tắc dịch vụ.
reports-respond = trả lời đầu
reports-resolve = giải quyết
reports-customers = Khách hàng mới theo tháng
reports-customers-none = Không có khách hàng mới trong các tháng này. Hãy nhập bằng: kin import customers
reports-reveals = Giá trị đã xem, theo tuần
reports-reveals-none = Không có giá trị niêm phong nào được xem trong các tuần này.

ticket-filter-age = Tuổi
ticket-age-under = dưới { $count } ngày
ticket-age-between = { $from }–{ $count } ngày
ticket-age-over = trên { $count } ngày

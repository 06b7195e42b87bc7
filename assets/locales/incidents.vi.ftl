problem-exports-frozen = Việc xuất và sao chép đang bị khoá trong khi xem xét một sự cố. Hãy hỏi người quản lý chính sách.
why-exports-frozen = Việc xuất và sao chép đang bị khoá trong khi xem xét một sự cố.
why-rule-incident-manage = Quản lý sự cố
action-incident-view = xem sự cố
action-incident-start = bắt đầu sự cố
action-incident-edit = xử lý sự cố
action-incident-close = đóng sự cố

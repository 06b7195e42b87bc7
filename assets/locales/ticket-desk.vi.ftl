### Lời của bàn làm việc về phiếu yêu cầu.

problem-ticket-conflict = Có người khác vừa sửa phiếu #{ $number }. Hãy mở lại phiếu.
unfit-out-of-reach = không xem được phiếu ở đó; hãy chọn người trong nhóm của phiếu, hoặc chuyển phiếu sang nhóm khác
undone-ticket = Đã hoàn tác: phiếu #{ $number }
redone-ticket = Đã làm lại: phiếu #{ $number }
undone-tickets = { $count ->
   *[other] Đã hoàn tác: { $count } phiếu
}
redone-tickets = { $count ->
   *[other] Đã làm lại: { $count } phiếu
}

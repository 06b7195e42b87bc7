### Lời của bàn làm việc về phiếu yêu cầu.

unfit-out-of-reach = không xem được phiếu ở đó; hãy chọn người trong nhóm của phiếu, hoặc chuyển phiếu sang nhóm khác

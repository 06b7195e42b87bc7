### Lời của bàn làm việc về phiếu yêu cầu.

unfit-out-of-reach = không xem được ở đó: hãy chọn người khác

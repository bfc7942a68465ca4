// Embeds models/civic/civic.validation.csv; YKIEN_CIVIC_VALIDATION is its path, set by lib/CMakeLists.txt.
    .section .rodata
    .global ykien_civic_validation_begin
    .hidden ykien_civic_validation_begin
ykien_civic_validation_begin:
    .incbin YKIEN_CIVIC_VALIDATION
    .global ykien_civic_validation_end
    .hidden ykien_civic_validation_end
ykien_civic_validation_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits

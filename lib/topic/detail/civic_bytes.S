// Embeds the civic model as it stands in the file; YKIEN_CIVIC_MODEL is its path, set by lib/CMakeLists.txt.
    .section .rodata
    .balign 64
    .global ykien_civic_model_begin
    .hidden ykien_civic_model_begin
ykien_civic_model_begin:
    .incbin YKIEN_CIVIC_MODEL
    .global ykien_civic_model_end
    .hidden ykien_civic_model_end
ykien_civic_model_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits

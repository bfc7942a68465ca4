// Embeds the model that restores accents; YKIEN_ACCENTS_MODEL is its path, set by lib/CMakeLists.txt, or is not
// defined where the library is built without it.
    .section .rodata
    .balign 64
    .global ykien_accent_model_begin
    .hidden ykien_accent_model_begin
ykien_accent_model_begin:
#ifdef YKIEN_ACCENTS_MODEL
    .incbin YKIEN_ACCENTS_MODEL
#endif
    .global ykien_accent_model_end
    .hidden ykien_accent_model_end
ykien_accent_model_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits

// Embeds the word model as it stands in the file; YKIEN_WORDS_MODEL is its path, set by lib/CMakeLists.txt, and not
// set in a library built without it.
    .section .rodata
    .balign 64
    .global ykien_words_model_begin
    .hidden ykien_words_model_begin
ykien_words_model_begin:
#ifdef YKIEN_WORDS_MODEL
    .incbin YKIEN_WORDS_MODEL
#endif
    .global ykien_words_model_end
    .hidden ykien_words_model_end
ykien_words_model_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits

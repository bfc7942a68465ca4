// Embeds the tables that expand() reads as they stand in their files; the paths are set by lib/CMakeLists.txt.
    .macro embed name path
    .section .rodata
    .global ykien_\name\()_begin
    .hidden ykien_\name\()_begin
ykien_\name\()_begin:
    .incbin "\path"
    .global ykien_\name\()_end
    .hidden ykien_\name\()_end
ykien_\name\()_end:
    .byte 0
    .endm
    embed abbreviations, YKIEN_ABBREVIATIONS
    embed common_syllables, YKIEN_COMMON_SYLLABLES
    .section .note.GNU-stack,"",@progbits

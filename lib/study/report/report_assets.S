// Embeds what reports carry in them. The paths are set by lib/CMakeLists.txt.
    .macro embed name, path, more
    .global ykien_report_\name\()_begin
    .hidden ykien_report_\name\()_begin
ykien_report_\name\()_begin:
    .incbin "\path"
    .ifnb \more
    .incbin "\more"
    .endif
    .global ykien_report_\name\()_end
    .hidden ykien_report_\name\()_end
ykien_report_\name\()_end:
    .byte 0
    .endm

    .section .rodata
    embed style, YKIEN_REPORT_STYLE
    embed view_script, YKIEN_REPORT_VIEW
    embed trend_script, YKIEN_REPORT_PRINTED, YKIEN_REPORT_TRENDS
    embed dygraphs_style, YKIEN_DYGRAPHS_STYLE
    embed dygraphs_script, YKIEN_DYGRAPHS_SCRIPT
    embed dygraphs_licence, YKIEN_DYGRAPHS_LICENCE
    .section .note.GNU-stack,"",@progbits

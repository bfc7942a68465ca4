// YKIEN_API marks what a shared build of the library lets others see; everything else stays hidden.
#ifndef YKIEN_BASE_EXPORT_H_
#define YKIEN_BASE_EXPORT_H_

#if defined(__GNUC__)
#define YKIEN_API __attribute__((visibility("default")))
#else
#define YKIEN_API
#endif

#endif  // YKIEN_BASE_EXPORT_H_

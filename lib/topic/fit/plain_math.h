// exp and log as training uses it; the text room trains too, so it stands in base/.
#ifndef YKIEN_TOPIC_FIT_PLAIN_MATH_H_
#define YKIEN_TOPIC_FIT_PLAIN_MATH_H_

#include "base/detail/plain_math.h"

#endif  // YKIEN_TOPIC_FIT_PLAIN_MATH_H_

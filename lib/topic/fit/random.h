// The generator as training uses it; the text room trains too, so it stands in base/.
#ifndef YKIEN_TOPIC_FIT_RANDOM_H_
#define YKIEN_TOPIC_FIT_RANDOM_H_

#include "base/detail/random.h"

#endif  // YKIEN_TOPIC_FIT_RANDOM_H_

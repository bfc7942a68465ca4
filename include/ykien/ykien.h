// Everything an application needs: text and topics. Training, evaluation and tables have headers of their
// own.
#ifndef YKIEN_YKIEN_H_
#define YKIEN_YKIEN_H_

#include "ykien/base/error.h"
#include "ykien/base/range.h"
#include "ykien/base/version.h"
#include "ykien/text/decode.h"
#include "ykien/text/expand.h"
#include "ykien/text/normalize.h"
#include "ykien/text/offset_map.h"
#include "ykien/text/redact.h"
#include "ykien/text/requests.h"
#include "ykien/text/restore.h"
#include "ykien/text/segment.h"
#include "ykien/text/sentences.h"
#include "ykien/text/tokenize.h"
#include "ykien/text/tone.h"
#include "ykien/topic/classify.h"
#include "ykien/topic/explain.h"
#include "ykien/topic/model.h"
#include "ykien/topic/vectorize.h"

#endif  // YKIEN_YKIEN_H_

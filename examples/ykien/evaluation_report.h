// An Evaluation as people and programs read it.
#ifndef YKIEN_PROGRAM_EVALUATION_REPORT_H_
#define YKIEN_PROGRAM_EVALUATION_REPORT_H_

#include <string>

#include "judged.h"
#include "ykien/topic/evaluate.h"
#include "ykien/topic/model.h"

namespace ykien::program {

std::string evaluation_text(const Model& model, const Judged& judged, const Evaluation& evaluation);
std::string evaluation_json(const Model& model, const Judged& judged, const Evaluation& evaluation);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_EVALUATION_REPORT_H_

// Models as options name them.
#ifndef YKIEN_PROGRAM_MODELS_H_
#define YKIEN_PROGRAM_MODELS_H_

#include <string>

#include "ykien/topic/model.h"

namespace ykien::program {

// The model in the file, or the one that is built in when `path` is empty.
Model model_at(const std::string& path);

// "civic, 7 topics, 12,345 features, 0123456789abcdef".
std::string model_line(const Model& model);

// The value of a fact of the model; empty when it has none.
std::string fact(const Model& model, const std::string& key);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_MODELS_H_

// The model that restores accents, where this program has one.
#ifndef YKIEN_PROGRAM_ACCENTS_H_
#define YKIEN_PROGRAM_ACCENTS_H_

#include <optional>

#include "ykien/text/restore.h"

namespace ykien::program {

// The one that is built in; none where the program was built without it: then texts typed without accents are read as
// they are.
std::optional<AccentModel> built_in_accents();

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_ACCENTS_H_

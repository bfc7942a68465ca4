// Files of validation rows: probabilities that a model gave to rows it was not trained on, with their topics.
#ifndef YKIEN_PROGRAM_VALIDATION_FILE_H_
#define YKIEN_PROGRAM_VALIDATION_FILE_H_

#include <span>
#include <string>

#include "ykien/study/trends.h"
#include "ykien/topic/model.h"

namespace ykien::program {

// The table that `ykien train --out-of-fold` writes: columns label, one for each topic with its probability
// (four decimals), and model, whose first row holds the checksum of the model. posterior: n * K; labels: n,
// the topics of each row, at least one.
std::string validation_csv(const Model& model, std::span<const double> posterior,
                           std::span<const std::vector<std::uint32_t>> labels);

struct ValidationFile {
  ValidationRows rows;
  std::string checksum;  // SHA-256 of the file
};

// Reads one; columns in any order, a label of several ids, with | or ; between them, becomes a first
// one and further ones. Throws Error(format) for a
// table without the model's topics, with labels or probabilities that cannot be, or of another model.
ValidationFile read_validation(const std::string& path, const Model& model);

// Throws Error(usage) when `output` is the file that validation_of_model() would read.
void refuse_validation_of_model(const std::string& model_path, const std::string& output);

// The rows that belong to the model at `model_path`: the file of the same name that ends in .validation.csv,
// or what is built in for the built-in model (an empty path). None: no rows.
ValidationFile validation_of_model(const std::string& model_path, const Model& model);

}  // namespace ykien::program

#endif  // YKIEN_PROGRAM_VALIDATION_FILE_H_

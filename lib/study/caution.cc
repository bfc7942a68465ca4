#include "ykien/study/caution.h"

#include <array>
#include <cstddef>

namespace ykien {
namespace {

struct Entry {
  Caution caution;
  bool refuses;
  std::string_view name;
  std::string_view english;
  std::string_view vietnamese;
};

constexpr std::array<Entry, 13> kEntries{{
    {Caution::no_rows, true, "no_rows", "There is no row here, so there is no share to report.",
     "Không có dòng nào ở đây nên không có tỷ lệ để báo cáo."},
    {Caution::too_few_rows, true, "too_few_rows",
     "There are too few rows here to correct the counts; only the counts are given.",
     "Có quá ít dòng để hiệu chỉnh số đếm; chỉ đưa ra số đếm."},
    {Caution::few_rows, false, "few_rows",
     "There are fewer than 30 rows here: read the interval, not the figure.",
     "Có chưa đến 30 dòng: hãy đọc khoảng tin cậy, đừng chỉ đọc con số."},
    {Caution::no_validation, true, "no_validation",
     "There are no labelled rows to learn the classifier's errors from, so nothing can be corrected.",
     "Không có dòng gắn nhãn để biết bộ phân loại sai ra sao nên không thể hiệu chỉnh."},
    {Caution::absent_topic, true, "absent_topic",
     "No labelled validation row has this topic, so its share cannot be corrected.",
     "Không có dòng kiểm định nào thuộc chủ đề này nên không thể hiệu chỉnh tỷ lệ của nó."},
    {Caution::rare_topic, false, "rare_topic",
     "Fewer than 10 labelled validation rows have this topic: its correction rests on little.",
     "Chưa đến 10 dòng kiểm định thuộc chủ đề này: việc hiệu chỉnh dựa trên rất ít dữ liệu."},
    {Caution::ill_conditioned, false, "ill_conditioned",
     "The classifier confuses some topics so much that correcting makes small errors large.",
     "Bộ phân loại nhầm lẫn một số chủ đề nhiều đến mức việc hiệu chỉnh phóng đại sai số nhỏ."},
    {Caution::unidentifiable, true, "unidentifiable",
     "The classifier cannot tell some topics apart, so their shares cannot be worked out.",
     "Bộ phân loại không phân biệt được một số chủ đề nên không thể tính tỷ lệ của chúng."},
    {Caution::one_topic, false, "one_topic", "All rows here were given the same topic.",
     "Mọi dòng ở đây đều được xếp vào cùng một chủ đề."},
    {Caution::collapsed, false, "collapsed",
     "The correction gives nearly everything to one topic although the counts do not: do not rely on it.",
     "Việc hiệu chỉnh dồn gần hết vào một chủ đề dù số đếm không như vậy: đừng dựa vào kết quả này."},
    {Caution::shifted, false, "shifted",
     "The shares differ from those of the validation rows, so counts alone would mislead.",
     "Tỷ lệ ở đây khác với các dòng kiểm định nên chỉ đếm thôi sẽ gây hiểu lầm."},
    {Caution::not_converged, false, "not_converged",
     "The computation did not settle; the best figure found is given.",
     "Phép tính chưa hội tụ; con số tốt nhất tìm được đã được đưa ra."},
    {Caution::unstable_method, false, "unstable_method",
     "On validation rows no correction was better than plain counting.",
     "Trên các dòng kiểm định, không cách hiệu chỉnh nào tốt hơn việc chỉ đếm."},
}};

constexpr std::array<Caution, kEntries.size()> kAll = [] {
  std::array<Caution, kEntries.size()> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kEntries[i].caution;
  return all;
}();

const Entry* find(Caution caution) noexcept {
  for (const Entry& entry : kEntries) {
    if (entry.caution == caution) return &entry;
  }
  return nullptr;
}

}  // namespace

bool Cautions::refuses() const noexcept {
  for (const Entry& entry : kEntries) {
    if (entry.refuses && has(entry.caution)) return true;
  }
  return false;
}

std::span<const Caution> all_cautions() noexcept { return kAll; }

std::string_view caution_name(Caution caution) noexcept {
  const Entry* entry = find(caution);
  return entry != nullptr ? entry->name : std::string_view();
}

std::string_view caution_sentence(Caution caution, ReportLanguage language) noexcept {
  const Entry* entry = find(caution);
  if (entry == nullptr) return {};
  return language == ReportLanguage::vietnamese ? entry->vietnamese : entry->english;
}

std::string caution_names(Cautions cautions) {
  std::string names;
  for (const Entry& entry : kEntries) {
    if (!cautions.has(entry.caution)) continue;
    if (!names.empty()) names += ';';
    names += entry.name;
  }
  return names;
}

}  // namespace ykien

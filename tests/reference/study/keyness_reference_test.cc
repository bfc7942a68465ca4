// Figures of quanteda.textstats 0.97.2, of R's fisher.test, SciPy and FightingWords on nine words.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "ykien/study/drift.h"
#include "ykien/study/keyness.h"

namespace ykien {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

struct Word {
  const char* name;
  double target, reference;
  double chi_square, chi_square_yates, g2, g2_yates, g2_williams;
  double information, fisher_ratio, fisher_p;
  std::array<double, 4> z;  // priors .01, .5, informative of 500, informative of all tokens
};

// nuoc in the reference list is 60 of 746 against 61 of 2397.
const Word kWords[] = {{"ngap",
                        120,
                        30,
                        275.475559747,
                        275.475559747,
                        224.838463202,
                        224.838463202,
                        223.711162615,
                        1.2150638856,
                        15.1050513845,
                        1.399670709e-50,
                        {13.30740850, 13.31684520, 12.08263518, 8.29546341}},
                       {"cong",
                        15,
                        2,
                        39.283102894,
                        35.782195473,
                        32.128112926,
                        29.059503924,
                        30.763512237,
                        1.3130442939,
                        24.5487854164,
                        3.182437688e-08,
                        {4.25679371, 4.41268802, 4.20616393, 3.03831443}},
                       {"rac",
                        0,
                        12,
                        -3.748981980,
                        -2.548266090,
                        -6.517342613,
                        -3.523086470,
                        0,
                        -20.7232658369,
                        0,
                        8.127208735e-02,
                        {-0.59262880, -1.42857411, -1.48412150, -0.96323749}},
                       {"duong",
                        40,
                        160,
                        -1.646316940,
                        -1.646316940,
                        -1.707273743,
                        -1.707273743,
                        -1.700833361,
                        -0.1712304747,
                        0.7922037939,
                        2.290300413e-01,
                        {-1.31767062, -1.29419606, -1.06857921, -0.66135851}},
                       {"dien",
                        7,
                        7,
                        5.359128212,
                        4.000769703,
                        4.544125183,
                        3.442306722,
                        4.311876759,
                        0.7450602565,
                        3.2325848484,
                        2.895977970e-02,
                        {2.19731447, 2.26574336, 1.82139849, 1.15181915}},
                       {"covid",
                        3,
                        0,
                        9.648619815,
                        5.892260891,
                        8.638467031,
                        4.764263295,
                        0,
                        1.4382074368,
                        kInf,
                        1.333059511e-02,
                        {0.68669158, 2.05937713, 1.83479761, 1.48208445}},
                       {"va",
                        500,
                        2100,
                        -168.692578611,
                        -168.692578611,
                        -151.156232053,
                        -151.156232053,
                        -150.939061240,
                        -0.2104511878,
                        0.2875956526,
                        9.763884475e-35,
                        {-25.05429462, -25.10395732, -22.50293886, -15.27926249}},
                       {"hop",
                        1,
                        25,
                        -5.729206025,
                        -5.729206025,
                        -7.994500793,
                        -7.994500793,
                        -7.769161673,
                        -1.8198890953,
                        0.1274001005,
                        1.763094455e-02,
                        {-2.02111910, -1.99814626, -1.87628190, -1.19506576}},
                       {"nuoc",
                        60,
                        61,
                        46.460985924,
                        46.460985924,
                        39.715673959,
                        39.715673959,
                        39.469325933,
                        0.7367614537,
                        3.3477251291,
                        2.807306284e-10,
                        {6.64822071, 6.65361683, 5.48618050, 3.45410596}}};

WordCounts counts_of(const Word& word) { return {word.target, word.reference, 746, 2397}; }

// quanteda adds 1e-9 to the quotient under each logarithm, which lifts G2 by 2e-9 times the tokens; ours is
// exact.
constexpr double kQuantedasPadding = 1e-9;

double quantedas_g2(const WordCounts& counts, Correction correction = Correction::none) {
  const double lift = 2.0 * kQuantedasPadding * (counts.target_total + counts.reference_total);
  const double exact = g2(counts, correction);
  return exact + std::copysign(lift, exact);
}

TEST(KeynessReference, TestStatistics) {
  for (const Word& word : kWords) {
    const WordCounts counts = counts_of(word);
    EXPECT_NEAR(chi_square(counts), word.chi_square, 1e-8) << word.name;
    EXPECT_NEAR(chi_square(counts, Correction::yates), word.chi_square_yates, 1e-8) << word.name;
    EXPECT_NEAR(quantedas_g2(counts), word.g2, 1e-8) << word.name;
    EXPECT_NEAR(quantedas_g2(counts, Correction::yates), word.g2_yates, 1e-8) << word.name;
    // quanteda leaves G2 as it is where a count is 0; Williams' q is defined there too.
    if (word.g2_williams == 0) continue;
    const double q = g2(counts) / g2(counts, Correction::williams);
    EXPECT_NEAR(quantedas_g2(counts) / q, word.g2_williams, 1e-8) << word.name;
  }
}

// Of chi-square and G2, without a correction and with that of Yates.
constexpr std::array<std::array<double, 4>, 9> kPValues{
    {{0.000000000e+00, 0.000000000e+00, 0.000000000e+00, 0.000000000e+00},
     {3.666000836e-10, 2.206552163e-09, 1.443335673e-08, 7.018892123e-08},
     {5.283968421e-02, 1.104153717e-01, 1.068275079e-02, 6.051964663e-02},
     {1.994609575e-01, 1.994609575e-01, 1.913394708e-01, 1.913394708e-01},
     {2.061407614e-02, 4.547949040e-02, 3.303189707e-02, 6.354691245e-02},
     {1.894939084e-03, 1.520756383e-02, 3.291382648e-03, 2.905649191e-02},
     {0.000000000e+00, 0.000000000e+00, 0.000000000e+00, 0.000000000e+00},
     {1.668502463e-02, 1.668502463e-02, 4.691963480e-03, 4.691963480e-03},
     {9.346079466e-12, 9.346079466e-12, 2.937584620e-10, 2.937584620e-10}}};

TEST(KeynessReference, PValues) {
  for (std::size_t i = 0; i < kPValues.size(); ++i) {
    const Word& word = kWords[i];
    const std::array statistics{word.chi_square, word.chi_square_yates, word.g2, word.g2_yates};
    // R has them as 1 - P, which leaves an absolute error of some 1e-16.
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(std::exp(log_p_value(statistics[k])), kPValues[i][k], 5e-16 + 1e-8 * kPValues[i][k])
          << word.name << k;
  }
}

// Williams' q divides G2. quanteda multiplies chi-square by it.
TEST(KeynessReference, ChiSquareTimesWilliamsQ) {
  const std::array<double, 9> printed{276.863705768, 41.025613596,   -3.748981980, -1.652550889, 5.647784208,
                                      9.648619815,   -168.935293149, -5.895377653, 46.750972437};
  for (std::size_t i = 0; i < printed.size(); ++i) {
    const WordCounts counts = counts_of(kWords[i]);
    if (kWords[i].g2_williams == 0) {  // where a count is 0 it leaves the statistic as it is
      EXPECT_NEAR(chi_square(counts), printed[i], 1e-8) << kWords[i].name;
    } else {
      const double q = g2(counts) / g2(counts, Correction::williams);
      EXPECT_NEAR(chi_square(counts) * q, printed[i], 1e-8) << kWords[i].name;
      EXPECT_NEAR(chi_square(counts, Correction::williams) * q, chi_square(counts), 1e-10) << kWords[i].name;
    }
  }
}

TEST(KeynessReference, Information) {
  for (const Word& word : kWords) {
    if (word.target == 0) {  // the reference shows the logarithm of a padded 0
      EXPECT_EQ(pointwise_information(counts_of(word)), -kInf);
    } else {
      const double quotient = std::exp(pointwise_information(counts_of(word)));
      EXPECT_NEAR(std::log(quotient + kQuantedasPadding), word.information, 1e-10) << word.name;
    }
  }
}

// SciPy 1.10 gives the conditional ratio to rounding; R stops its search at 1.2e-4.
TEST(KeynessReference, Fisher) {
  const std::array<double, 9> scipy{15.1073992725, 24.5441683446, 0,
                                    0.7921943816,  3.2325982281,  kInf,
                                    0.2875956904,  0.1274006804,  3.3478178392};
  for (std::size_t i = 0; i < scipy.size(); ++i) {
    const Word& word = kWords[i];
    const FisherTest test = fisher_exact(counts_of(word));
    EXPECT_NEAR(std::exp(test.log_p) / word.fisher_p, 1.0, 1e-8) << word.name;
    if (scipy[i] == 0 || scipy[i] == kInf) {
      EXPECT_EQ(test.ratio, word.fisher_ratio) << word.name;
    } else {
      EXPECT_NEAR(test.ratio, scipy[i], 1e-9) << word.name;
      EXPECT_NEAR(test.ratio / word.fisher_ratio, 1.0, 2.5e-4) << word.name;
    }
  }
}

// Of each word by the four priors: delta and its standard error.
constexpr std::array<std::array<std::array<double, 2>, 4>, 9> kLogOdds{{{{{2.71597866, 0.20409523},
                                                                          {2.69927034, 0.20269593},
                                                                          {1.93007963, 0.15973996},
                                                                          {0.79823134, 0.09622504}}},
                                                                        {{{3.19723094, 0.75108900},
                                                                          {3.00748606, 0.68155420},
                                                                          {2.18173444, 0.51869934},
                                                                          {0.87996625, 0.28962317}}},
                                                                        {{{-5.92875471, 10.00416233},
                                                                          {-2.06031888, 1.44222051},
                                                                          {-1.14549686, 0.77183496},
                                                                          {-0.34055588, 0.35355339}}},
                                                                        {{{-0.23290871, 0.17675792},
                                                                          {-0.22757946, 0.17584620},
                                                                          {-0.14782603, 0.13833886},
                                                                          {-0.05511321, 0.08333333}}},
                                                                        {{{1.17367595, 0.53414109},
                                                                          {1.17002484, 0.51639778},
                                                                          {0.84798013, 0.46556541},
                                                                          {0.35545911, 0.30860670}}},
                                                                        {{{6.87831316, 10.01659752},
                                                                          {3.11348556, 1.51185789},
                                                                          {2.83232188, 1.54366992},
                                                                          {1.04799197, 0.70710678}}},
                                                                        {{{-1.24672451, 0.04976091},
                                                                          {-1.24867374, 0.04974012},
                                                                          {-0.86931940, 0.03863137},
                                                                          {-0.35352483, 0.02313756}}},
                                                                        {{{-2.05129452, 1.01493005},
                                                                          {-1.67877865, 0.84016805},
                                                                          {-0.89791212, 0.47855928},
                                                                          {-0.28442786, 0.23800185}}},
                                                                        {{{1.20870878, 0.18180936},
                                                                          {1.20482080, 0.18107758},
                                                                          {0.86882171, 0.15836550},
                                                                          {0.36258847, 0.10497317}}}}};

TEST(KeynessReference, LogOddsWithDirichletPrior) {
  for (std::size_t w = 0; w < kLogOdds.size(); ++w) {
    const Word& word = kWords[w];
    const double all = word.target + word.reference;
    const std::array<std::array<double, 2>, 4> priors{
        {{.01, .09}, {.5, 4.5}, {500 * all / 3143, 500}, {all, 3143}}};
    for (std::size_t i = 0; i < 4; ++i) {
      const LogOdds found = log_odds(counts_of(word), priors[i][0], priors[i][1]);
      EXPECT_NEAR(found.z, word.z[i], 5e-9) << word.name << i;
      EXPECT_NEAR(found.delta, kLogOdds[w][i][0], 5e-9) << word.name << i;
      EXPECT_NEAR(found.standard_error, kLogOdds[w][i][1], 5e-9) << word.name << i;
    }
  }
}

// tidylo 0.2 sets each group against both together, with the word's prior once for the group and twice for
// both. That is log_odds() of counts with the second prior put in.
struct TidyloRow {
  double n;
  double informative[2];    // log odds, and over its standard error; prior: the word's count in both
  double uninformative[2];  // prior: 1 for each word
};
constexpr TidyloRow kTidyloTarget[] = {
    {120, {0.39786514919, 5.1684198972}, {1.32922414694, 10.9101664840}},
    {15, {0.42238711152, 1.8729737423}, {1.27546664094, 3.7589960904}},
    {0, {-0.21370921634, -0.6411276490}, {-1.21024480056, -1.1692075573}},
    {40, {-0.03270213141, -0.4281714073}, {-0.17297194064, -1.0098110861}},
    {7, {0.19344099520, 0.7237899286}, {0.74435680344, 1.7190184034}},
    {3, {0.48076192973, 0.9121816261}, {1.21251147889, 1.8075053935}},
    {500, {-0.19776633445, -9.3146654967}, {-0.85861435185, -17.5986666374}},
    {1, {-0.17657385524, -0.7907895711}, {-1.21337626646, -1.6577875817}},
    {60, {0.19813270182, 2.1774556187}, {0.77517223145, 4.9500178903}}};
constexpr TidyloRow kTidyloReference[] = {
    {30, {-0.40036618942, -4.5397258738}, {-1.35328295620, -6.8669788248}},
    {2, {-0.45757913619, -1.7024684903}, {-1.57768510742, -2.5394894529}},
    {12, {0.12684666297, 0.4813492423}, {0.19979383700, 0.5187234712}},
    {160, {0.02241107788, 0.3361661682}, {0.04928251981, 0.4664748303}},
    {7, {-0.16201811166, -0.6062162643}, {-0.42196834701, -0.9744941549}},
    {0, {-0.56723003792, -0.8508450569}, {-1.33768241301, -1.2211313873}},
    {2100, {0.15575849179, 8.4351528574}, {0.39197073832, 13.3638880819}},
    {25, {0.10785400592, 0.5989268935}, {0.20078255213, 0.7372160470}},
    {61, {-0.16445576579, -1.8106723084}, {-0.42570943787, -2.7332277082}}};

TEST(KeynessReference, TidyloAgainstBothTogether) {
  constexpr double kAll = 746 + 2397;
  for (const bool target : {true, false}) {
    for (std::size_t i = 0; i < 9; ++i) {
      const TidyloRow& row = target ? kTidyloTarget[i] : kTidyloReference[i];
      const double both = kTidyloTarget[i].n + kTidyloReference[i].n;
      const double total = target ? 746 : 2397;
      const LogOdds informative = log_odds({row.n, 2 * both, total, 2 * kAll}, both, kAll);
      EXPECT_NEAR(informative.delta, row.informative[0], 1e-11) << i;
      EXPECT_NEAR(informative.z, row.informative[1], 1e-9) << i;
      const LogOdds uninformative = log_odds({row.n, both + 1, total, kAll + 9}, 1, 9);
      EXPECT_NEAR(uninformative.delta, row.uninformative[0], 1e-11) << i;
      EXPECT_NEAR(uninformative.z, row.uninformative[1], 1e-9) << i;
    }
  }
}

// Words of the inaugural addresses of the presidents of the USA since 1949 against the earlier ones.
TEST(KeynessReference, LargeCounts) {
  constexpr double kNone = 0;  // not printed
  const struct {
    double target, reference, chi_square, g2;
  } printed[] = {{1133, 779, 794.3432385, 713.1040964}, {2193, 3141, 329.8346600, 311.8321764},
                 {166, 54, 217.7966375, 194.0667575},   {988, 1307, 191.3964003, 179.3469137},
                 {291, 216, 183.0752295, 164.6847215},  {242, 157, 180.1170485, kNone},
                 {119, 29, kNone, 161.5040901},         {19, 309, -91.27949646, kNone},
                 {98, 911, -197.85227302, kNone},       {1605, 5666, -224.20615469, kNone},
                 {2215, 8094, -374.99905681, kNone}};
  for (const auto& one : printed) {
    const WordCounts counts{one.target, one.reference, 46349, 108539};
    const double by_chi_square = one.chi_square == kNone ? kNone : chi_square(counts);
    const double by_g2 = one.g2 == kNone ? kNone : quantedas_g2(counts);
    EXPECT_NEAR(by_chi_square, one.chi_square, 5e-8) << one.target;
    EXPECT_NEAR(by_g2, one.g2, 5e-8) << one.target;
  }
  EXPECT_LT(log_p_value(g2({1133, 779, 46349, 108539})), std::log(1e-150));
}

TEST(KeynessReference, BenjaminiHochberg) {
  const std::array<double, 7> p{.001, .008, .012, .03, .04, .2, .9};
  const std::array<double, 7> q{.007, .028, .028, .0525, .056, .23333333, .9};
  const std::vector<double> found = adjusted(p);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(found[i], q[i], 5e-9);
}

TEST(DriftReference, JensenShannon) {
  const std::array<double, 9> target{120, 15, 0, 40, 7, 3, 500, 1, 60};
  const std::array<double, 9> reference{30, 2, 12, 160, 7, 0, 2100, 25, 61};
  EXPECT_NEAR(jensen_shannon(target, reference), 0.0921302969, 5e-11);
  EXPECT_NEAR(std::sqrt(jensen_shannon(target, reference)), 0.3035297299, 5e-11);
}

// p.adjust() and multipletests() on the same p values.
TEST(KeynessReference, Holm) {
  const std::array<double, 7> p{.001, .008, .012, .03, .04, .2, .9};
  const std::array<double, 7> adjusted_p{.007, .048, .06, .12, .12, .4, .9};
  const std::vector<double> found = holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(found[i], adjusted_p[i], 1e-12) << i;
}

}  // namespace
}  // namespace ykien

#!/usr/bin/env python3
"""Prints tests/data/topic/tfidf.tsv: what scikit-learn's TfidfVectorizer makes of a few texts.

Needs python3-sklearn. The texts are folded and hold syllables only, so that splitting at blanks is tokenizing.
Columns: settings, text number, n-gram, value.
"""
from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "tổ dân phố họp tổ dân phố thu quỹ",
    "cán bộ phường thu quỹ của tổ dân phố",
    "đường hẻm ngập nước đường đường đường",
    "tổ trưởng thu quỹ không công khai",
    "ngập nước",
    "quỹ",
]
SETTINGS = {
    "default": dict(ngram_range=(1, 3), sublinear_tf=True, min_df=1),
    "min_df_2": dict(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
    "raw_tf": dict(ngram_range=(1, 1), sublinear_tf=False, min_df=1),
    "no_norm": dict(ngram_range=(1, 2), sublinear_tf=True, min_df=1, norm=None),
    "bigrams_only": dict(ngram_range=(2, 2), sublinear_tf=True, min_df=1),
}


def main():
    print("settings\ttext\tngram\tvalue")
    for name, settings in SETTINGS.items():
        vectorizer = TfidfVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, smooth_idf=True, **settings)
        matrix = vectorizer.fit_transform(TEXTS)
        ngrams = vectorizer.get_feature_names_out()
        for row in range(matrix.shape[0]):
            start, end = matrix.indptr[row], matrix.indptr[row + 1]
            cells = sorted((ngrams[c], v) for c, v in zip(matrix.indices[start:end], matrix.data[start:end]))
            for ngram, value in cells:
                print(f"{name}\t{row}\t{ngram}\t{value:.9f}")


if __name__ == "__main__":
    main()

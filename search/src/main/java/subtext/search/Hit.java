package subtext.search;

/**
 * A sentence that was found.
 *
 * @param score the higher, the better: of vectors the cosine, in [-1, 1]
 * @param line of the corpus, from 1
 */
public record Hit(double score, long line, String text) {}

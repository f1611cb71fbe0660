package subtext.text;

import org.jspecify.annotations.Nullable;

/**
 * One example of a corpus.
 *
 * @param number of the line in its file on which the example begins, from 1
 * @param text without line breaks and not blank
 * @param label null where the corpus has none, or none on this line
 */
public record Line(long number, String text, @Nullable String label) {}

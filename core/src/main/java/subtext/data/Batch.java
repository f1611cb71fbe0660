package subtext.data;

/**
 * Sentences of like lengths. B batch, T time.
 *
 * @param examples [B] the sentences' numbers in their corpus, which key their noise
 * @param lengths [B] tokens of each, without start and end
 * @param tokens [B * T] row by row, padded with 0, without start and end
 * @param labels [B] numbers of the labels, -1 for none
 * @param batch B
 * @param time T, the longest length
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    long[] examples, int[] lengths, int[] tokens, int[] labels, int batch, int time) {}

package subtext.eval;

/**
 * A text that was translated.
 *
 * @param translation by the model
 * @param reference what the corpus has as its translation
 */
public record Translated(String source, String translation, String reference) {}

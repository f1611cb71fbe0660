package subtext.model;

import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.encoder.EncoderConfig;

/**
 * What right answers are told by, of a model for {@link Task#ANSWER}.
 *
 * @param overlap whether the score also sees which tokens of the question a sentence has (Yu et al.
 *     2014)
 * @param hidden size of the vectors of question and sentence that are compared, and of the
 *     attention's layer
 * @param dropout on what these are made of, in [0, 1)
 * @param pretrained what a frozen network makes of question and sentence, beside what the encoder
 *     does; how alike the two are is scored, too. Null for none
 */
public record AnswerConfig(
    boolean overlap, int hidden, double dropout, EncoderConfig.@Nullable Pretrained pretrained) {
  public static final AnswerConfig DEFAULT = new AnswerConfig(true, 64, 0.3, null);

  public AnswerConfig {
    Allowed.between("hidden", hidden, 1, 65_536);
    Allowed.share("dropout", dropout);
  }

  /** The same with what the class path says of the pretrained network. */
  AnswerConfig resolved() {
    return pretrained == null
        ? this
        : new AnswerConfig(overlap, hidden, dropout, pretrained.resolved());
  }
}

package subtext.explain;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.model.AnswerVae;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;
import subtext.use.Answer;
import subtext.use.Model;
import subtext.use.Texts;

/** Which words of a question and a sentence make the one answer the other. */
public final class ExplainAnswer {
  private final Model model;
  private final Answer answer;
  private final AnswerVae network;

  /**
   * @throws subtext.error.InputException if the model does not find answers
   */
  public ExplainAnswer(Model model) {
    this.model = model;
    answer = new Answer(model);
    network = (AnswerVae) model.network();
  }

  /** What to explain. */
  public record Request(String question, String sentence, Method method) {
    public static Request of(String question, String sentence) {
      return new Request(question, sentence, Method.DEFAULT);
    }
  }

  /**
   * An answer, explained.
   *
   * @param probability that the sentence answers the question
   * @param attribution which words move the log odds of that. Words that both share count in the
   *     score by themselves, too, which integrated gradients do not see: leaving them out does
   * @param spread of the probability over draws of z; its agreement is the share of the draws on
   *     the same side of one half; null without a latent variable
   * @param cut whether the sentence is longer than the model reads
   * @param unfamiliar whether no letter of it was met in training
   */
  public record Explained(
      String question,
      String sentence,
      double probability,
      Attribution attribution,
      @Nullable Spread spread,
      boolean cut,
      boolean unfamiliar) {}

  /**
   * What {@code request} asks for.
   *
   * @throws subtext.error.InputException if question or sentence is empty
   */
  public Explained explain(Request request) {
    Method method = request.method;
    Answer.Candidate found =
        answer.rank(request.question, List.of(request.sentence)).candidates().getFirst();
    int[] question = new Texts(model, List.of(request.question)).tokens(0);
    Texts read = new Texts(model, List.of(request.sentence));
    Input input = new Input(model, read.tokens(0), question, method.seed());
    return new Explained(
        request.question,
        request.sentence,
        found.probability(),
        input.attribute("log odds", network::logits_B, method),
        network.latent() == 0 ? null : spread(input, found.probability() >= 0.5, method),
        found.cut(),
        found.unfamiliar());
  }

  private Spread spread(Input input, boolean answers, Method method) {
    double[] values = new double[method.samples()];
    new Texts(model, List.of(input.tokens()), input.question())
        .eachBatch(
            new Noise(method.seed(), 0),
            (places, x, pass) -> {
              for (int s = 0; s < values.length; s++) {
                Tensor logit_B = network.drawnLogits_B(x, pass, s);
                if (logit_B == null) {
                  throw new IllegalStateException("a latent variable that cannot be drawn");
                }
                values[s] = 1 / (1 + Math.exp(-logit_B.item()));
              }
            });
    long agreeing = Arrays.stream(values).filter(p -> p >= 0.5 == answers).count();
    return Spread.of(values, agreeing);
  }
}

package subtext.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.stream.Stream;
import subtext.use.Answer;
import subtext.use.Model;

/**
 * How well texts answer a question: the probability p(y = 1 | q, a) that a model of task {@code
 * answer} gives each, in [0, 1] (Miao, Yu and Blunsom 2016). Texts and questions longer than the
 * model reads are cut; of a question without a letter that it met in training, the scores say
 * nothing. It computes in the caller's thread, and many threads may call it; {@code scoreAsync} is
 * refused.
 */
public final class SubtextScoringModel implements ScoringModel {
  private final Model model;
  private final Answer answer;

  /**
   * @param model that stays the caller's to close
   * @throws subtext.error.InputException if it does not find answers
   */
  public SubtextScoringModel(Model model) {
    this.model = model;
    this.answer = new Answer(model);
  }

  /**
   * The probabilities, in the order of {@code segments}; the usage counts the tokens of the query
   * once and those of the texts, uncut.
   *
   * @throws subtext.error.InputException if the query is blank
   */
  @Override
  public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
    if (segments.isEmpty()) {
      return Response.from(List.of());
    }
    List<String> texts = segments.stream().map(TextSegment::text).toList();
    Double[] scores = new Double[texts.size()];
    for (Answer.Candidate candidate : answer.rank(query, texts).candidates()) {
      scores[candidate.place()] = candidate.probability();
    }
    return Response.from(
        List.of(scores),
        Tokens.of(model, Stream.concat(Stream.of(query), texts.stream()).toList()));
  }
}

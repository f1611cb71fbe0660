package subtext.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows. A part that is empty, such as the latent space of a language model, is
 * left out of the page.
 *
 * @param labels what a classifier did; null for a model of another kind
 * @param topics of a topic model; empty for a model of another kind
 * @param answers of a model that finds them; empty for a model of another kind
 * @param pictures of a model of images; empty for one of text
 */
public record ReportData(
    Run run,
    Assessment assessment,
    LatentSpace latentSpace,
    Examples examples,
    @Nullable LabelAnswers labels,
    List<TopicEntry> topics,
    List<AnswerEntry> answers,
    List<Picture> pictures) {
  public ReportData {
    topics = List.copyOf(topics);
    answers = List.copyOf(answers);
    pictures = List.copyOf(pictures);
  }

  /** Of a model of sentences without labels. */
  public ReportData(Run run, Assessment assessment, LatentSpace latentSpace, Examples examples) {
    this(run, assessment, latentSpace, examples, null, List.of(), List.of(), List.of());
  }
}

package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import subtext.data.Portion;
import subtext.data.Splits;
import subtext.error.InputException;
import subtext.eval.GenerationEvaluator;
import subtext.eval.GenerationQuality;
import subtext.eval.GenerationSettings;
import subtext.eval.Judge;
import subtext.eval.Judgement;
import subtext.eval.Perplexity;
import subtext.text.Columns;
import subtext.train.ReversePerplexity;
import subtext.use.Model;

/**
 * Measures how a model writes, and says on standard error what it is at.
 *
 * @param heldOut texts that the model was not trained on
 * @param folder for files that are needed meanwhile
 */
record GenerationMeasurement(Streams streams, Model model, Portion heldOut, Path folder) {

  /**
   * All figures that can be had.
   *
   * @param trained the splits of the model's own run; null where there is no run
   * @param reader null for no perplexities
   */
  GenerationQuality measure(
      GenerationSettings settings,
      @Nullable Supplier<Splits> trained,
      GenerationOptions.@Nullable Reader reader)
      throws IOException {
    GenerationEvaluator evaluator = new GenerationEvaluator(model, settings);
    say("writing %,d samples".formatted(settings.samples()));
    List<String> samples = evaluator.samples();
    say("measuring samples, reconstructions and interpolations");
    GenerationQuality quality;
    try (Stream<String> texts = heldOut.texts()) {
      quality = evaluator.evaluate(samples, texts);
    }
    if (trained != null) {
      quality = withCopyRate(quality, evaluator, samples, trained);
    }
    return reader == null ? quality : withJudgement(quality, samples, reader);
  }

  private GenerationQuality withCopyRate(
      GenerationQuality quality,
      GenerationEvaluator evaluator,
      List<String> samples,
      Supplier<Splits> trained) {
    try (Stream<String> texts = trained.get().trained().stream().flatMap(Portion::texts)) {
      return quality.withCopyRate(evaluator.copyRate(samples, texts));
    } catch (InputException e) {
      say("copy_rate is not measured, the training text is gone: " + e.getMessage());
      return quality;
    }
  }

  /** With what {@code reader} says, if it can: what was measured before is not lost to it. */
  GenerationQuality withJudgement(
      GenerationQuality quality, List<String> samples, GenerationOptions.Reader reader)
      throws IOException {
    try {
      return quality.with(judge(samples, reader));
    } catch (InputException e) {
      say("perplexities under a judge are not measured: " + e.getMessage());
      return quality;
    }
  }

  private Judgement judge(List<String> samples, GenerationOptions.Reader reader)
      throws IOException {
    Judge judge =
        new Judge(reader.model().network(), reader.model().tokenizer(), folder.resolve("judge"));
    List<String> lines = judge.lines(samples);
    if (lines.size() < ReversePerplexity.LEAST_SAMPLES) {
      throw new InputException(
          "only %d of %d samples hold text, too few to train on; more --samples may do"
              .formatted(lines.size(), samples.size()));
    }
    Path file = Files.write(folder.resolve("samples.txt"), lines);
    say("%s reads samples and texts".formatted(reader.model().spec().name()));
    Perplexity forward = judge.read(Portion.whole(file, Columns.FIRST));
    Perplexity real = judge.read(heldOut);
    say("training %s on the samples".formatted(reader.model().spec().name()));
    LiveLine line = LiveLine.on(streams);
    Perplexity reverse =
        new ReversePerplexity(reader.recipe(), reader.steps(), judge.tokenizer(), line)
            .measure(file, heldOut, folder.resolve("reverse"));
    line.end();
    return new Judgement(forward, reverse, real);
  }

  private void say(String text) {
    streams.err().println(text);
  }
}

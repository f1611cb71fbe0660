package subtext.use;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.decoder.WritingListener;
import subtext.error.InputException;
import subtext.model.LabelledVae;

/** Texts with another label: what else they say stays, as far as the model keeps it. */
public final class Rewrite {
  private final Model model;
  private final Attribute attribute;

  private Rewrite(Model model, Attribute attribute) {
    this.model = model;
    this.attribute = attribute;
  }

  /** Whether {@code model} writes with a label that it is given, as {@link #byLabel} needs. */
  public static boolean goesByLabel(Model model) {
    return model.writes()
        && model.network() instanceof LabelledVae classifier
        && classifier.source() != null;
  }

  /**
   * By the label that a semi-supervised VAE writes with.
   *
   * @throws InputException if the model does not write by labels
   */
  public static Rewrite byLabel(Model model) {
    return new Rewrite(model, new LabelAttribute(model));
  }

  /**
   * By the way from the texts of one label to those of another, in the latent space of any VAE.
   *
   * @throws InputException if the model has no autoencoder, or writes no text
   */
  public static Rewrite byVector(Model model, LabelMeans means) {
    return new Rewrite(model, new VectorAttribute(model, means));
  }

  /**
   * What to rewrite, and how.
   *
   * @param to the label that the texts are to have
   * @param from the label that each of them has; null for the one that the model finds in it
   * @param strength how far to go: 1 for the other label, more to exaggerate
   * @param writing greedy if it says nothing else
   */
  public record Request(
      List<String> texts,
      String to,
      @Nullable List<String> from,
      double strength,
      Writing writing) {
    public Request {
      texts = List.copyOf(texts);
      from = from == null ? null : List.copyOf(from);
      Allowed.between("strength", strength, 0, 100);
    }

    /** With the label that the model finds in each, all the way. */
    public static Request of(List<String> texts, String to) {
      return new Request(texts, to, null, 1, Writing.DEFAULT);
    }
  }

  /**
   * A text, and what became of it.
   *
   * @param from its label
   * @param same whether that is the label asked for, so that the text only comes back as the model
   *     keeps it
   * @param logProbability of what was written, in nats
   * @param cut whether the text was longer than the model was trained on
   * @param unfamiliar whether no letter of the text was met in training, so that nothing of it can
   *     stay
   */
  public record Rewritten(
      String text,
      String rewritten,
      String from,
      boolean same,
      double logProbability,
      boolean cut,
      boolean unfamiliar) {}

  /** The labels that texts can be given. */
  public List<String> labels() {
    return attribute.labels();
  }

  /** {@code text} with the label {@code to}. */
  public String rewrite(String text, String to) {
    return rewrite(Request.of(List.of(text), to)).getFirst().rewritten();
  }

  /**
   * One for each text, in their order.
   *
   * @throws subtext.error.TextException if a text is blank
   * @throws InputException for a label that is not known
   */
  public List<Rewritten> rewrite(Request request) {
    List<String> texts = request.texts();
    Texts.requireNoBlank(texts, "is empty, so there is nothing to rewrite; leave it out");
    int to = id("to", request.to());
    if (texts.isEmpty()) {
      return List.of();
    }
    int[] from = from(request);
    float[][] given = attribute.moved(texts, from, to, request.strength());
    List<Write.Sentence> written =
        new Write(model)
            .write(
                Write.Examples.first(given.length),
                given,
                request.writing(),
                Decoding.DEFAULT,
                WritingListener.NONE);
    Texts read = new Texts(model, texts);
    List<Rewritten> all = new ArrayList<>();
    for (int n = 0; n < given.length; n++) {
      Write.Sentence sentence = written.get(n);
      all.add(
          new Rewritten(
              texts.get(n),
              sentence.text(),
              labels().get(from[n]),
              from[n] == to,
              sentence.logProbability(),
              read.isCut(n),
              read.isUnfamiliar(n)));
    }
    return all;
  }

  private int[] from(Request request) {
    List<String> known = request.from();
    if (known == null) {
      return attribute.guessed(request.texts());
    }
    if (known.size() != request.texts().size()) {
      throw new InputException(
          "from: %d labels for %d texts; give each its own"
              .formatted(known.size(), request.texts().size()));
    }
    return IntStream.range(0, known.size()).map(n -> id("from", known.get(n))).toArray();
  }

  private int id(String what, String label) {
    int id = labels().indexOf(label);
    if (id < 0) {
      throw new InputException(
          "%s: there is no label '%s'; the model %s knows %s"
              .formatted(what, label, model.spec().name(), String.join(", ", labels())));
    }
    return id;
  }
}

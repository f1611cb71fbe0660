package subtext.use;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;
import subtext.decoder.Decoding;
import subtext.decoder.SentenceWriter;
import subtext.decoder.Written;
import subtext.error.InputException;
import subtext.error.TextException;
import subtext.latent.ConditionalPrior;
import subtext.model.TranslationVae;
import subtext.nn.Observed;
import subtext.nn.Pass;
import subtext.tensor.Noise;
import subtext.tensor.Tensor;

/**
 * Texts to their translations: one with the mean of p(z|x), or several different ones, each with a
 * z of its own.
 */
public final class Translate {
  /** Draws of z that are tried for each translation that is asked for. */
  private static final int TRIES = 4;

  /** What searches where nothing else is said. */
  public static final Decoding USUAL = new Decoding.Beam(5, 1);

  private final Model model;
  private final TranslationVae network;

  /**
   * @throws InputException if the model does not translate
   */
  public Translate(Model model) {
    this.model = model;
    if (!(model.network() instanceof TranslationVae translator)) {
      throw new InputException(
          "translate: the model %s does not translate; train one with a recipe of task: translate such as bible-modern"
              .formatted(model.spec().name()));
    }
    network = translator;
  }

  /**
   * What to translate, and how.
   *
   * @param best how many different translations of each text
   * @param writing a search with five side by side if it says nothing else, of any words
   */
  public record Request(List<String> texts, int best, Writing writing) {
    public Request {
      texts = List.copyOf(texts);
      Allowed.between("best", best, 1, 1000);
    }

    /** The best translation of each text. */
    public static Request of(List<String> texts) {
      return new Request(texts, 1, Writing.DEFAULT);
    }
  }

  /**
   * A translation.
   *
   * @param logProbability log p(y|x,z) in nats
   * @param score the same a token, by which translations are ranked
   * @param ended whether the model ended it, or the greatest length did
   */
  public record Candidate(String text, double logProbability, double score, boolean ended) {}

  /**
   * A text with its translations.
   *
   * @param candidates the best first; fewer than were asked for where the model knows no more
   * @param cut whether the text was longer than those that the model was trained on
   * @param unfamiliar whether nothing in the text was met in training
   */
  public record Translation(
      String text, List<Candidate> candidates, boolean cut, boolean unfamiliar) {}

  /** The best translation of {@code text}. */
  public String translate(String text) {
    return translate(Request.of(List.of(text))).getFirst().candidates().getFirst().text();
  }

  /**
   * The translations of each text, in their order.
   *
   * @throws InputException for several translations by a model without a latent variable, or a text
   *     without a token
   */
  public List<Translation> translate(Request request) {
    if (request.best > 1 && network.latent() == 0) {
      throw new InputException(
          "several translations: the model %s has no latent variable to draw them from; ask for one"
              .formatted(model.spec().name()));
    }
    Texts texts = new Texts(model, request.texts);
    for (int place = 0; place < texts.size(); place++) {
      if (texts.tokens(place).length == 0) {
        throw new TextException(place + 1, "is empty; there is nothing to translate");
      }
    }
    Noise noise = new Noise(request.writing.seed(), 0);
    List<@Nullable List<Candidate>> found =
        new ArrayList<>(Collections.nCopies(texts.size(), null));
    int batch = Decoding.sentencesAtATime(request.writing.decodingOr(USUAL), Texts.BATCH);
    texts.eachBatch(
        noise,
        time -> batch,
        (places, x, pass) -> {
          List<List<Candidate>> candidates = candidates(request, x, pass);
          for (int b = 0; b < places.length; b++) {
            found.set(places[b], candidates.get(b));
          }
        });
    List<Translation> translations = new ArrayList<>();
    for (int place = 0; place < texts.size(); place++) {
      List<Candidate> candidates = found.get(place);
      translations.add(
          new Translation(
              request.texts.get(place),
              candidates == null ? List.of() : candidates,
              texts.isCut(place),
              texts.isUnfamiliar(place)));
    }
    return translations;
  }

  private List<List<Candidate>> candidates(Request request, Observed x, Pass pass) {
    TranslationVae.Given given = network.given(x, pass);
    ConditionalPrior prior = given.prior();
    SentenceWriter writer =
        new SentenceWriter(
            given.decoder(),
            request.writing.decodingOr(USUAL),
            request.writing.lengthsFor(model),
            null, // a translation may hold names and numbers that training never met
            model.device(),
            pass.noise());
    int[] most = TranslationVae.most(x);
    if (request.writing.most() != null) {
      Arrays.fill(most, request.writing.most());
    }
    Arrays.setAll(most, b -> Math.max(most[b], request.writing.least()));
    List<Map<String, Candidate>> different = new ArrayList<>();
    for (long ignored : pass.examples()) {
      different.add(new LinkedHashMap<>());
    }
    add(
        different,
        writer.write(prior == null ? null : prior.p().mu_BZ(), pass.examples(), most),
        request.best);
    for (int draw = 1; prior != null && draw < TRIES * request.best; draw++) {
      if (different.stream().allMatch(texts -> texts.size() >= request.best)) {
        break;
      }
      Tensor z_BZ = prior.p().sample(pass.noise(), draw, pass.examples());
      add(different, writer.write(z_BZ, pass.examples(), most), request.best);
    }
    return different.stream().map(texts -> ranked(texts, request.best)).toList();
  }

  /** Adds to those texts that have fewer than {@code best} translations. */
  private void add(List<Map<String, Candidate>> different, List<Written> written, int best) {
    for (int b = 0; b < written.size(); b++) {
      if (different.get(b).size() >= best) {
        continue;
      }
      Written each = written.get(b);
      String text = model.tokenizer().decode(each.tokens());
      int predicted = each.tokens().length + (each.ended() ? 1 : 0);
      double score = each.logProbability() / Math.max(1, predicted);
      different
          .get(b)
          .putIfAbsent(text, new Candidate(text, each.logProbability(), score, each.ended()));
    }
  }

  private static List<Candidate> ranked(Map<String, Candidate> texts, int best) {
    return texts.values().stream()
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(best)
        .toList();
  }
}

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
import subtext.data.Batch;
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

  /** Draws of z over which p(y|x) is averaged where several translations are ranked by it. */
  private static final int DRAWS = 64;

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
   * @param logProbability in nats: log p(y|x) by draws of z, or where one translation is asked for
   *     log p(y|x,z) with the mean of p(z|x)
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
    int[] most = TranslationVae.most(x);
    if (request.writing.most() != null) {
      Arrays.fill(most, request.writing.most());
    }
    Arrays.setAll(most, b -> Math.max(most[b], request.writing.least()));
    List<Map<String, Written>> different = new ArrayList<>();
    for (long ignored : pass.examples()) {
      different.add(new LinkedHashMap<>());
    }
    ConditionalPrior prior = given.prior();
    for (int draw = 0; draw == 0 || (prior != null && draw < TRIES * request.best); draw++) {
      if (different.stream().allMatch(texts -> texts.size() >= request.best)) {
        break;
      }
      Tensor z_BZ =
          prior == null
              ? null
              : draw == 0
                  ? prior.p().mu_BZ()
                  : prior.p().sample(pass.noise(), draw, pass.examples());
      SentenceWriter writer =
          new SentenceWriter(
              given.decoder(),
              request.writing.decodingOr(USUAL),
              request.writing.lengthsFor(model),
              null, // a translation may hold names and numbers that training never met
              model.device(),
              draw == 0 ? pass.noise() : pass.noise().apart(draw));
      add(different, writer.write(z_BZ, pass.examples(), most), request.best);
    }
    return ranked(different, request.best == 1 ? null : given, pass);
  }

  /** Adds to those texts that have fewer than {@code best} translations. */
  private void add(List<Map<String, Written>> different, List<Written> written, int best) {
    for (int b = 0; b < written.size(); b++) {
      if (different.get(b).size() < best) {
        String text = model.tokenizer().decode(written.get(b).tokens());
        different.get(b).putIfAbsent(text, written.get(b));
      }
    }
  }

  /**
   * The translations of each text, the most probable first.
   *
   * @param given by whose p(y|x); null for what they were written with
   */
  private List<List<Candidate>> ranked(
      List<Map<String, Written>> different, TranslationVae.@Nullable Given given, Pass pass) {
    List<List<Candidate>> ranked = new ArrayList<>();
    for (int b = 0; b < different.size(); b++) {
      List<Written> written = List.copyOf(different.get(b).values());
      double[] logProbabilities =
          given == null
              ? written.stream().mapToDouble(Written::logProbability).toArray()
              : logProbabilities(b, written, given, pass);
      List<Candidate> candidates = new ArrayList<>();
      for (String text : different.get(b).keySet()) {
        Written each = written.get(candidates.size());
        int predicted = each.tokens().length + (each.ended() ? 1 : 0);
        double nats = logProbabilities[candidates.size()];
        candidates.add(new Candidate(text, nats, nats / Math.max(1, predicted), each.ended()));
      }
      candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
      ranked.add(List.copyOf(candidates));
    }
    return ranked;
  }

  /** log p(y|x) of the translations of the text at {@code place}, all by the same draws of z. */
  private double[] logProbabilities(
      int place, List<Written> written, TranslationVae.Given given, Pass pass) {
    int[] places = new int[written.size()];
    Arrays.fill(places, place);
    Pass own = pass.rows(places);
    Observed y =
        Observed.of(Batch.of(written.stream().map(Written::tokens).toList()), model.device());
    return Arrays.stream(given.rows(places).nll(y, DRAWS, own)).map(nats -> -nats).toArray();
  }
}

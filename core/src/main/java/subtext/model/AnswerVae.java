package subtext.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Likelihood;
import subtext.encoder.Encoder;
import subtext.encoder.EncoderConfig;
import subtext.encoder.TokenEncoder;
import subtext.error.InputException;
import subtext.latent.ConditionalPrior;
import subtext.latent.DiagonalGaussian;
import subtext.latent.Draw;
import subtext.latent.Posterior;
import subtext.latent.PosteriorConfig;
import subtext.latent.PosteriorFamily;
import subtext.nn.AdditiveAttention;
import subtext.nn.Embedding;
import subtext.nn.Linear;
import subtext.nn.Observed;
import subtext.nn.Overlap;
import subtext.nn.Pass;
import subtext.objective.Terms;
import subtext.tensor.Init;
import subtext.tensor.Parameters;
import subtext.tensor.Tensor;

/**
 * Whether a sentence answers a question: p(y|q,a) = integral of p(y|q,a,z) p(z|q), the neural
 * answer selection model of Miao et al. (2016, section 4). z is what the question asks for: the
 * attention on the sentence looks for it. In training it is drawn from q(z|q,a,y), which knows
 * whether the answer is right; in use it is the mean of p(z|q). With a z of size 0 the attention
 * looks for the question's features instead: the deterministic twin, what the variational model is
 * measured against. B batch, F features, H hidden, Z latent.
 */
public final class AnswerVae implements Network {
  private static final long QUESTION_DROPOUT = 501;
  private static final long SENTENCE_DROPOUT = 502;

  /** Brings what lies between 0 and 1 to the size at which few steps find a weight for it. */
  private static final double SCALE = 10;

  /** All that is scored speaks for an answer before anything is learnt. */
  private static final double FIRST_WEIGHT = 0.25;

  private final int latent;
  private final double dropout;
  private final Parameters parameters;
  private final TokenEncoder encoder;
  private final @Nullable Encoder pretrained;
  private final @Nullable Overlap overlap;
  private final AdditiveAttention attention;
  private final Linear ofQuestion;
  private final Linear ofSentence;
  private final Linear bilinear;
  private final Linear score;
  private final @Nullable Inference inference;

  /** p(z|q) and q(z|q,a,y). */
  private record Inference(
      ConditionalPrior.Family priors, Linear hidden, PosteriorFamily posteriors) {}

  /**
   * @throws InputException if the parts cannot find answers
   */
  public AnswerVae(ModelConfig config, int vocabulary, Parameters parameters) {
    this.latent = config.latent();
    this.parameters = parameters;
    AnswerConfig answer = config.answer();
    dropout = answer.dropout();
    double bound = config.initialWeights();
    EncoderConfig.OfTokens reader = reader(config);
    int embedding = config.encoder().embedding();
    encoder =
        reader.create(
            () ->
                Embedding.create(
                    parameters,
                    "encoder.embedding",
                    vocabulary,
                    embedding,
                    config.initialEmbeddings()),
            parameters,
            bound);
    EncoderConfig.Pretrained network = answer.pretrained();
    pretrained = network == null ? null : network.create(encoder::embedding, parameters, bound);
    overlap = answer.overlap() ? Overlap.create(parameters, vocabulary) : null;
    int features = config.encoder().features() + (network == null ? 0 : network.features());
    int hidden = answer.hidden();
    attention =
        AdditiveAttention.create(
            parameters, latent > 0 ? latent : features, reader.states(), hidden, bound);
    ofQuestion = Linear.create(parameters, "question", features, hidden, bound);
    ofSentence = Linear.create(parameters, "sentence", features + reader.states(), hidden, bound);
    bilinear = Linear.create(parameters, "bilinear", hidden, hidden, bound);
    int scored = 1 + (overlap == null ? 0 : Overlap.FEATURES) + (network == null ? 0 : 1);
    score =
        new Linear(
            parameters.create("score.weight", new Init.Constant(FIRST_WEIGHT), 1, scored),
            parameters.create("score.bias", Init.ZEROS, 1));
    inference = latent == 0 ? null : inference(config, features);
  }

  private Inference inference(ModelConfig config, int features) {
    double bound = config.initialWeights();
    int hidden = config.answer().hidden();
    if (!(config.posterior() instanceof PosteriorConfig.Gaussian posterior)) {
      throw new InputException(
          "model.posterior: answers have a gaussian posterior beside their conditional prior, not "
              + config.posterior());
    }
    return new Inference(
        ConditionalPrior.Family.create(parameters, features, latent, bound),
        Linear.create(parameters, "posterior.hidden", 2 * features + 1, hidden, bound),
        posterior.create(parameters, hidden, latent, bound));
  }

  private static EncoderConfig.OfTokens reader(ModelConfig config) {
    if (config.encoder() instanceof EncoderConfig.OfTokens reader) {
      return reader;
    }
    throw new InputException(
        "model.encoder: answers are found by attention to the states of tokens; take lstm, gru,"
            + " rnn or transformer");
  }

  /** Makes of the sentences to choose from the weights by which shared tokens count. */
  public void learnWords(long[] counts, long sentences) {
    if (overlap != null) {
      overlap.learn(counts, sentences);
    }
  }

  /**
   * Question and sentence as they are read.
   *
   * @param question_BF features
   * @param states_BTM of the sentence
   * @param sentence_BF its features
   */
  private record Pair(
      Observed sentence,
      Observed question,
      Tensor question_BF,
      Tensor states_BTM,
      Tensor sentence_BF) {}

  private Pair read(Observed sentence, Pass pass) {
    Observed question = sentence.source();
    if (question == null) {
      throw new InputException(
          "data.source: nothing says what the sentences answer; name the column of the questions");
    }
    Pass questions = pass.apart(1);
    Pass sentences = pass.apart(2);
    TokenEncoder.Read asked = encoder.read(question, questions);
    TokenEncoder.Read given = encoder.read(sentence, sentences);
    return new Pair(
        sentence,
        question,
        questions.dropout(features_BF(asked, question, questions), dropout, QUESTION_DROPOUT),
        given.states_BTM(),
        sentences.dropout(features_BF(given, sentence, sentences), dropout, SENTENCE_DROPOUT));
  }

  private Tensor features_BF(TokenEncoder.Read read, Observed x, Pass pass) {
    return pretrained == null
        ? read.features_BF()
        : Tensor.cat(1, read.features_BF(), pretrained.encode(x, pass).to(read.features_BF()));
  }

  /** log p(y=1|q,a,z) - log p(y=0|q,a,z) [B], in the type of the parameters. */
  private Tensor logits_B(Pair pair, Tensor sought_BC) {
    Tensor found_BM = attention.find_BM(sought_BC, pair.states_BTM, pair.sentence);
    Tensor question_BH = ofQuestion.forward(pair.question_BF).tanh();
    Tensor sentence_BH =
        ofSentence.forward(Tensor.cat(1, pair.sentence_BF, found_BM.to(pair.sentence_BF))).tanh();
    List<Tensor> scored = new ArrayList<>();
    scored.add(bilinear.forward(question_BH).mul(sentence_BH).sum(1).unsqueeze(1));
    if (overlap != null) {
      scored.add(scaled(overlap.shares_BF(pair.question, pair.sentence)));
    }
    if (pretrained != null) {
      scored.add(scaled(likeness_B1(pair.question, pair.sentence)));
    }
    Tensor scored_BN =
        Tensor.cat(
            1, scored.stream().map(part -> part.to(parameters.type())).toArray(Tensor[]::new));
    return score.forward(scored_BN).to(parameters.type()).squeeze(1);
  }

  private static Tensor scaled(Tensor shares) {
    return shares.add(-0.5).mul(SCALE);
  }

  /** The cosine of the pretrained network's vectors, which have length 1. */
  private static Tensor likeness_B1(Observed question, Observed sentence) {
    Tensor question_BN = question.features_BN();
    Tensor sentence_BN = sentence.features_BN();
    if (question_BN == null || sentence_BN == null) {
      throw new IllegalStateException("the batch lacks features; SentenceFeatures makes them");
    }
    return question_BN.mul(sentence_BN).sum(1).unsqueeze(1);
  }

  /**
   * Log odds [B] that each sentence answers its question, its source, by the mean of p(z|q).
   *
   * @throws InputException if the sentences have no sources
   */
  public Tensor logits_B(Observed sentence, Pass pass) {
    Pair pair = read(sentence, pass);
    return logits_B(
        pair,
        inference == null ? pair.question_BF : inference.priors.read(pair.question_BF).p().mu_BZ());
  }

  /**
   * The same [B] for a draw of z from p(z|q), keyed by {@code salt}; null without a latent
   * variable.
   */
  public @Nullable Tensor drawnLogits_B(Observed sentence, Pass pass, long salt) {
    if (inference == null) {
      return null;
    }
    Pair pair = read(sentence, pass);
    DiagonalGaussian p = inference.priors.read(pair.question_BF).p();
    return logits_B(pair, p.sample(pass.noise(), salt, pass.examples()));
  }

  @Override
  public Terms terms(Observed sentence, Pass pass) {
    Pair pair = read(sentence, pass);
    Tensor right_B = right_B(sentence);
    if (inference == null) {
      return Terms.of(nats_B(logits_B(pair, pair.question_BF), right_B));
    }
    Tensor known_BN =
        Tensor.cat(
            1, pair.question_BF, pair.sentence_BF, right_B.unsqueeze(1).to(pair.question_BF));
    Posterior q =
        inference.posteriors.read(inference.hidden.forward(known_BN).tanh(), pass.training());
    Draw draw = q.draw(pass.noise(), 0, pass.examples());
    return new Terms(
        nats_B(logits_B(pair, draw.z_BZ()), right_B),
        inference.priors.read(pair.question_BF).of(q, draw).nats_BD(),
        draw.z_BZ(),
        null);
  }

  /** y: 1 for right, 0 for wrong. */
  private Tensor right_B(Observed sentence) {
    if (Arrays.stream(sentence.labels()).anyMatch(label -> label < 0 || label > 1)) {
      throw new InputException(
          "data.label: a sentence is not said to be right (1) or wrong (0); name the column that"
              + " says it");
    }
    return Tensor.of(sentence.labels(), sentence.labels().length)
        .to(parameters.device())
        .to(parameters.type());
  }

  /** -log p(y|q,a,z). */
  private static Tensor nats_B(Tensor logits_B, Tensor right_B) {
    Tensor wrong_B = right_B.neg().add(1);
    return right_B.mul(logits_B.logSigmoid()).add(wrong_B.mul(logits_B.neg().logSigmoid())).neg();
  }

  @Override
  public @Nullable TokenEncoder reader() {
    return pretrained == null ? encoder : null;
  }

  @Override
  public int latent() {
    return latent;
  }

  @Override
  public @Nullable Likelihood likelihood() {
    return null;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }
}

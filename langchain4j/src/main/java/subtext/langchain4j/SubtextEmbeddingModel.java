package subtext.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import java.util.List;
import subtext.use.Encode;
import subtext.use.Model;

/**
 * Texts to vectors: the mean of the posterior q(z|x) of each. A vector has no unit length, because
 * its length says how much the model has to say; stores that compare by the cosine do not mind.
 *
 * <p>A model has one vector of a text, so that {@code dimensions} and {@code inputType} of a
 * request are refused, as pictures are, with LangChain4j's {@code UnsupportedFeatureException}.
 * Texts longer than the model reads are cut. It computes in the caller's thread, and many threads
 * may call it; {@code embedAsync} is refused.
 */
public final class SubtextEmbeddingModel implements EmbeddingModel {
  private final Model model;
  private final Encode encode;
  private final List<EmbeddingModelListener> listeners;

  /**
   * @param model that stays the caller's to close
   * @throws subtext.error.InputException if it gives texts no vectors: a language model, a
   *     translator, a model that finds answers
   */
  public SubtextEmbeddingModel(Model model) {
    this(model, List.of());
  }

  /**
   * @param listeners that hear of each request
   * @throws subtext.error.InputException as above
   */
  public SubtextEmbeddingModel(Model model, List<EmbeddingModelListener> listeners) {
    this.model = model;
    this.encode = new Encode(model);
    this.listeners = List.copyOf(listeners);
  }

  /** The vectors, in the order of the inputs; the usage counts the tokens of the texts, uncut. */
  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
    return EmbeddingResponse.builder()
        .embeddings(
            encode.encode(texts).stream().map(encoding -> Embedding.from(encoding.mean())).toList())
        .modelName(modelName())
        .tokenUsage(Tokens.of(model, texts))
        .build();
  }

  /** Numbers of a vector. */
  @Override
  public int dimension() {
    return model.network().latent();
  }

  /** The name that the recipe gave the model. */
  @Override
  public String modelName() {
    return model.spec().name();
  }

  @Override
  public List<EmbeddingModelListener> listeners() {
    return listeners;
  }
}

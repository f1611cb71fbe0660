package subtext.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import subtext.error.InputException;

/**
 * What the vectors of sentences are measured on.
 *
 * @param pairs STS-B's by language
 * @param labelled English sentences by the name of their set
 */
record RepresentData(Map<String, SentencePairs> pairs, Map<String, LabelledSentences> labelled) {
  static final String ENGLISH = "en";
  static final String CHINESE = "zh";
  static final List<String> LABELLED = List.of("trec", "sst2");

  /**
   * Reads the folders {@code stsb}, {@code trec} and {@code sst2} of {@code data}.
   *
   * @throws InputException if one is missing
   */
  static RepresentData read(Path data) {
    Map<String, SentencePairs> pairs = new LinkedHashMap<>();
    for (String language : List.of(ENGLISH, CHINESE)) {
      pairs.put(language, SentencePairs.stsb(data, language));
    }
    Map<String, LabelledSentences> labelled = new LinkedHashMap<>();
    for (String set : LABELLED) {
      labelled.put(set, LabelledSentences.read(data, set));
    }
    return new RepresentData(pairs, labelled);
  }

  /**
   * Measures {@code vectors} of sentences of {@code language}.
   *
   * @throws InputException if there are no sentences of that language
   */
  RepresentReport.Vectors measure(
      RepresentReport.Encoder encoder, String language, SentenceVectors vectors) {
    SentencePairs scored = pairs.get(language);
    if (scored == null) {
      throw new InputException(
          "%s: its language is %s, and there are sentences to compare in en and zh only"
              .formatted(encoder.name(), language));
    }
    float[][] found = vectors.of(scored.sentences());
    Map<String, LabelledSentences.Probed> probes = new LinkedHashMap<>();
    if (language.equals(ENGLISH)) {
      labelled.forEach(
          (set, sentences) ->
              probes.put(
                  set,
                  sentences.probe(vectors.of(sentences.train()), vectors.of(sentences.test()))));
    }
    return new RepresentReport.Vectors(
        encoder, language, found[0].length, scored.correlation(found), probes);
  }
}

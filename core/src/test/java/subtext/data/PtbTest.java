package subtext.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subtext.config.Binder;
import subtext.text.Normalization;
import subtext.text.TokenKind;
import subtext.text.Tokenizer;
import subtext.text.TokensConfig;

@Tag("data")
class PtbTest {
  @Test
  void sentencesWordsAndVocabularyAreThoseOfThePublishedSplit(@TempDir Path folder) {
    DataConfig config =
        Binder.bind(
            Binder.yaml(
                "ptb.yaml", "{set: ptb, train: train.txt, valid: valid.txt, test: test.txt}"),
            DataConfig.class);
    Splits splits = Splits.of(config, Sources.find(config, DataFolders.standard(null)));
    TokensConfig words =
        new TokensConfig(TokenKind.WHITESPACE, 10_003, 1, 200, Normalization.DEFAULT);
    Tokenizer tokenizer = splits.tokenizer(words);
    Dataset dataset = Dataset.of(splits, tokenizer, folder);
    TokenCache test = Objects.requireNonNull(dataset.test());
    assertThat(dataset.train().size()).isEqualTo(42_068);
    assertThat(dataset.valid().size()).isEqualTo(3_370);
    assertThat(test.size()).isEqualTo(3_761);
    assertThat(test.tokens()).isEqualTo(78_669);
    assertThat(test.cut()).isZero();
    assertThat(tokenizer.size()).isEqualTo(10_002);
  }
}

package subtext.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import subtext.text.Corpus;
import subtext.text.Tokenizer;

/** SHA-256 of all that decides what a cache holds. */
final class Fingerprint {
  private final MessageDigest sha;

  private Fingerprint() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Of the files their contents, not their names or times: a copied or touched corpus stays the
   * same.
   */
  static String of(List<Portion> portions, Tokenizer tokenizer) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.number(CacheHeader.VERSION);
    portions.forEach(fingerprint::portion);
    fingerprint.text(tokenizer.config().toString());
    for (int id = 0; id < tokenizer.size(); id++) {
      fingerprint.text(tokenizer.token(id));
    }
    return HexFormat.of().formatHex(fingerprint.sha.digest());
  }

  static String of(Portion portion) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.portion(portion);
    return HexFormat.of().formatHex(fingerprint.sha.digest());
  }

  static String of(Portion portion, ImageFile images) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.number(CacheHeader.VERSION);
    fingerprint.number(FeatureHeader.VERSION);
    fingerprint.file(images.images());
    if (images.labels() != null) {
      fingerprint.file(images.labels());
    }
    fingerprint.number(portion.seed());
    fingerprint.number(Double.doubleToLongBits(portion.from()));
    fingerprint.number(Double.doubleToLongBits(portion.to()));
    return HexFormat.of().formatHex(fingerprint.sha.digest());
  }

  static String of(TokenCache sentences, FeatureNetwork network) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.number(FeatureHeader.VERSION);
    fingerprint.text(sentences.key());
    fingerprint.text(network.sha256());
    return HexFormat.of().formatHex(fingerprint.sha.digest());
  }

  private void portion(Portion portion) {
    Corpus.parts(portion.file(), portion.columns()).forEach(this::file);
    text(Sources.extension(portion.file()));
    text(portion.columns().toString());
    text(String.valueOf(portion.part()));
    number(portion.seed());
    number(Double.doubleToLongBits(portion.from()));
    number(Double.doubleToLongBits(portion.to()));
    text(portion.together().toString());
    number(portion.turned() ? 1 : 0);
  }

  private void number(long number) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    sha.update(bytes);
  }

  private void file(Path file) {
    byte[] chunk = new byte[1 << 16];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sha.update(chunk, 0, read);
        size += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    number(size);
  }
}

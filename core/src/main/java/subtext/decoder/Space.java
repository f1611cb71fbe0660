package subtext.decoder;

/**
 * What a decoder stands between.
 *
 * @param vocabulary number of token ids
 * @param latent size of z; 0 for none
 * @param memory size of the states of another text that it attends to; 0 for none
 */
public record Space(int vocabulary, int latent, int memory) {
  /** Without a memory. */
  public Space(int vocabulary, int latent) {
    this(vocabulary, latent, 0);
  }
}

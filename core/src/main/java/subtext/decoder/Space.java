package subtext.decoder;

/**
 * What a decoder stands between.
 *
 * @param vocabulary number of token ids
 * @param latent size of z; 0 for none
 */
public record Space(int vocabulary, int latent) {}
